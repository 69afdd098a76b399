import { diagnose } from '../findings/diagnose.ts';
import type { Diagnostic, Label } from '../findings/diagnostic.ts';
import type { Inventory } from '../inventory/model.ts';
import { type NodeRef, type Origin, spanOfPlace } from '../inventory/place.ts';
import { rules } from './list.ts';
import type { Finding, RelatedPlace, Rule } from './rule.ts';

/** Runs every rule; findings of one rule at one place are one finding. Dates are judged where a day is given. */
export function runRules(inventory: Inventory, today?: string): Diagnostic[] {
  return rules.flatMap((rule) => {
    const found = new Map<string, Diagnostic>();
    for (const finding of rule.check(inventory, today)) {
      const diagnostic = toDiagnostic(rule, finding, inventory);
      const { source, span } = diagnostic.primary;
      const key = `${span.start}:${span.end}:${source.name}`;
      if (!found.has(key)) found.set(key, diagnostic);
    }
    return [...found.values()];
  });
}

function toDiagnostic(rule: Rule, finding: Finding, inventory: Inventory): Diagnostic {
  const { message, help, note, related = [], fix } = finding;
  const place = placeOf(finding.at, inventory);
  const { document } = place;
  const span = spanOfPlace(place, finding.part ?? 'value');
  const labels = related.flatMap((other) => toLabel(other));
  const severity = (finding.isMild === true ? rule.mildSeverity : undefined) ?? rule.severity;
  const info = { ...rule, severity };
  return diagnose(info, document.source, span, message, { help, note, related: labels, fix });
}

function placeOf(origin: Origin, inventory: Inventory): NodeRef {
  return origin === 'builtin' ? inventory.place : origin;
}

function toLabel({ at, part, note }: RelatedPlace): Label[] {
  if (at === 'builtin') return [];
  const span = spanOfPlace(at, part ?? 'value');
  return [{ source: at.document.source, span, note }];
}
