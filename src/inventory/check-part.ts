import { parts as sound } from '../generated/sound.js';
import type { Mapping } from '../yaml/document.ts';
import { explainPart } from './explain-part.ts';
import { explainInvalidPart } from './invalid-part.ts';
import type { PartName, SchemaError } from './part.ts';
import type { NodeRef } from './place.ts';
import type { ReadContext } from './read-context.ts';

/** What is wrong with a part by the schema. */
export function errorsOf(part: PartName, value: unknown): readonly SchemaError[] {
  return sound[part](value) ? [] : explainPart(part, value);
}

/** Checks one part: one finding for one mistake, and removes from the value what is refused. */
export function checkPart(
  part: PartName,
  value: Mapping,
  place: NodeRef,
  context: ReadContext,
): void {
  const errors = errorsOf(part, value);
  if (errors.length > 0) explainInvalidPart({ part, value, errors, place }, context);
}
