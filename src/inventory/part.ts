/** What ajv says of one mistake; `messages` are off, the words are ours. */
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

/** The parts of an inventory that are validated one by one. */
export type PartName =
  | 'inventory'
  | 'config'
  | 'pool'
  | 'host'
  | 'hostException'
  | 'server'
  | 'bindOptions'
  | 'checkOptions'
  | 'serverCheckOptions';
