/**
 * A second reader of HAProxy's configuration, written from the manual (2.2, "Quoting and escaping")
 * and not from src/haproxy, so that a mistake of one reader is not a mistake of both.
 */
export function readConfiguration(text: string, keywords: ReadonlySet<string>): string[][][] {
  const sections: string[][][] = [];
  for (const line of text.split('\n')) {
    const words = splitLine(line);
    const [first] = words;
    if (first === undefined) continue;
    if (keywords.has(first)) sections.push([words]);
    else sections.at(-1)?.push(words);
  }
  return sections;
}

const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** A part of a line: what is quoted in one way or the other, an escape, blanks, or one character. */
const part = /'[^']*'|"(?:\\.|[^"\\])*"|\\.|[ \t]+|./gsu;

/** The arguments of a line of which nothing is a mistake. */
function splitLine(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [text] of line.matchAll(part)) {
    if (text === '#') break;
    if (!/^[ \t]/.test(text)) word = (word ?? '') + meaningOf(text);
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

function meaningOf(text: string): string {
  if (text.length > 1 && text.startsWith("'")) return text.slice(1, -1);
  const inner = text.length > 1 && text.startsWith('"') ? text.slice(1, -1) : text;
  return inner.replace(/\\(.)/gsu, (_, character: string) => named[character] ?? character);
}
