import { type Details, diagnose } from '../diagnostics/diagnose.ts';
import type { CodeInfo, Diagnostic } from '../diagnostics/diagnostic.ts';
import { schemaCodes } from '../diagnostics/schema-codes.ts';
import { parsePort } from '../haproxy/endpoint.ts';
import { isRefusal } from '../haproxy/judged.ts';
import { quote } from '../source/characters.ts';
import { isQuoted, locate } from '../source/locate.ts';
import { nearest } from '../source/nearest.ts';
import type { SchemaError } from './part.ts';
import { below, type Place } from './place.ts';

/** A schema error, the place and value it speaks of, and what the object there could hold. */
export interface Misshape {
  readonly error: SchemaError;
  readonly place: Place;
  readonly value: unknown;
  /** Property names of the object, for an unknown or a missing one. */
  readonly known: readonly string[];
}

interface Words extends Details {
  readonly code: CodeInfo;
  readonly message: string;
}

/** One schema error as one finding, at the key or the value that is wrong. */
export function wordMisshape(misshape: Misshape): Diagnostic {
  const { error, place } = misshape;
  const isUnknown = error.keyword === 'additionalProperties';
  const at = isUnknown ? below(place, String(error.params['additionalProperty'])) : place;
  const part = isUnknown || (error.keyword === 'required' && isKeyed(place)) ? 'key' : 'value';
  const span = locate(at.document, at.path, part);
  const { code, message, ...details } = word(misshape);
  return diagnose(code, at.document.source, span, message, details);
}

function isKeyed(place: Place): boolean {
  return typeof place.path.at(-1) === 'string';
}

function word(misshape: Misshape): Words {
  const { error, value, place } = misshape;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(String(error.params['additionalProperty']), misshape.known);
    case 'required':
      return missingProperty(String(error.params['missingProperty']));
    case 'type':
      return wrongType([error.params['type']].flat().map(String), misshape);
    case 'enum':
      return unknownValue(value, [error.params['allowedValues']].flat());
    default:
      return outOfRange(error, value, nameOf(place));
  }
}

function unknownProperty(key: string, known: readonly string[]): Words {
  const code = schemaCodes.unknownProperty;
  const message = `unknown property ${quote(key)}`;
  const near = nearest(key, known);
  if (near !== undefined) return { code, message, help: `did you mean "${near}"?` };
  if (checkProperties.has(key) && known.includes('check')) {
    return { code, message, help: `write it below "check"` };
  }
  return { code, message, help: `known here: ${known.join(', ')}` };
}

const checkProperties: ReadonlySet<string> = new Set([
  'inter',
  'fastinter',
  'downinter',
  'rise',
  'fall',
]);

function missingProperty(key: string): Words {
  const help = `write ${key}: and its value`;
  return { code: schemaCodes.missingProperty, message: `"${key}" is missing`, help };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a mapping',
  array: 'a list',
};

function wrongType(types: readonly string[], { value, place }: Misshape): Words {
  const code = schemaCodes.wrongType;
  const name = nameOf(place);
  const takes = types.map((type) => typeNames[type] ?? type).join(' or ');
  if (value === null) return { code, message: `${name} has no value`, help: `write ${takes}` };
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    const kind = typeof value === 'number' ? 'the number ' : '';
    const help = `write "${value}" in quotes`;
    return { code, message: `${name} is ${kind}${value}, not a text`, help };
  }
  if (types.includes('integer') && typeof value === 'string')
    return wrongNumber(value, place, code);
  return { code, message: `${name} is ${describe(value)}`, help: `write ${takes}` };
}

function wrongNumber(text: string, place: Place, code: CodeInfo): Words {
  const name = nameOf(place);
  if (/^(0|[1-9][0-9]*)$/.test(text) && isQuoted(place.document, place.path)) {
    const span = locate(place.document, place.path, 'value');
    const fix = { title: 'remove the quotes', edits: [{ span, text }] };
    return { code, message: `the number ${quote(text)} is in quotes`, help: `write ${text}`, fix };
  }
  const isPort = name === '"port"';
  const port = isPort ? parsePort(text) : undefined;
  if (port !== undefined && isRefusal(port)) return { code, ...port };
  const help = /^0[0-9]+$/.test(text)
    ? `write ${Number(text)}`
    : 'write a whole number in plain digits';
  return { code, message: `${name} ${quote(text)} is not a whole number in plain digits`, help };
}

function unknownValue(value: unknown, allowed: readonly unknown[]): Words {
  const code = schemaCodes.unknownValue;
  const words = allowed.map(String);
  const shown = typeof value === 'string' ? quote(value) : describe(value);
  const near = typeof value === 'string' ? nearest(value, words) : undefined;
  const list = words.join(', ');
  const message =
    words.length === 1 ? `${shown} is not "${list}"` : `${shown} is not one of ${list}`;
  const help = near === undefined ? `write ${words.join(' or ')}` : `did you mean "${near}"?`;
  return { code, message, help };
}

function outOfRange({ keyword, params }: SchemaError, value: unknown, name: string): Words {
  const code = schemaCodes.outOfRange;
  const limit = Number(params['limit']);
  const size = sizeOf(value);
  switch (keyword) {
    case 'minimum':
      return {
        code,
        message: `${name} ${value} is less than ${limit}`,
        help: `write ${limit} or more`,
      };
    case 'maximum':
      return {
        code,
        message: `${name} ${value} is more than ${limit}`,
        help: `write ${limit} or less`,
      };
    case 'minItems':
      return { code, message: `${name} is an empty list`, help: 'write at least one item' };
    case 'minLength':
      return { code, message: `${name} is an empty text`, help: 'write a text, or leave it out' };
    case 'maxLength':
      return { code, message: `${name} has ${size} characters`, help: `use at most ${limit}` };
    case 'maxItems':
    case 'maxProperties':
      return { code, message: `${name} has ${size} items`, help: `use at most ${limit}` };
    default:
      return { code, message: `${name} is not what is asked for here` };
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return Object.keys(value ?? {}).length;
}

/** A value by its kind, in words. */
export function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? quote(value) : String(value);
}

/** The property at a place in quotes, or `an item of "servers"`. */
export function nameOf({ path }: Place): string {
  const last = path.at(-1);
  if (typeof last === 'string') return quote(last);
  const list = path.findLast((step) => typeof step === 'string');
  return list === undefined ? 'the inventory' : `an item of ${quote(String(list))}`;
}
