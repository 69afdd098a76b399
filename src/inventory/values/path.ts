import { hasControl, nameCharacter, quote } from '../../text/characters.ts';
import type { ParseError, Result } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';
import { bare, explainUnseen, firstError } from './suggest.ts';

/** Reads the absolute path of a file or folder. */
export function parsePath(text: string): Result<string> {
  return explainPath(text) ?? { value: text };
}

function explainPath(text: string): ParseError | undefined {
  const help = 'write the whole path, from "/" on';
  const unseen = text === text.trim() ? undefined : explainUnseen(text, parsePath);
  if (unseen !== undefined) return unseen;
  const control = [...text].find(hasControl);
  if (control !== undefined) {
    return {
      message: `${quote(text)} holds ${nameCharacter(control)}`,
      help: 'leave the character out',
    };
  }
  if (/^\/+$/.test(text)) {
    return { message: `${quote(text)} is the root folder, not one below it`, help };
  }
  if (text.startsWith('/')) return undefined;
  const meant = suggestPath(text);
  const message = `${quote(text)} is not an absolute path`;
  if (meant === undefined) return { message, help };
  return { message, help: `write ${inYaml(meant)}`, instead: meant };
}

/** The absolute path that a text evidently means; undefined where that is open. */
export function suggestPath(text: string): string | undefined {
  const path = bare(text)
    .replace(/^file:\/\//, '')
    .replace(/^(?=(bin|dev|etc|home|opt|run|srv|tmp|usr|var)\/)/, '/');
  const isPath = path.startsWith('/') && path !== text && explainPath(path) === undefined;
  return isPath ? path : undefined;
}

/** Reads the path of a URL, which HAProxy and the checks on the nodes send as it is (RFC 3986, 3.3). */
export function parseUrlPath(text: string): Result<string> {
  return firstError(urlMistakes, text) ?? { value: text };
}

const exampleUrl = 'write the path of a URL, for example /status/v1/simple';

const urlMistakes: readonly ((text: string) => ParseError | undefined)[] = [
  (text) => {
    if (text.length <= 1000) return undefined;
    return { message: `${quote(text)} has ${text.length} characters`, help: 'use at most 1000' };
  },
  (text) => (text === '' ? { message: `${quote(text)} is no path`, help: exampleUrl } : undefined),
  (text) => explainUnseen(text, parseUrlPath),
  (text) => {
    const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(.*)$/is.exec(text)?.[1];
    if (path === undefined) return undefined;
    return explainUrl(text, 'is a whole URL, and the address is that of the server', path);
  },
  (text) => {
    if (text.startsWith('/')) return undefined;
    const path = /^(?:GET|HEAD|OPTIONS|POST) +(.*)$/is.exec(text)?.[1];
    if (path !== undefined) return explainUrl(text, 'begins with a method', path);
    const error = explainUrl(text, 'does not begin with "/"', `/${text}`);
    const isPlain = /^[a-z][a-z0-9._/-]*$/i.test(text) && isUrlPath(`/${text}`);
    return isPlain ? { ...error, instead: `/${text}` } : error;
  },
  (text) => {
    if (!text.includes('#')) return undefined;
    return explainUrl(text, 'holds "#", which no server is sent', text.replace(/#.*$/s, ''));
  },
  (text) => {
    const bad = /[^!-~]|["'$\\<>^`{|}]/u.exec(text)?.[0];
    if (bad === undefined) return undefined;
    return explainUrl(text, `holds ${describe(bad)}, which a URL has encoded`, encode(text));
  },
  (text) => {
    const bad = /%(?![0-9a-f]{2}).{0,2}/i.exec(text)?.[0];
    if (bad === undefined) return undefined;
    const meant = text.replace(/%(?![0-9a-f]{2})/gi, '%25');
    return explainUrl(text, `holds ${quote(bad)}, which encodes nothing`, meant);
  },
];

function describe(character: string): string {
  if (character === ' ') return 'a blank';
  if (character === '"') return 'a double quote';
  return /[!-~]/.test(character) ? quote(character) : nameCharacter(character);
}

function isUrlPath(text: string): boolean {
  return firstError(urlMistakes, text) === undefined;
}

function explainUrl(text: string, mistake: string, meant: string): ParseError {
  const isGood = meant !== text && isUrlPath(meant);
  return {
    message: `${quote(text)} ${mistake}`,
    help: isGood ? `write ${inYaml(meant)}` : exampleUrl,
  };
}

/** A text with what no URL holds as bytes of UTF-8. */
function encode(text: string): string {
  const isPaired = !/[\ud800-\udfff]/u.test(text);
  return isPaired
    ? text.replace(/[^!-~]|["'$\\<>^`{|}]/gu, (character) =>
        [...new TextEncoder().encode(character)]
          .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
          .join(''),
      )
    : text;
}
