import { quote } from '../../text/characters.ts';
import type { ParseError, Result } from '../../text/result.ts';
import type { ReadVariable } from './word.ts';

/** What a variable of HAProxy's environment stands for; undefined where it is not set. */
export type Environment = (name: string) => string | undefined;

/** What becomes of variables: filled in from an environment, kept as they are written, or refused. */
export type Variables = Environment | 'kept' | 'refused';

interface Expansion {
  /** How many characters of the line it takes. */
  readonly length: number;
  readonly text: string;
  readonly variable: ReadVariable;
  /** Whether its blanks separate arguments. */
  readonly isSplit: boolean;
}

/** Reads `$NAME`, `${NAME}`, `${NAME-default}` or `${NAME[*]}` (configuration manual 2.3). */
export function readVariable(line: string, at: number, variables: Variables): Result<Expansion> {
  const rest = line.slice(at);
  if (variables === 'refused') return explainVariable(rest);
  const [, brace = '', name] = /^\$(\{?)(\.?[A-Za-z_][A-Za-z0-9_]*|\.)/.exec(rest) ?? [];
  if (name === undefined || (name.startsWith('.') && !pseudo.has(name))) {
    const shown = quote(/^\$\{?\.?\w*/.exec(rest)?.[0] ?? '$');
    return { message: `${shown} is not the name of a variable`, help: meant };
  }
  const whole = brace === '' ? `$${name}` : /^\$\{[^[}-]*(\[\*\])?(-[^}]*)?\}/.exec(rest)?.[0];
  if (whole === undefined) {
    return { message: `${quote(`\${${name}`)} is not closed by "}"`, help: 'close it' };
  }
  const value = variables === 'kept' ? undefined : variables(name);
  const other = /^\$\{[^-]*-([\s\S]*)\}$/.exec(whole)?.[1];
  return {
    value: {
      length: whole.length,
      text: variables === 'kept' ? whole : (value ?? other ?? ''),
      variable: { name, value: value ?? (variables === 'kept' ? undefined : other) },
      isSplit: variables !== 'kept' && brace !== '' && whole.includes('[*]'),
    },
  };
}

/** Variables of HAProxy itself, which depend on the line that is read. */
const pseudo: ReadonlySet<string> = new Set(['.LINE', '.FILE', '.SECTION']);

const meant = 'write \\$ where the character itself is meant';

function explainVariable(rest: string): ParseError {
  const help = 'write the value itself, or the word in single quotes if "$" is meant';
  const name = /^\$(\{[^}]*\}?|\w*)/.exec(rest)?.[0] ?? '$';
  return { message: `${quote(name)} is filled in from the environment of HAProxy`, help };
}

/**
 * Fills in the variables of an address, which HAProxy does a second time, also in what stood in single
 * quotes or in none (env_expand in str2sa_range, 2.2 and later); what is not set becomes nothing.
 */
export function fillInAddress(text: string, variables: Variables): string {
  if (typeof variables === 'string') return text;
  return text.replace(
    /\$(?:\{([A-Za-z0-9_]*)\}?|([A-Za-z0-9_]*))/g,
    (_, braced?: string, bare?: string) => variables(braced ?? bare ?? '') ?? '',
  );
}
