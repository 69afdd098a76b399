import { buildConfiguration } from '../compile/build.ts';
import { countSeverities, hasError } from '../findings/diagnostic.ts';
import type { Opened } from './opened.ts';

/** The haproxy.cfg that a document becomes, or why it becomes none. */
export type CompiledText = { readonly text: string } | { readonly refused: string };

/** Compiles a document as `build` does, without asking HAProxy. */
export function compileText({ linted: { inventory, diagnostics } }: Opened): CompiledText {
  if (inventory === undefined || hasError(diagnostics)) {
    const { error } = countSeverities(diagnostics);
    const first = diagnostics.find(({ severity }) => severity === 'error');
    const errors = error === 1 ? 'an error' : `${error} errors`;
    return { refused: `there is no haproxy.cfg of an inventory with ${errors}: ${first?.message}` };
  }
  return { text: buildConfiguration(inventory, 'whole').text };
}
