import { diagnose } from '../findings/diagnose.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Inventory } from '../inventory/model.ts';
import { spanOfPlace } from '../inventory/place.ts';
import * as list from './list.ts';
import type { Finding, Rule } from './rule.ts';
import { siteViews } from './shared/site-views.ts';

/** Every rule. */
export const rules: readonly Rule[] = Object.values(list);

/**
 * Runs every rule; findings of one rule at one place are one finding, also where several sites have it.
 * Dates are checked if a day is given.
 */
export function runRules(inventory: Inventory, today?: string): Diagnostic[] {
  if (inventory.sites.length === 0) return runOnce(inventory, today);
  const found = new Map<string, { readonly diagnostic: Diagnostic; readonly sites: string[] }>();
  for (const view of siteViews(inventory)) {
    for (const diagnostic of runOnce(view, today)) {
      const key = identityOf(diagnostic);
      const known = found.get(key) ?? { diagnostic, sites: [] };
      found.set(key, known);
      if (known.diagnostic.message === diagnostic.message) known.sites.push(view.site ?? '');
    }
  }
  return [...found.values()].map(({ diagnostic, sites }) => {
    if (sites.length === inventory.sites.length) return diagnostic;
    return { ...diagnostic, message: `${diagnostic.message} (at site ${sites.join(', ')})` };
  });
}

/** What makes two findings one: their code and place. */
export function identityOf({ code, primary }: Diagnostic): string {
  return `${code} ${primary.span.start} ${primary.span.end} ${primary.source.name}`;
}

function runOnce(inventory: Inventory, today: string | undefined): Diagnostic[] {
  return rules.flatMap((rule) => {
    const found = new Map<string, Diagnostic>();
    for (const finding of rule.check(inventory, today)) {
      const diagnostic = toDiagnostic(rule, finding, inventory);
      const key = identityOf(diagnostic);
      if (!found.has(key)) found.set(key, diagnostic);
    }
    return [...found.values()];
  });
}

function toDiagnostic(rule: Rule, finding: Finding, { place }: Inventory): Diagnostic {
  const { message, help, related = [], fix } = finding;
  const at = finding.at === 'builtin' ? place : finding.at;
  const severity = (finding.isMild === true ? rule.mildSeverity : undefined) ?? rule.severity;
  const origin = at.beside === undefined ? [] : [{ ...at.beside, note: 'written here' }];
  const labels = related.flatMap((other) => {
    if (other.at === undefined || other.at === 'builtin') return [];
    if (other.at.beside !== undefined) return { ...other.at.beside, note: other.note };
    const span = spanOfPlace(other.at, other.part ?? 'value');
    return { source: other.at.document.source, span, note: other.note };
  });
  const span = spanOfPlace(at, finding.part ?? 'value');
  const details = { help, related: [...origin, ...labels], fix };
  return diagnose({ ...rule, severity }, at.document.source, span, message, details);
}
