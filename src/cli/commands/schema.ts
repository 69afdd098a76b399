import { schemas } from '../../generated/schemas.ts';
import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../exit.ts';

/** Prints a JSON Schema. */
export const schemaCommand: Command = {
  name: 'schema',
  operands: '[NAME]',
  most: 1,
  summary:
    'Print the JSON Schema of the inventory, for editors; or of apply, config, lint-report, preview or status.',
  example: 'puppetlb schema > inventory.schema.json',
  operandChoices: () => Object.keys(schemas),
  options: [],
  run({ operands: [name = 'inventory'] }, io) {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) {
      const known = Object.keys(schemas);
      const near = nearest(name, known);
      const hint =
        near === undefined ? `write one of ${known.join(', ')}` : `did you mean ${near}?`;
      throw new UsageError(`unknown schema ${quote(name)}; ${hint}`);
    }
    io.out(`${JSON.stringify(JSON.parse(schema), undefined, 2)}\n`);
    return exit.fine;
  },
};
