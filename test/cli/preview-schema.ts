import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schemas/preview.schema.json' with { type: 'json' };

/** Whether something is a preview as its schema says. */
export const validate: ValidateFunction = new Ajv2020({
  strict: true,
  allErrors: true,
  allowUnionTypes: true,
}).compile(schema);
