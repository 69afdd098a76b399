import type { ReadWord } from './read-words.ts';

/** What is known of a condition before HAProxy starts; undefined where only HAProxy knows. */
type ConditionValue = boolean | undefined;

/**
 * Evaluates the words of a condition (configuration manual 2.4, ".if"): numbers, and texts that are compared.
 * Variables, versions, features and everything else is up to the HAProxy that reads it.
 */
function checkCondition(words: readonly ReadWord[]): ConditionValue {
  if (words.some(({ variables }) => variables !== undefined)) return undefined;
  const text = words
    .map((word) => word.text)
    .join(' ')
    .trim();
  if (/^([+-]?[0-9]+)?$/.test(text)) return Number(text) !== 0;
  const [, not, name, first, second] =
    /^(!?) *(streq|strneq)\(([^(),]*),([^(),]*)\)$/.exec(text) ?? [];
  return name === undefined
    ? undefined
    : ((first === second) === (name === 'streq')) === (not === '');
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

  /** Enters, switches or leaves a condition; returns what is wrong with it. */
  follow(directive: string, words: readonly ReadWord[]): string | undefined {
    const top = this.#levels.at(-1);
    if (directive === '.if') {
      const value = checkCondition(words);
      this.#levels.push({ value, taken: value, isElse: false });
      return undefined;
    }
    if (top === undefined) return `"${directive}" has no ".if" above it`;
    this.#levels.pop();
    if (directive === '.endif') return undefined;
    if (top.isElse) {
      this.#levels.push(top);
      return `"${directive}" follows ".else"`;
    }
    const own = directive === '.else' ? true : checkCondition(words);
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
