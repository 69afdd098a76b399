import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareSides } from '../../src/diff/compare.ts';
import { fileSide } from '../../src/diff/side.ts';
import { mutations, pickBy } from './mutations.ts';

const folder = join(import.meta.dirname, '../fixtures/real-shapes');

/** Configurations in the shape of real ones, by the names of their files. */
export const shapes: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.cfg'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);

const version = { major: 2, minor: 6, patch: 12 };

/** Whether diff finds a change of meaning. */
export function isChanged(before: string, after: string): boolean {
  const side = (name: string, text: string) => fileSide(name, [{ name, text }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  return compareSides(sides, version).changes.length > 0;
}

/** Mutates a text so many times, in turns by operators that change something and that do not; what diff says wrongly. */
export function wrongSayings(
  text: string,
  count: number,
): { readonly wrong: string[]; readonly made: number } {
  const wrong: string[] = [];
  let made = 0;
  for (let seed = 0; made < count && seed < count * 50; seed += 1) {
    const pick = pickBy(seed);
    const label = seed % 2 === 0 ? 'changes' : 'does not';
    const one = pick(mutations.filter((mutation) => mutation.label === label));
    const after = one?.apply(text, pick);
    if (one === undefined || after === undefined) continue;
    made += 1;
    if (isChanged(text, after) !== (label === 'changes'))
      wrong.push(`${one.label}: ${one.name}, seed ${seed}`);
  }
  return { wrong, made };
}
