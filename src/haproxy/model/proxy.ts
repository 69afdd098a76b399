import { sideOf } from '../facts/proxy-sides.ts';
import type { FileLine, FileSection } from '../syntax/configuration.ts';
import { readBind } from './bind.ts';
import { readCheck } from './check.ts';
import { readableWords, resolveOverrides, toDirectives } from './directive.ts';
import { type HashType, isHashing, mapBased, readHashType } from './hash-type.ts';
import { readMilliseconds } from './number.ts';
import type { Directive, Effective, ProxySection } from './proxies.ts';
import { readServers } from './servers.ts';

/** A defaults section with the lines that it inherits itself. */
export interface EffectiveDefaults {
  readonly section: FileSection;
  readonly lines: readonly FileLine[];
}

const serverLines: ReadonlySet<string> = new Set(['server', 'server-template', 'default-server']);

/** Reads a proxy section over the defaults it starts from. */
export function readProxy(
  section: FileSection,
  kind: ProxySection['kind'],
  defaults: EffectiveDefaults | undefined,
): ProxySection {
  const lines = [
    ...(defaults?.lines ?? []).map((line) => ({ line, isInherited: true })),
    ...section.lines.map((line) => ({ line, isInherited: false })),
  ].filter(({ line }) => !line.isUndecided);
  const is = (line: FileLine, words: ReadonlySet<string>) => words.has(line.words[0]?.text ?? '');
  const held = resolveOverrides(
    lines
      .filter(({ line }) => !is(line, serverLines) && !is(line, binding))
      .flatMap(({ line, isInherited }) => toDirectives(line, isInherited)),
  );
  const balance = readBalance(held);
  const check = readCheck(held);
  return {
    kind,
    name: section.opening.words[1]?.text ?? '',
    section,
    defaults: defaults?.section,
    mode: readOne(held, 'mode', ([mode = '']) => mode) ?? { value: 'tcp', directive: undefined },
    balance,
    hashType: hashTypeOf(held, balance.value),
    timeouts: readTimeouts(held),
    check,
    binds: lines
      .filter(({ line }) => is(line, binding))
      .map(({ line }) => ({ ...readBind(readableWords(line)), line })),
    servers: readServers(lines.filter(({ line }) => is(line, serverLines))),
    directives: held.filter((one) => !isModelled(one, check) && hasEffect(one, kind)),
  };
}

const binding: ReadonlySet<string> = new Set(['bind']);

/** Whether a section of a kind takes a directive: HAProxy ignores what is for the other side. */
function hasEffect({ words }: Directive, kind: ProxySection['kind']): boolean {
  const side = sideOf(words);
  return kind === 'listen' || side === 'both' || side === kind;
}

/** Rules belong to a check; without one they remain on their own, and have no effect. */
function isModelled(
  { key = '', words: [first] }: Directive,
  check: ProxySection['check'],
): boolean {
  if (['mode', 'balance', 'hash-type', 'option check'].includes(key)) return true;
  if (key.startsWith('timeout ')) return true;
  return first === `${check?.value.kind === 'http' ? 'http' : 'tcp'}-check` && check !== undefined;
}

function readOne<T>(
  held: readonly Directive[],
  key: string,
  read: (words: readonly string[]) => T,
): Effective<T> | undefined {
  const directive = held.find((one) => one.key === key);
  return directive === undefined ? undefined : { value: read(directive.words.slice(1)), directive };
}

/** `balance` alone, or none, is roundrobin (2.2 to 3.2). */
function readBalance(held: readonly Directive[]): Effective<readonly string[]> {
  const balance = readOne(held, 'balance', (words) =>
    words.length === 0 ? ['roundrobin'] : words,
  );
  return balance ?? { value: ['roundrobin'], directive: undefined };
}

function hashTypeOf(
  held: readonly Directive[],
  balance: readonly string[],
): Effective<HashType> | undefined {
  const read = readOne(held, 'hash-type', readHashType);
  return read ?? (isHashing(balance) ? { value: mapBased, directive: undefined } : undefined);
}

function readTimeouts(held: readonly Directive[]): Map<string, Effective<number | string>> {
  const timeouts = new Map<string, Effective<number | string>>();
  for (const directive of held) {
    const [first, name = '', text = ''] = directive.words;
    if (first !== 'timeout') continue;
    timeouts.set(name, { value: readMilliseconds(text) ?? text, directive });
  }
  return timeouts;
}
