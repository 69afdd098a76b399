import { compareDiagnostics, type Diagnostic, type Suppressed } from '../../findings/diagnostic.ts';
import type { Inventory } from '../../inventory/model.ts';
import type { SourceText } from '../../text/positions.ts';
import { allCodes, isSuppressible } from '../codes.ts';
import { applySeverities, type SeveritySettings } from './apply-severities.ts';
import { readSuppressions, type Suppressions } from './read.ts';
import { readSeverities } from './severities.ts';

/** Findings as the user wants them: with their severities, and apart those that comments suppress. */
export interface Filtered {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/** What one file says of its findings: its comments, over its `lint`, over a configuration file. */
export class FindingFilter {
  readonly #levels: SeveritySettings;
  readonly #suppressions: Suppressions | undefined;
  readonly #ofSettings: readonly Diagnostic[];

  constructor(
    source: SourceText,
    inventory: Inventory | undefined,
    configured: SeveritySettings | undefined,
  ) {
    const settings = inventory?.lint.severities ?? [];
    const own = settings.length === 0 ? undefined : readSeverities(settings, allCodes);
    this.#levels = new Map([...(configured ?? []), ...(own?.levels ?? [])]);
    this.#ofSettings = own?.found ?? [];
    const hasComments = inventory !== undefined && source.text.includes('puppetlb');
    this.#suppressions = hasComments ? readSuppressions(source, allCodes) : undefined;
  }

  /** Applies it to findings of the file; comments that suppressed one are then used. */
  filterFindings(found: readonly Diagnostic[]): Filtered {
    const suppressed: Suppressed[] = [];
    const left = found.filter((diagnostic) => {
      const by = isSuppressible(diagnostic) ? this.#suppressions?.use(diagnostic) : undefined;
      if (by !== undefined && this.#levels.get(diagnostic.code) !== 'off') {
        suppressed.push({ diagnostic, reason: by.reason });
      }
      return by === undefined;
    });
    return { diagnostics: applySeverities(left, this.#levels), suppressed };
  }

  /**
   * Applies it to all findings of the file, and adds what is wrong with the comments and with `lint`.
   * Of `unchecked` codes nobody knows whether they would have been found.
   */
  filterAll(found: readonly Diagnostic[], unchecked: ReadonlySet<string>): Filtered {
    const { diagnostics, suppressed } = this.filterFindings(found);
    const ofComments = this.#suppressions?.report(diagnostics, unchecked) ?? [];
    const own = applySeverities([...this.#ofSettings, ...ofComments], this.#levels);
    return { diagnostics: [...diagnostics, ...own].sort(compareDiagnostics), suppressed };
  }
}
