import type { Details } from '../findings/diagnose.ts';
import type { CodeInfo } from '../findings/diagnostic.ts';
import type { NodeRef } from './place.ts';

/** What ajv reports for one mistake; its `messages` are off, the texts are ours. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A validator of one part of an inventory, as ajv compiles it. */
export interface PartValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** The parts of an inventory that are validated one by one, and the other files that have a schema. */
export type PartName =
  | 'inventory'
  | 'config'
  | 'apply'
  | 'pool'
  | 'host'
  | 'hostException'
  | 'server'
  | 'poolHost'
  | 'bindOptions'
  | 'frontend'
  | 'checkOptions'
  | 'serverCheckOptions';

/** A schema error, its place and value, and what the object there may contain. */
export interface SchemaViolation {
  readonly error: SchemaError;
  readonly place: NodeRef;
  readonly value: unknown;
  /** Properties of the object that the error is about, each with an example. */
  readonly known: Readonly<Record<string, string>>;
  /** Properties that the object has. */
  readonly present: ReadonlySet<string>;
}

/** Its message. */
export interface Words extends Details {
  readonly code: CodeInfo;
  readonly message: string;
}
