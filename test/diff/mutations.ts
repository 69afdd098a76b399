import type { FileLine, FileSection } from '../../src/haproxy/syntax/configuration.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';

/** Takes one of some things, always the same one at the same seed. */
export type Pick = <T>(things: readonly T[]) => T | undefined;

/** Something that is done to a text of haproxy.cfg, and whether HAProxy does anything otherwise then. */
export interface Mutation {
  readonly name: string;
  readonly label: 'changes' | 'does not';
  /** The changed text; undefined where it cannot be done to this one. */
  readonly apply: (text: string, pick: Pick) => string | undefined;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Place {
  readonly section: FileSection;
  readonly line: FileLine;
}

type Operator = (sections: readonly FileSection[], pick: Pick, text: string) => Edit[] | undefined;

const wordsOf = ({ words }: FileLine) => words.map(({ text }) => text);
const has = (line: FileLine, ...some: readonly string[]) =>
  wordsOf(line).some((word) => some.includes(word));
const kindOf = ({ opening }: FileSection) => opening.words[0]?.text ?? '';
const isFront = (section: FileSection) => /^(listen|frontend)$/.test(kindOf(section));
const isBack = (section: FileSection) => /^(listen|backend)$/.test(kindOf(section));
const starts = (line: FileLine, ...first: readonly string[]) =>
  first.every((word, at) => line.words[at]?.text === word);

const linesOf = (sections: readonly FileSection[], isOne: (place: Place) => boolean): Place[] =>
  sections.flatMap((section) =>
    section.lines.map((line) => ({ section, line })).filter((place) => isOne(place)),
  );

const address = /^\d+\.\d+\.\d+\.\d+:\d+$/;

/** Server lines with an address and a port. */
const serversOf = (sections: readonly FileSection[]) =>
  linesOf(
    sections.filter(isBack),
    ({ line }) => starts(line, 'server') && address.test(line.words[2]?.text ?? ''),
  );

/** Words that servers of a text inherit make no difference where a line repeats them. */
const isDefault = (sections: readonly FileSection[], word: string) =>
  linesOf(sections, ({ line }) => starts(line, 'default-server') && has(line, word)).length > 0;

const insert = (start: number, text: string): Edit => ({ start, end: start, text });
const append = ({ words }: FileLine, text: string): Edit[] => [
  insert(words.at(-1)?.end ?? 0, ` ${text}`),
];
const replace = (line: FileLine, at: number, text: string): Edit[] => {
  const word = line.words[at];
  return word === undefined ? [] : [{ start: word.start, end: word.end, text }];
};

function lineEnd(text: string, { words }: FileLine): number {
  const end = text.indexOf('\n', words.at(-1)?.end ?? 0);
  return end === -1 ? text.length : end;
}

/** A line behind the last one of a section, where it holds whatever stood before. */
const addLine = (text: string, { opening, lines }: FileSection, words: string): Edit[] => [
  insert(lineEnd(text, lines.at(-1) ?? opening), `\n  ${words}`),
];

/** All of a line, with the end of the one before. */
function removal(text: string, line: FileLine): Edit[] {
  const start = text.lastIndexOf('\n', line.words[0]?.start ?? 0);
  return start === -1 ? [] : [{ start, end: lineEnd(text, line), text: '' }];
}

const toServer =
  (
    words: string,
    isFree: (line: FileLine, sections: readonly FileSection[]) => boolean,
  ): Operator =>
  (sections, pick) => {
    const place = pick(serversOf(sections).filter(({ line }) => isFree(line, sections)));
    return place && append(place.line, words);
  };

const toSection =
  (words: string, isOne: (section: FileSection) => boolean): Operator =>
  (sections, pick, text) => {
    const section = pick(sections.filter(isOne));
    return section && addLine(text, section, words);
  };

const isServing = (section: FileSection) => serversOf([section]).length > 0;

/** Two server lines of one section. */
function twoServers(
  sections: readonly FileSection[],
  pick: Pick,
): [FileLine, FileLine] | undefined {
  const section = pick(sections.filter((one) => serversOf([one]).length > 1));
  const [one, other] = serversOf(section ? [section] : []);
  return one && other && [one.line, other.line];
}

function exchange(one: FileLine, other: FileLine, at: number): Edit[] {
  const [first = '', second = ''] = [one, other].map(({ words }) => words[at]?.text);
  return first === second ? [] : [...replace(one, at, second), ...replace(other, at, first)];
}

const changing: Readonly<Record<string, Operator>> = {
  'the address of a server': (sections, pick) => {
    const place = pick(serversOf(sections));
    const word = place?.line.words[2]?.text ?? '';
    const next = word.replace(/\.(\d+):/, (_, last) => `.${(Number(last) % 250) + 1}:`);
    return place && replace(place.line, 2, next);
  },
  'the port of a server': (sections, pick) => {
    const place = pick(serversOf(sections));
    const word = place?.line.words[2]?.text ?? '';
    return (
      place &&
      replace(
        place.line,
        2,
        word.replace(/\d+$/, (port) => `${Number(port) - 1}`),
      )
    );
  },
  'the name of a server': (sections, pick) => {
    const place = pick(serversOf(sections));
    return place && replace(place.line, 1, `${place.line.words[1]?.text}x`);
  },
  'the names of two servers': (sections, pick) => {
    const two = twoServers(sections, pick);
    return two && exchange(...two, 1);
  },
  'the addresses of two servers': (sections, pick) => {
    const two = twoServers(sections, pick);
    return two && exchange(...two, 2);
  },
  'a weight': toServer('weight 37', (line) => !has(line, '37')),
  'an id': toServer('id 4242', (line) => !has(line, 'id')),
  'a server that goes out': toServer('disabled', (line) => !has(line, 'disabled', 'enabled')),
  'a server that comes back': toServer('enabled', (line) => has(line, 'disabled')),
  'a backup': toServer('backup', (line) => !has(line, 'backup')),
  'a server with a limit': toServer('maxconn 77', (line) => !has(line, '77')),
  'a server that is told its clients': toServer(
    'send-proxy',
    (line) => !has(line, 'send-proxy', 'send-proxy-v2'),
  ),
  'a check that comes': toServer(
    'check',
    (line, sections) => !has(line, 'check') && !isDefault(sections, 'check'),
  ),
  'a check that goes': toServer('no-check', (line) => has(line, 'check')),
  'the port of a check': toServer('port 9977', (line) => has(line, 'check')),
  'the interval of a check': toServer('inter 77777', (line) => has(line, 'check')),
  'the rise of a check': toServer('rise 9', (line) => has(line, 'check')),
  'the fall of a check': toServer('fall 9', (line) => has(line, 'check')),
  'a server less': (sections, pick, text) => {
    const two = twoServers(sections, pick);
    return two && removal(text, two[1]);
  },
  'a server more': toSection('server mutant 10.99.0.1:8140', isServing),
  'an algorithm': (sections, pick, text) => {
    const section = pick(sections.filter((one) => serversOf([one]).length > 1));
    const isLeast = /^\s*balance\s+leastconn/m.test(text);
    return section && addLine(text, section, `balance ${isLeast ? 'first' : 'leastconn'}`);
  },
  'a timeout of clients': toSection('timeout client 1234s', isFront),
  'a timeout of servers': toSection('timeout server 1234s', isServing),
  'a bind more': toSection('bind 127.0.0.1:19999', isFront),
  'a bind less': (sections, pick, text) => {
    const binds = linesOf(sections.filter(isFront), ({ line }) => starts(line, 'bind'));
    const place = pick(
      binds.filter(({ section }) => binds.filter((one) => one.section === section).length > 1),
    );
    return place && removal(text, place.line);
  },
  'the port of a bind': (sections, pick) => {
    const place = pick(
      linesOf(
        sections.filter(isFront),
        ({ line }) => starts(line, 'bind') && /^[^,]*:\d+$/.test(line.words[1]?.text ?? ''),
      ),
    );
    const word = place?.line.words[1]?.text ?? '';
    return (
      place &&
      replace(
        place.line,
        1,
        word.replace(/\d+$/, (port) => `${Number(port) - 1}`),
      )
    );
  },
  'a bind behind a proxy': (sections, pick) => {
    const binds = linesOf(sections.filter(isFront), ({ line }) => starts(line, 'bind'));
    const place = pick(binds.filter(({ line }) => !has(line, 'accept-proxy')));
    return place && append(place.line, 'accept-proxy');
  },
  'a limit of a section': toSection('maxconn 777', isFront),
  // Of two lines HAProxy takes the first, and says so.
  'a limit of all': (sections, pick, text) => {
    const global = pick(sections.filter((section) => kindOf(section) === 'global'));
    const line = global?.lines.find((one) => starts(one, 'maxconn'));
    if (global === undefined) return undefined;
    return line ? replace(line, 1, '4321') : addLine(text, global, 'maxconn 4321');
  },
  'a rule for connections': toSection(
    'tcp-request connection reject if { src 192.0.2.0/24 }',
    isFront,
  ),
  'another backend under a condition': (sections, pick, text) => {
    const front = pick(sections.filter((one) => kindOf(one) === 'frontend'));
    const back = pick(sections.filter((one) => kindOf(one) === 'backend'));
    const name = back?.opening.words[1]?.text;
    const isUsual = front?.lines.some((line) => has(line, name ?? '')) ?? false;
    if (front === undefined || name === undefined || isUsual) return undefined;
    return addLine(text, front, `use_backend ${name} if { src 192.0.2.0/24 }`);
  },
  'a table of clients': (sections, pick, text) => {
    const free = sections.filter(
      (one) =>
        isServing(one) && !one.lines.some((line) => /^stick/.test(line.words[0]?.text ?? '')),
    );
    const section = pick(free);
    return section && addLine(text, section, 'stick-table type ip size 1k\n  stick on src');
  },
};

/** Lines in which something may be spelled otherwise. */
const anyLine = (sections: readonly FileSection[], isOne: (line: FileLine) => boolean) =>
  linesOf(sections, ({ line }) => line.words.length > 1 && isOne(line));

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A time in milliseconds, which is what is meant where no unit stands. */
function respell(line: FileLine, at: number): Edit[] | undefined {
  const [, digits, unit = 'ms'] = /^(\d+)(ms|s|m|h|d)?$/.exec(line.words[at]?.text ?? '') ?? [];
  if (digits === undefined) return undefined;
  const milliseconds = Number(digits) * (units[unit] ?? 1);
  const text = `${milliseconds}${unit === 'ms' && line.words[at]?.text.endsWith('ms') ? '' : 'ms'}`;
  return milliseconds < 2 ** 31 ? replace(line, at, text) : undefined;
}

const inserting =
  (added: string): Operator =>
  (sections, pick, text) => {
    const place = pick(anyLine(sections, () => true));
    return place && [insert(lineEnd(text, place.line), added)];
  };

const keeping: Readonly<Record<string, Operator>> = {
  'a comment': inserting('\n# mutant server a 10.0.0.1:1'),
  'empty lines': inserting('\n\n \n'),
  'a comment behind a line': (sections, pick) => {
    const place = pick(anyLine(sections, ({ comment }) => comment === undefined));
    return place && append(place.line, '# mutant');
  },
  'an indent': (sections, pick) => {
    const place = pick(anyLine(sections, () => true));
    return place && [insert(place.line.words[0]?.start ?? 0, '\t ')];
  },
  'spaces between words': (sections, pick) => {
    const place = pick(anyLine(sections, () => true));
    return place && [insert(place.line.words[1]?.start ?? 0, ' \t ')];
  },
  quotes: (sections, pick, text) => {
    const isPlain = ({ words }: FileLine) => {
      const [start = 0, end = 0] = [words[1]?.start, words[1]?.end];
      return /^[\w./:-]+$/.test(text.slice(start, end));
    };
    const place = pick(anyLine(sections, isPlain));
    return place && replace(place.line, 1, `"${place.line.words[1]?.text}"`);
  },
  'a timeout in milliseconds': (sections, pick) => {
    const place = pick(
      linesOf(sections, ({ line }) => starts(line, 'timeout') && respell(line, 2) !== undefined),
    );
    return place && respell(place.line, 2);
  },
  'another time in milliseconds': (sections, pick) => {
    const at = ({ words }: FileLine) =>
      words.findIndex(({ text }) => /^(hard-stop-after|expire|inspect-delay)$/.test(text)) + 1;
    const place = pick(
      linesOf(sections, ({ line }) => at(line) > 0 && respell(line, at(line)) !== undefined),
    );
    return place && respell(place.line, at(place.line));
  },
  'an interval in milliseconds': (sections, pick) => {
    const at = ({ words }: FileLine) => words.findIndex(({ text }) => text === 'inter') + 1;
    const place = pick(
      serversOf(sections).filter(
        ({ line }) => at(line) > 0 && respell(line, at(line)) !== undefined,
      ),
    );
    return place && respell(place.line, at(place.line));
  },
  'the order of options': (sections, pick) => {
    const at = ({ words }: FileLine) =>
      words.findIndex(({ text }, place) => place > 2 && text === 'check');
    const place = pick(
      serversOf(sections).filter(({ line }) => at(line) > 0 && at(line) < line.words.length - 1),
    );
    return place && [...replace(place.line, at(place.line), ''), ...append(place.line, 'check')];
  },
  'a line that a later one undoes': (sections, pick, text) => {
    const own = (section: FileSection) =>
      section.lines.some((line) => starts(line, 'timeout', 'server'));
    const section = pick(sections.filter((one) => isBack(one) && own(one)));
    return section && [insert(lineEnd(text, section.opening), '\n  timeout server 99s')];
  },
  'a setting twice': (sections, pick, text) => {
    const place = pick(
      linesOf(sections.filter(isBack), ({ line }) =>
        /^(timeout|mode|balance)$/.test(line.words[0]?.text ?? ''),
      ),
    );
    if (place === undefined) return undefined;
    return addLineBehind(text, place.line, wordsOf(place.line).join(' '));
  },
  'the usual weight': toServer(
    'weight 1',
    (line, sections) => !has(line, 'weight') && !isDefault(sections, 'weight'),
  ),
  'the usual rise': toServer(
    'rise 2',
    (line, sections) => has(line, 'check') && !has(line, 'rise') && !isDefault(sections, 'rise'),
  ),
  'a server that is enabled': toServer(
    'enabled',
    (line, sections) => !has(line, 'disabled') && !isDefault(sections, 'disabled'),
  ),
  'every address': (sections, pick) => {
    const place = pick(
      linesOf(
        sections,
        ({ line }) => starts(line, 'bind') && /^\*?:\d+$/.test(line.words[1]?.text ?? ''),
      ),
    );
    const word = place?.line.words[1]?.text ?? '';
    return place && replace(place.line, 1, word.startsWith('*') ? word.slice(1) : `*${word}`);
  },
  'the family of an address': (sections, pick) => {
    const place = pick(serversOf(sections));
    return place && replace(place.line, 2, `ipv4@${place.line.words[2]?.text}`);
  },
  'the order of timeouts': (sections, pick) => {
    const places = linesOf(
      sections,
      ({ line }) => starts(line, 'timeout') && line.words.length === 3,
    );
    const pairs = places.flatMap((one, at): [FileLine, FileLine][] => {
      const other = places[at + 1];
      const isPair =
        other?.section === one.section && wordsOf(other.line)[1] !== wordsOf(one.line)[1];
      return isPair && other ? [[one.line, other.line]] : [];
    });
    const pair = pick(pairs);
    return pair && [...exchange(...pair, 1), ...exchange(...pair, 2)];
  },
  'what defaults say, said again': (sections, pick, text) => {
    const defaults = sections.filter((one) => kindOf(one) === 'defaults');
    const value = defaults[0]?.lines.findLast((line) => starts(line, 'timeout', 'client'));
    const own = (section: FileSection) =>
      section.lines.some((line) => has(line, 'timeout', 'clitimeout'));
    const section = pick(sections.filter((one) => isFront(one) && !own(one)));
    if (defaults.length !== 1 || value === undefined || section === undefined) return undefined;
    return addLine(text, section, wordsOf(value).join(' '));
  },
  'an option that is not set': (sections, pick, text) =>
    text.includes('tcp-smart-connect')
      ? undefined
      : toSection('no option tcp-smart-connect', isServing)(sections, pick, text),
};

function addLineBehind(text: string, line: FileLine, words: string): Edit[] {
  return [insert(lineEnd(text, line), `\n  ${words}`)];
}

function mutation(label: Mutation['label'], name: string, operator: Operator): Mutation {
  return {
    ...{ name, label },
    apply(text, pick) {
      const { sections } = readConfiguration([{ name: 'haproxy.cfg', text }]);
      const edits = operator(sections, pick, text);
      return edits === undefined || edits.length === 0 ? undefined : applyEdits(text, edits);
    },
  };
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((made, edit) => made.slice(0, edit.start) + edit.text + made.slice(edit.end), text);
}

/** All that is done to configurations, and what HAProxy makes of it (seen in 2.2 to 3.2). */
export const mutations: readonly Mutation[] = [
  ...Object.entries(changing).map(([name, one]) => mutation('changes', name, one)),
  ...Object.entries(keeping).map(([name, one]) => mutation('does not', name, one)),
];

/** Picks by a seed, always the same. */
export function pickBy(seed: number): Pick {
  let state = (Math.imul(seed + 1, 0x9e37_79b1) ^ 0x5bd1_e995) >>> 0;
  return (things) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x6d2b_79f5) >>> 0;
    return things[(state >>> 8) % Math.max(1, things.length)];
  };
}
