import { nameCharacter, quote } from '../../text/characters.ts';
import type { ParseError, Result } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';
import { explainUnseen, firstError } from './suggest.ts';

/** Reads a host name as DNS takes it (RFC 1123): labels of letters, digits and "-", the last not a number. */
export function parseHostName(text: string): Result<string> {
  if (isHostName(text)) return { value: text };
  if (text.length > 253) {
    return { message: `${quote(text)} has ${text.length} characters`, help: 'use at most 253' };
  }
  const message = `${quote(text)} is neither an IP address nor a host name`;
  return firstError(mistakes, text) ?? { message, help: alphabet };
}

/** Whether a text is a host name as DNS takes it. */
export function isHostName(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)) &&
    !/^[0-9]+$/.test(labels.at(-1) ?? '')
  );
}

/** Whether a text is meant as a host name rather than as an IP address. */
export function looksLikeHostName(text: string): boolean {
  return /[A-Za-z]/.test(text) && !/[:/@[\]]/.test(text) && !/^0x[0-9a-f.]*$/i.test(text);
}

/** What is wrong with an address that the environment is to fill in; undefined where it is written out. */
export function explainVariable(text: string): ParseError | undefined {
  if (!text.includes('$')) return undefined;
  const message = `${quote(text)} is filled in from the environment of HAProxy, which is not known here`;
  return { message, help: 'write the address itself, for example 10.0.0.101' };
}

const alphabet = 'write a name of letters, digits, "-" and ".", for example puppet1.example.com';

const mistakes: readonly ((text: string) => ParseError | undefined)[] = [
  (text) => explainUnseen(text, parseHostName),
  explainVariable,
  explainStar,
  explainUnderscore,
  (text) => correct(text, 'ends in a dot', text.replace(/\.$/, '')),
  (text) => correct(text, 'has two dots in a row', text.replace(/\.{2,}/g, '.')),
  (text) =>
    correct(
      text,
      'has a "-" beside a dot or at an end',
      text.replace(/(^|\.)-+|-+(?=\.|$)/g, '$1'),
    ),
  explainForeign,
  explainLength,
  (text) => {
    if (!/\.[0-9]+$/.test(text)) return undefined;
    return {
      message: `${quote(text)} ends in a number, as only an IP address does`,
      help: alphabet,
    };
  },
];

function correct(text: string, mistake: string, meant: string): ParseError | undefined {
  if (meant === text || !isHostName(meant)) return undefined;
  return { message: `${quote(text)} ${mistake}`, help: `write ${inYaml(meant)}` };
}

function explainStar(text: string): ParseError | undefined {
  if (!text.includes('*')) return undefined;
  const help = 'write the name of one machine, for example puppet1.example.com';
  return { message: `${quote(text)} is a pattern, and a server is one machine`, help };
}

function explainUnderscore(text: string): ParseError | undefined {
  if (/^_[^.]+\._(tcp|udp)\./i.test(text)) {
    const help = 'write each server that it lists, by name or IP address';
    return { message: `${quote(text)} is an SRV record, not a machine`, help };
  }
  const meant = text.replaceAll('_', '-');
  if (meant === text || !isHostName(meant)) return undefined;
  const help = `write the IP address, or ${meant} if that is the name`;
  return { message: `${quote(text)} holds "_", which no host name may hold`, help };
}

/** Letters of other alphabets: DNS has such names in another spelling. */
function explainForeign(text: string): ParseError | undefined {
  const foreign = /[^\u0000-\u007f]/u.exec(text)?.[0];
  if (foreign === undefined) return undefined;
  const message = `${quote(text)} holds "${foreign}" (${nameCharacter(foreign)})`;
  const spelled = URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : '';
  const isSpelled = spelled.includes('xn--') && isHostName(spelled);
  return { message, help: isSpelled ? `write ${spelled}, as DNS has it` : alphabet };
}

function explainLength(text: string): ParseError | undefined {
  const long = text.split('.').find((label) => label.length > 63);
  if (long === undefined) return undefined;
  const message = `${quote(long)} has ${long.length} characters`;
  return { message, help: 'use at most 63 between two dots' };
}
