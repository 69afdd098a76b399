import type { Rule } from './rule.ts';
import { repeated } from './shared/repeated.ts';

/** Two binds of a pool share an id. */
export const duplicateBindId: Rule = {
  code: 'INV124',
  name: 'duplicate-bind-id',
  severity: 'error',
  summary: 'Two binds of a pool have the same id.',
  why: 'HAProxy refuses a section with two binds of one id (2.2 to 3.2).',
  *check({ pools }) {
    for (const { binds } of pools) {
      for (const [{ id }, first] of repeated(binds, (bind) => bind.id?.value)) {
        if (id === undefined) continue;
        yield {
          message: `id ${id.value} is already used by another bind`,
          at: id.from,
          help: 'write another number, or remove the line',
          related: [{ at: first.id?.from, note: 'first used here' }],
        };
      }
    }
  },
};
