import type { Variables } from './variable.ts';
import type { ReadWord } from './word.ts';

/** What is known of a condition before HAProxy starts; undefined where only HAProxy knows. */
export type ConditionValue = boolean | undefined;

/**
 * Judges the words of a condition (configuration manual 2.4, ".if"): numbers, streq, strneq and
 * defined. Versions, features and everything else is up to the HAProxy that reads it.
 */
export function checkCondition(words: readonly ReadWord[], variables: Variables): ConditionValue {
  if (variables === 'kept' && words.some((word) => word.variables !== undefined)) return undefined;
  return check(
    words
      .map(({ text }) => text)
      .join(' ')
      .trim(),
    variables,
  );
}

function check(text: string, variables: Variables): ConditionValue {
  if (text === '') return false;
  if (/^[+-]?[0-9]+$/.test(text)) return Number(text) !== 0;
  const [, not, name, inside = ''] = /^(!?) *(streq|strneq|defined)\(([^()]*)\)$/.exec(text) ?? [];
  const value = checkCall(name, inside.split(','), variables);
  return value === undefined || not === '' ? value : !value;
}

function checkCall(
  name: string | undefined,
  [first = '', second = '']: readonly string[],
  variables: Variables,
): ConditionValue {
  switch (name) {
    case 'streq':
      return first === second;
    case 'strneq':
      return first !== second;
    case 'defined':
      return typeof variables === 'string' ? undefined : variables(first.trim()) !== undefined;
    default:
      return undefined;
  }
}

/** A condition that is open: whether its lines count, and whether an earlier branch did. */
interface Nesting {
  readonly value: ConditionValue;
  readonly taken: ConditionValue;
  readonly isElse: boolean;
}

/** The conditions around a line. */
export class Conditions {
  readonly #levels: Nesting[] = [];

  /** Whether the line counts: undefined where HAProxy decides. */
  get value(): ConditionValue {
    if (this.#levels.some(({ value }) => value === false)) return false;
    return this.#levels.every(({ value }) => value === true) ? true : undefined;
  }

  /** How many are open. */
  get depth(): number {
    return this.#levels.length;
  }

  /** Enters, turns or leaves a condition; says what is wrong with it. */
  follow(directive: string, words: readonly ReadWord[], variables: Variables): string | undefined {
    const top = this.#levels.at(-1);
    if (directive === '.if') {
      const value = checkCondition(words, variables);
      this.#levels.push({ value, taken: value, isElse: false });
      return undefined;
    }
    if (top === undefined) return `"${directive}" has no ".if" above it`;
    this.#levels.pop();
    if (directive === '.endif') return undefined;
    if (top.isElse) {
      this.#levels.push(top);
      return `"${directive}" stands behind ".else"`;
    }
    const own = directive === '.else' ? true : checkCondition(words, variables);
    this.#levels.push(turn(top, own, directive === '.else'));
    return undefined;
  }
}

/** A later branch counts where no earlier one did and its own condition holds. */
function turn({ taken }: Nesting, own: ConditionValue, isElse: boolean): Nesting {
  if (taken === true || own === false) return { value: false, taken, isElse };
  const value = taken === false && own === true ? true : undefined;
  return { value, taken: value, isElse };
}
