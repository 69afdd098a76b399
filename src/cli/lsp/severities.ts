import { fileURLToPath } from 'node:url';
import type { SeveritySettings } from '../../rules/suppression/apply-severities.ts';
import { Configurations } from '../configurations.ts';
import type { Io } from '../io.ts';

/** What the configuration file nearest to a document says of severities; undefined where there is none. */
export function levelsFor(uri: string, io: Io): SeveritySettings | undefined {
  if (!uri.startsWith('file:///')) return undefined;
  const nothing = { operands: [], flag: () => false, value: () => undefined, values: () => [] };
  try {
    // What is said of other files beside it would be said again with every change.
    return new Configurations(nothing, { ...io, err: () => undefined }).levelsFor(
      fileURLToPath(uri),
    );
  } catch {
    // A name that is none, or a file that cannot be read: the document is judged without.
    return undefined;
  }
}
