import { readMilliseconds } from './number.ts';

/** Lines with one time in them, by their first words, and its index. */
const places: readonly (readonly [first: RegExp, at: number])[] = [
  [/^(timeout|hold) \S/, 2],
  [/^hard-stop-after /, 1],
  [/^(stats timeout|tcp-request inspect-delay|tcp-response inspect-delay) /, 2],
];

/** The words of a line with its times in milliseconds: 30m and 1800s are one to HAProxy. */
export function withPlainTimes(words: readonly string[]): readonly string[] {
  const text = words.join(' ');
  const at = places.find(([first]) => first.test(text))?.[1];
  const isTable = words[0] === 'stick-table';
  return words.map((word, index) => {
    if (index !== at && !(isTable && words[index - 1] === 'expire')) return word;
    const time = readMilliseconds(word);
    return time === undefined ? word : `${time}ms`;
  });
}
