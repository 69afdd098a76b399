/** The places that a message names, and the message without them. */
interface MessagePlaces {
  readonly text: string;
  readonly line?: number;
  readonly relatedLines: readonly number[];
}

interface Position {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly isBracketed: boolean;
  /** What is written in its place. */
  readonly shown: string;
}

/** A position `FILE:N`, or (2.6 and later, of `log` lines) `in file 'FILE' at line N`; `at` is where FILE is. */
function positionAt(text: string, file: string, at: number): Position | undefined {
  const before = at === 0 ? ' ' : text.charAt(at - 1);
  if (!"[( '\n".includes(before)) return undefined;
  const number = before === "'" ? /' (?:at )?line (\d{1,9})/y : /:(\d{1,9})(?!\d)/y;
  number.lastIndex = at + file.length;
  const line = Number(number.exec(text)?.[1]);
  const end = number.lastIndex;
  if (end === 0) return undefined;
  if (before === '[' && text.charAt(end) === ']') {
    return { start: at - 1, end: end + 1, line, isBracketed: true, shown: '' };
  }
  const words = text.slice(Math.max(0, at - 12), at);
  const head = /(?: in| at)? file '$/.exec(words)?.[0].length;
  if (head !== undefined) {
    return { start: at - head, end, line, isBracketed: false, shown: ` at line ${line}` };
  }
  const shown = words.endsWith(' line ') ? `${line}` : `line ${line}`;
  return { start: at, end, line, isBracketed: false, shown };
}

function findPositions(text: string, file: string): Position[] {
  const found: Position[] = [];
  if (file === '') return found;
  for (let at = text.indexOf(file); at !== -1; at = text.indexOf(file, at + file.length)) {
    const position = positionAt(text, file, at);
    if (position !== undefined) found.push(position);
  }
  return found;
}

function skip(pattern: RegExp, text: string, at: number): number {
  const sticky = new RegExp(pattern, 'y');
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : at;
}

/** Where the message begins after `config : parsing [F:N] : `, which some messages have twice. */
function headEnd(text: string, positions: readonly Position[]): number {
  let at = skip(/(?:config ?: ?)*/, text, 0);
  for (const { start, end } of positions) {
    if (start !== skip(/[Pp]arsin[eg] /, text, at)) break;
    at = skip(/ ?[:;]? ?/, text, end);
  }
  return at;
}

/** The text with `[F:N]` left out, and every other `F:N` written as `line N`. */
function withoutPositions(text: string, from: number, positions: readonly Position[]): string {
  let rest = '';
  let at = from;
  for (const { start, end, isBracketed, shown } of positions) {
    if (start < from) continue;
    const before = text.slice(at, start);
    rest += isBracketed ? before.replace(/(?: at)? $/, '') : before + shown;
    at = end;
  }
  return rest + text.slice(at);
}

/**
 * Takes the positions in a file out of a message: the line it speaks of is that of the first
 * `[FILE:N]`, else of the first `FILE:N`; the other lines are related. Positions in other files stay.
 */
export function takePlaces(text: string, file: string): MessagePlaces {
  const positions = findPositions(text, file);
  const line = (positions.find(({ isBracketed }) => isBracketed) ?? positions[0])?.line;
  const related = new Set(positions.map((position) => position.line));
  if (line !== undefined) {
    const defined = /\balready defined at line (\d{1,9})/.exec(text);
    if (defined !== null) related.add(Number(defined[1]));
    related.delete(line);
  }
  return {
    text: withoutPositions(text, headEnd(text, positions), positions),
    ...(line !== undefined && { line }),
    relatedLines: [...related],
  };
}

/** The proxy and the server that a message without a line names. */
export interface MessageNames {
  readonly proxy?: string;
  readonly server?: string;
}

const pair = /\bserver '?([^\s'/()]+)\/([^\s'/]+)/i;
const quotedProxy = /\b(?:proxy|frontend|backend|listen) '([^'\n]+)'/i;
const startedProxy =
  /^(?:Starting )?(?:proxy|frontend|backend) ([^\s'][^\s']*?)(?= ?: | (?:has|reached|cannot) )/i;
const quotedServer = /(?<!find |required )\bserver '([^'/\n]+)'/i;
const bareServer = /: server ([^\s']+) (?:cannot use header|uses reverse HTTP) /;

/** Finds the names in a text; a server is only returned together with its proxy. */
export function findNames(text: string): MessageNames {
  const both = pair.exec(text);
  if (both?.[1] !== undefined && both[2] !== undefined) return { proxy: both[1], server: both[2] };
  const proxy = (quotedProxy.exec(text) ?? startedProxy.exec(text))?.[1];
  if (proxy === undefined) return {};
  const server = (quotedServer.exec(text) ?? bareServer.exec(text))?.[1];
  return server === undefined ? { proxy } : { proxy, server };
}
