import type { Random } from './random.ts';
import { hostileValue } from './values.ts';

/** Moves, doubles, drops, indents, joins, comments or breaks a line, or gives its key another value. */
export function mutateLines(random: Random, text: string): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  switch (random.below(12)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, line);
      break;
    case 2:
      lines.splice(at, 1);
      lines.splice(random.below(lines.length + 1), 0, line);
      break;
    case 3:
      lines[at] = `${random.pick([' ', '  ', '    ', '\t', '\u00a0', '- '])}${line}`;
      break;
    case 4:
      lines[at] = line.replace(/^ {1,2}/, '');
      break;
    case 5:
      lines.splice(at, 2, line + (lines[at + 1] ?? '').trimStart());
      break;
    case 6:
      lines[at] = line.replace(/\S/, '# $&');
      break;
    case 7:
      lines.splice(at, 1, ...brokenAt(line, random.below(line.length + 1)));
      break;
    case 8:
      return lines.slice(0, at + 1).join('\n');
    case 9:
      return lines.join(random.pick(['\r\n', '\r', '\n\n', '\u2028', '\n ']));
    case 10:
      lines[at] = swapSign(random, line);
      break;
    default:
      lines[at] = withValue(random, line);
  }
  return lines.join('\n');
}

function brokenAt(line: string, at: number): string[] {
  return [line.slice(0, at), line.slice(at)];
}

const signs = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  "'",
  '- ',
  '#',
  '|',
  '>',
  '&',
  '*',
  '!',
  '%',
  '?',
];

function swapSign(random: Random, line: string): string {
  const places = [...line.matchAll(/[{}[\]:,"'#-]/g)].map(({ index }) => index);
  if (places.length === 0) return line + random.pick(signs);
  const at = random.pick(places);
  return line.slice(0, at) + (random.once(2) ? random.pick(signs) : '') + line.slice(at + 1);
}

/** The line with a hostile value behind one of its colons or dashes. */
function withValue(random: Random, line: string): string {
  const places = [...line.matchAll(/([:-] +)([^,{}[\]#]+)/g)];
  if (places.length === 0) return `${line}${hostileValue(random)}`;
  const { 0: whole, 1: sign = '', index } = random.pick(places);
  return line.slice(0, index) + sign + hostileValue(random) + line.slice(index + whole.length);
}
