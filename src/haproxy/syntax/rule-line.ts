import { parseCondition, type Term } from './acl-condition.ts';

/** What a line of a proxy refers to. */
export interface RuleLine {
  /**
   * Its condition. There are several where only the action's parser in HAProxy knows which "if"
   * begins it, the likeliest first; there is none where the line has none.
   */
  readonly conditions: readonly (readonly Term[])[];
  /** The table that it needs, where it needs one: without a name that of its own proxy. */
  readonly table?: { readonly name: string | undefined };
}

/** Reads what a line refers to (HAProxy 2.2 to 3.2). An empty word ends the line, as in HAProxy. */
export function readRuleLine(line: readonly string[]): RuleLine {
  const end = line.indexOf('');
  const words = end === -1 ? line : line.slice(0, end);
  const from = actionOf(words);
  if (from === undefined) return { conditions: [] };
  if (isSticking(words, from)) return readSticking(words, from + 1);
  const starts = startsOf(words, from);
  return { conditions: starts.map((start) => parseCondition(words.slice(start + 1))) };
}

/** Where the condition begins, without a choice. */
const fixed: Readonly<Record<string, number>> = {
  'force-persist': 1,
  'ignore-persist': 1,
  use_backend: 2,
  'use-server': 2,
  'monitor fail': 2,
  'stats admin': 2,
};

/** The index of the action, which the condition follows. */
const actions: Readonly<Record<string, number>> = {
  'http-after-response': 1,
  'http-request': 1,
  'http-response': 1,
  'quic-initial': 1,
  redirect: 0,
  'stats http-request': 2,
  'stick match': 1,
  'stick on': 1,
  'stick store': 1,
  'stick store-request': 1,
  'stick store-response': 1,
  'tcp-request connection': 2,
  'tcp-request content': 2,
  'tcp-request session': 2,
  'tcp-response content': 2,
};

function lookUp(
  table: Readonly<Record<string, number>>,
  [first = '', second = '']: readonly string[],
): number | undefined {
  const name = [first, `${first} ${second}`].find((key) => Object.hasOwn(table, key));
  return name === undefined ? undefined : table[name];
}

/** The last word before the condition may begin. */
function actionOf(words: readonly string[]): number | undefined {
  const start = lookUp(fixed, words);
  return start === undefined ? lookUp(actions, words) : start - 1;
}

/** Actions that take no word which could be "if", directly behind them. */
const bare: ReadonlySet<string | undefined> = new Set(
  'accept allow close deny reject return silent-drop tarpit'.split(' '),
);

/** Actions of TCP rules that take a name or a text, which may be "if". */
const named = /^(attach-srv|do-log|lua\.|set-bandwidth-limit|set-var-fmt|use-service)/;

function startsOf(words: readonly string[], action: number): readonly number[] {
  const starts = words.flatMap((word, index) => (index > action && isStart(word) ? [index] : []));
  const [first] = starts;
  if (first === undefined) return [];
  if (lookUp(fixed, words) !== undefined) return first === action + 1 ? [first] : [];
  const isTcp = /^(tcp-|quic-)/.test(words[0] ?? '') && !named.test(words[action] ?? '');
  const isBare = first === action + 1 && bare.has(words[action]);
  return isTcp || isBare ? [first] : starts;
}

function isStart(word: string | undefined): boolean {
  return word === 'if' || word === 'unless';
}

/** Whether a line keeps something in a table: `stick`, or the action track-sc. */
function isSticking(words: readonly string[], action: number): boolean {
  return words[0] === 'stick' || /^track-sc[0-9]+$/.test(words[action] ?? '');
}

/** Reads a pattern, perhaps "table" and a name, which may be "if", and perhaps a condition. */
function readSticking(words: readonly string[], pattern: number): RuleLine {
  const at = words.findIndex(
    (word, index) => index > pattern && (word === 'table' || isStart(word)),
  );
  const isNamed = words[at] === 'table';
  const name = isNamed ? (words[at + 1] ?? '') : undefined;
  const start = isNamed ? at + 2 : at;
  const conditions = isStart(words[start]) ? [parseCondition(words.slice(start + 1))] : [];
  return { conditions, table: { name } };
}
