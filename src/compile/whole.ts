import type { HaproxyMessage } from '../haproxy/process/messages.ts';
import type { FileSection } from '../haproxy/syntax/configuration.ts';
import type { Inventory } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { Lines, type SourceText } from '../text/positions.ts';
import type { BuiltConfiguration } from './build.ts';

/** The files that HAProxy reads once a file is built, in their order; what its pools replace is left out of the others. */
export function wholeSources(
  { beside }: Pick<Inventory, 'beside'>,
  built: SourceText,
): readonly SourceText[] {
  if (beside === undefined) return [built];
  const { before, after, moved } = beside;
  const rest = (source: SourceText) => withoutSections(source, moved);
  return [...before.map(rest), built, ...after.map(rest)];
}

/** A file without some of its sections, each other line at its place. */
function withoutSections(source: SourceText, sections: ReadonlySet<FileSection>): SourceText {
  const own = [...sections].filter(({ opening }) => opening.source === source);
  if (own.length === 0) return source;
  const lines = source.text.split('\n');
  for (const section of own) {
    const { first, last } = linesOf(section);
    lines.fill('', first - 1, last);
  }
  return { ...source, text: lines.join('\n') };
}

/** Where a section begins and ends, as lines of its file. */
export function linesOf({ opening, lines }: FileSection): { first: number; last: number } {
  const { source, span } = lines.at(-1) ?? opening;
  return { first: opening.number, last: new Lines(source.text).lineAt(span.end) };
}

/** What HAProxy reads as one text; lines of other files lead to their paths in the inventory. */
export function wholeConfiguration(
  built: BuiltConfiguration,
  inventory: Inventory,
): BuiltConfiguration {
  const { beside } = inventory;
  if (beside === undefined) return built;
  const own = { name: '', text: built.text };
  const origins = new Map<number, Origin>();
  const texts: string[] = [];
  let above = 0;
  for (const source of wholeSources(inventory, own)) {
    const text = source.text.replace(/\n?$/, '\n');
    const count = text.split('\n').length - 1;
    const lines = new Lines(source.text);
    for (let line = 1; line <= count; line += 1) {
      const origin =
        source === own ? built.origins.get(line) : beside.refOf({ source, span: lines.span(line) });
      if (origin !== undefined) origins.set(above + line, origin);
    }
    texts.push(text);
    above += count;
  }
  return { ...built, text: texts.join(''), origins };
}

/** Whether HAProxy warns of what other people own; what it refuses there stops the pools, too. */
export function isOfOthers(
  { level, line, proxy }: HaproxyMessage,
  { origins }: BuiltConfiguration,
  { beside, pools }: Inventory,
): boolean {
  if (beside === undefined || level === 'alert') return false;
  const origin = line === undefined ? undefined : origins.get(line);
  if (line !== undefined) return typeof origin === 'object' && origin.beside !== undefined;
  const isNamed = ({ name }: { readonly name: Setting<string> | undefined }) =>
    name?.value === proxy;
  return (
    proxy === undefined || !pools.some((pool) => isNamed(pool) || pool.frontends.some(isNamed))
  );
}
