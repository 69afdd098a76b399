import { parts as validators } from '../generated/validators.js';
import type { PartName, SchemaError } from './part.ts';

/** All schema errors of a part. */
export function explainPart(part: PartName, value: unknown): readonly SchemaError[] {
  const validator = validators[part];
  return validator(value) ? [] : (validator.errors ?? []);
}
