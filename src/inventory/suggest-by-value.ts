import { isMapping } from '../yaml/document.ts';
import type { SchemaViolation } from './schema-violation.ts';
import { plainKey, serverOptionHelp } from './suggest-property.ts';
import { detailOf, type Meaning, meaningOfProperty, writeMeaning } from './suggest-state.ts';
import { switchHelp } from './suggest-switch.ts';

/** What to write where the value decides what an unknown property means; never the opposite of it. */
export function helpByValue(
  key: string,
  said: unknown,
  { known, present, place, value }: SchemaViolation,
): string | undefined {
  const names = Object.keys(known);
  if (names.includes(plainKey(key))) return undefined;
  const meaning = meaningOfProperty(key, said);
  if (meaning !== undefined) {
    const help =
      alreadyHelp(meaning, { names, present, value }) ??
      writeMeaning(meaning, new Set(names), place);
    const detail = meaning === 'in' || typeof said !== 'string' ? undefined : detailOf(key);
    const isTaken = detail !== undefined && names.includes(detail);
    return isTaken ? `${help}; and ${detail}: ${said}` : help;
  }
  const switched = switchHelp(key, said, names, place.path);
  if (switched !== undefined) return switched;
  return names.includes('weight') ? serverOptionHelp(key, said) : undefined;
}

interface Owner {
  readonly names: readonly string[];
  readonly present: ReadonlySet<string>;
  readonly value: unknown;
}

/** What to do where the property that is meant is there as well. */
function alreadyHelp(meaning: Meaning, { names, present, value }: Owner): string | undefined {
  const isBackup = meaning === 'backup' || meaning === 'active';
  const property = isBackup ? 'backup' : 'state';
  if (!present.has(property) || !names.includes(property)) return undefined;
  const meant = isBackup ? meaning === 'backup' : meaning;
  const agrees = isMapping(value) && value[property] === meant;
  return `${agrees ? 'remove the line' : 'keep one of the two'}; "${property}" is there already`;
}
