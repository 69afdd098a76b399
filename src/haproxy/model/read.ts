import type { Configuration, FileLine, FileSection } from '../syntax/configuration.ts';
import { withoutConfigurationId } from './configuration-id.ts';
import { readableWords } from './directive.ts';
import type { Proxies, ProxySection } from './proxies.ts';
import { type EffectiveDefaults, readProxy } from './proxy.ts';

/**
 * What a configuration means to HAProxy. A proxy starts from the defaults it names with `from`, else
 * from the last ones above it; defaults themselves only from those they name (configuration manual 4).
 */
export function readProxies({ sections }: Pick<Configuration, 'sections'>): Proxies {
  const global = sections.filter((section) => keywordOf(section) === 'global');
  const proxies: ProxySection[] = [];
  const others: FileSection[] = [];
  const named = new Map<string, EffectiveDefaults>();
  let last: EffectiveDefaults | undefined;
  for (const section of sections) {
    const keyword = keywordOf(section);
    const from = namedDefaults(section, named);
    if (keyword === 'defaults') {
      last = { section, lines: [...(from?.lines ?? []), ...section.lines] };
      named.set(nameOf(section), last);
    } else if (isProxyKind(keyword)) {
      proxies.push(readProxy(section, keyword, from ?? last));
    } else if (keyword !== 'global') others.push(section);
  }
  return { global: global.flatMap(({ lines }) => lines.filter(isSaid)), proxies, others };
}

/** Whether a line contains more than the configuration ID. */
function isSaid(line: FileLine): boolean {
  const words = readableWords(line);
  return words.length === 0 || withoutConfigurationId(words).length > 0;
}

function keywordOf({ opening }: FileSection): string {
  return opening.words[0]?.text ?? '';
}

function isProxyKind(keyword: string): keyword is ProxySection['kind'] {
  return keyword === 'listen' || keyword === 'frontend' || keyword === 'backend';
}

function nameOf({ opening }: FileSection): string {
  const name = opening.words[1]?.text ?? '';
  return name === 'from' ? '' : name;
}

/** The defaults that a section names behind `from`. */
function namedDefaults(
  { opening }: FileSection,
  named: ReadonlyMap<string, EffectiveDefaults>,
): EffectiveDefaults | undefined {
  const texts = opening.words.map(({ text }) => text);
  const at = texts.indexOf('from', 1);
  return at === -1 ? undefined : named.get(texts[at + 1] ?? '');
}
