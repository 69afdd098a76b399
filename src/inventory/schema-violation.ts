import type { Details } from '../findings/diagnose.ts';
import type { CodeInfo } from '../findings/diagnostic.ts';
import type { SchemaError } from './part.ts';
import type { NodeRef } from './place.ts';

/** A schema error, the place and value it speaks of, and what the object there could hold. */
export interface SchemaViolation {
  readonly error: SchemaError;
  readonly place: NodeRef;
  readonly value: unknown;
  /** Properties of the object that the error is about, each with an example. */
  readonly known: Readonly<Record<string, string>>;
  /** Properties that the object has. */
  readonly present: ReadonlySet<string>;
}

/** What is said of it. */
export interface Words extends Details {
  readonly code: CodeInfo;
  readonly message: string;
}
