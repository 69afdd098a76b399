import type { Variables } from './variable.ts';
import type { ReadWord } from './word.ts';

/** What is known of a condition before HAProxy starts; undefined where only HAProxy knows. */
export type Verdict = boolean | undefined;

/**
 * Judges the words of a condition (configuration manual 2.4, ".if"): numbers, streq, strneq and
 * defined. Versions, features and everything else is up to the HAProxy that reads it.
 */
export function checkCondition(words: readonly ReadWord[], variables: Variables): Verdict {
  if (variables === 'kept' && words.some((word) => word.variables !== undefined)) return undefined;
  return check(
    words
      .map(({ text }) => text)
      .join(' ')
      .trim(),
    variables,
  );
}

function check(text: string, variables: Variables): Verdict {
  if (text === '') return false;
  if (/^[+-]?[0-9]+$/.test(text)) return Number(text) !== 0;
  const [, not, name, inside = ''] = /^(!?) *(streq|strneq|defined)\(([^()]*)\)$/.exec(text) ?? [];
  const verdict = checkCall(name, inside.split(','), variables);
  return verdict === undefined || not === '' ? verdict : !verdict;
}

function checkCall(
  name: string | undefined,
  [first = '', second = '']: readonly string[],
  variables: Variables,
): Verdict {
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
interface Level {
  readonly verdict: Verdict;
  readonly taken: Verdict;
  readonly isElse: boolean;
}

/** The conditions around a line. */
export class Conditions {
  readonly #levels: Level[] = [];

  /** Whether the line counts: undefined where HAProxy decides. */
  get verdict(): Verdict {
    if (this.#levels.some(({ verdict }) => verdict === false)) return false;
    return this.#levels.every(({ verdict }) => verdict === true) ? true : undefined;
  }

  /** How many are open. */
  get depth(): number {
    return this.#levels.length;
  }

  /** Enters, turns or leaves a condition; says what is wrong with it. */
  follow(directive: string, words: readonly ReadWord[], variables: Variables): string | undefined {
    const top = this.#levels.at(-1);
    if (directive === '.if') {
      const verdict = checkCondition(words, variables);
      this.#levels.push({ verdict, taken: verdict, isElse: false });
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
function turn({ taken }: Level, own: Verdict, isElse: boolean): Level {
  if (taken === true || own === false) return { verdict: false, taken, isElse };
  const verdict = taken === false && own === true ? true : undefined;
  return { verdict, taken: verdict, isElse };
}
