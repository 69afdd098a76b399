/** What `http-check expect` looks at, as far as it is understood. */
export interface Expectation {
  readonly of: 'status' | 'body';
  readonly isNegated: boolean;
  /** How the value is compared: as it is written behind "expect". */
  readonly by: 'status' | 'rstatus' | 'string' | 'rstring';
  readonly pattern: string;
  /** Whether the pattern is in a status or a body, whatever "!" makes of that. */
  readonly finds: (value: string) => boolean;
}

/** Words before the pattern, each with a value, that do not change which answer is good. */
const remarks: ReadonlySet<string | undefined> = new Set(
  'comment error-status ok-status on-error on-success status-code tout-status'.split(' '),
);

/**
 * Reads the words behind `http-check expect`; none expect 200 to 399 (configuration manual 4.2,
 * "option httpchk"). Undefined where they look at something else, or are no such words.
 */
export function readExpectation(words: readonly string[]): Expectation | undefined {
  if (words.length === 0) return expectation('status', '200-399', false);
  let at = 0;
  while (remarks.has(words[at])) at += 2;
  const isNegated = words[at] === '!';
  const [by = '', pattern, ...more] = words.slice(isNegated ? at + 1 : at);
  return pattern === undefined || more.length > 0 ? undefined : expectation(by, pattern, isNegated);
}

function expectation(by: string, pattern: string, isNegated: boolean): Expectation | undefined {
  switch (by) {
    case 'status': {
      const ranges = readRanges(pattern);
      if (ranges === undefined) return undefined;
      const finds = (status: string) =>
        ranges.some(([first, last]) => first <= Number(status) && Number(status) <= last);
      return { of: 'status', isNegated, by, pattern, finds };
    }
    case 'string':
      return { of: 'body', isNegated, by, pattern, finds: (body) => body.includes(pattern) };
    case 'rstatus':
    case 'rstring': {
      const finds = toSearch(pattern);
      if (finds === undefined) return undefined;
      return { of: by === 'rstatus' ? 'status' : 'body', isNegated, by, pattern, finds };
    }
    default:
      return undefined;
  }
}

function readRanges(list: string): (readonly [number, number])[] | undefined {
  if (!/^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*,?$/.test(list)) return undefined;
  return list
    .split(',')
    .filter((range) => range !== '')
    .map((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return [first, last] as const;
    });
}

function toSearch(pattern: string): Expectation['finds'] | undefined {
  try {
    const regex = new RegExp(pattern);
    return (value) => regex.test(value);
  } catch {
    return undefined;
  }
}
