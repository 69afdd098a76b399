import type { Diagnostic, Suppressed } from '../../findings/diagnostic.ts';
import type { Inventory } from '../../inventory/model.ts';
import type { SourceText } from '../../text/positions.ts';
import { allCodes, findCode, isSuppressible } from '../codes.ts';
import { applySeverities, type SeveritySettings } from './apply-severities.ts';
import { type ReadSuppressions, readSuppressions } from './read.ts';
import { readSeverities } from './severities.ts';
import { findUnused, reportUnused } from './unused.ts';

/** Findings as the user wants them: with their severities, and apart those that comments suppress. */
export interface Filtered {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/** What one file says of its findings: its comments, over its `lint`, over a configuration file. */
export class FindingFilter {
  readonly #levels: SeveritySettings;
  readonly #suppressions: ReadSuppressions | undefined;
  readonly #found: readonly Diagnostic[];

  constructor(
    source: SourceText,
    inventory: Inventory | undefined,
    configured: SeveritySettings | undefined,
  ) {
    const settings = inventory?.lint.severities ?? [];
    const own = settings.length === 0 ? undefined : readSeverities(settings, allCodes);
    this.#levels = new Map([...(configured ?? []), ...(own?.levels ?? [])]);
    const hasComments = inventory !== undefined && source.text.includes('puppetlb');
    this.#suppressions = hasComments ? readSuppressions(source, allCodes) : undefined;
    this.#found = [...(own?.found ?? []), ...(this.#suppressions?.found ?? [])];
  }

  /** Applies it to findings of the file; comments that suppressed one are then used. */
  filterFindings(found: readonly Diagnostic[]): Filtered {
    const scopes = this.#suppressions?.scopes;
    if (scopes === undefined || scopes.all.length === 0) {
      return { diagnostics: applySeverities(found, this.#levels), suppressed: [] };
    }
    const suppressed: Suppressed[] = [];
    const left = found.filter((diagnostic) => {
      if (!isSuppressible(diagnostic)) return true;
      const suppression = scopes.find(diagnostic);
      if (suppression === undefined) return true;
      suppression.isUsed = true;
      if (this.#levels.get(diagnostic.code) !== 'off') {
        suppressed.push({ diagnostic, reason: suppression.directive.reason });
      }
      return false;
    });
    return { diagnostics: applySeverities(left, this.#levels), suppressed };
  }

  /**
   * What is wrong with the comments and with `lint`, once everything is settled. `open` are findings that
   * nothing suppresses; of `unjudged` codes nobody knows whether they would have been found.
   */
  suppressionFindings(
    source: SourceText,
    open: readonly Diagnostic[],
    unchecked: ReadonlySet<string>,
  ): readonly Diagnostic[] {
    if (this.#suppressions === undefined) return applySeverities(this.#found, this.#levels);
    const { scopes, ofReasons } = this.#suppressions;
    const isComplete = !open.some(
      ({ code, severity }) => severity === 'error' && findCode(code)?.severity === 'error',
    );
    const unused = isComplete && scopes.all.length > 0 ? findUnused(scopes, unchecked) : new Map();
    const reasons = [...ofReasons].flatMap(([directive, found]) =>
      unused.has(directive) ? [] : found,
    );
    return applySeverities(
      [...this.#found, ...reasons, ...reportUnused(source, unused, open)],
      this.#levels,
    );
  }
}
