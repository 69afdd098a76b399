import { buildConfiguration } from '../compile/build.ts';
import { countSeverities, hasError } from '../findings/diagnostic.ts';
import { viewsOf } from '../inventory/sites.ts';
import type { Opened } from './opened.ts';

/** The haproxy.cfg that a document becomes, of each site, or why it becomes none. */
export type CompiledText = { readonly text: string } | { readonly refused: string };

/** Compiles a document as `build` does, without asking HAProxy. */
export function compileText({ linted: { inventory, diagnostics } }: Opened): CompiledText {
  if (inventory === undefined || hasError(diagnostics)) {
    const { error } = countSeverities(diagnostics);
    const first = diagnostics.find(({ severity }) => severity === 'error');
    const errors = error === 1 ? 'an error' : `${error} errors`;
    return { refused: `there is no haproxy.cfg of an inventory with ${errors}: ${first?.message}` };
  }
  const texts = viewsOf(inventory).map((view) => {
    const { text } = buildConfiguration(view, 'whole');
    return view.site === undefined ? text : `# Site ${view.site}\n${text}`;
  });
  return { text: texts.join('\n') };
}
