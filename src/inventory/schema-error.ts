import { type Details, diagnose } from '../diagnostics/diagnose.ts';
import type { CodeInfo, Diagnostic } from '../diagnostics/diagnostic.ts';
import { schemaCodes } from '../diagnostics/schema-codes.ts';
import { parsePort } from '../haproxy/endpoint.ts';
import { isRefusal } from '../haproxy/judged.ts';
import { quote } from '../source/characters.ts';
import { isMapping } from '../source/document.ts';
import { isQuoted, locate } from '../source/locate.ts';
import { nearest } from '../source/nearest.ts';
import { adviceFor, belongsBelow, meantProperty, stateFor } from './meant-property.ts';
import type { SchemaError } from './part.ts';
import { below, type Place } from './place.ts';

/** A schema error, the place and value it speaks of, and what the object there could hold. */
export interface Misshape {
  readonly error: SchemaError;
  readonly place: Place;
  readonly value: unknown;
  /** Properties of the object that the error is about, each with an example. */
  readonly known: Readonly<Record<string, string>>;
  /** Properties that the object has. */
  readonly present: readonly string[];
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
  const { error } = misshape;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(String(error.params['additionalProperty']), misshape);
    case 'required':
      return missingProperty(String(error.params['missingProperty']), misshape);
    case 'type':
      return wrongType([error.params['type']].flat().map(String), misshape);
    case 'enum':
      return unknownValue([error.params['allowedValues']].flat(), misshape);
    default:
      return outOfRange(misshape);
  }
}

function unknownProperty(key: string, { known, present }: Misshape): Words {
  const code = schemaCodes.unknownProperty;
  const message = `unknown property ${quote(key)}`;
  const names = Object.keys(known);
  const owner = belongsBelow(key, names);
  if (owner !== undefined) return { code, message, help: `write it below "${owner}"` };
  const meant = meantProperty(key, names);
  if (meant !== undefined && present.includes(meant)) {
    return { code, message, help: `leave it out; "${meant}" is there already` };
  }
  if (meant === 'state' && meant !== key)
    return { code, message, help: `write state: ${stateFor(key)}` };
  if (meant !== undefined) return { code, message, help: `did you mean "${meant}"?` };
  const advice = adviceFor(key);
  if (advice !== undefined) return { code, message, help: advice };
  const free = names.filter((name) => !present.includes(name));
  const help = free.length === 0 ? 'leave it out' : `leave it out; known here: ${free.join(', ')}`;
  return { code, message, help };
}

function missingProperty(key: string, { known }: Misshape): Words {
  const help = `write ${key}: ${known[key]}, for example`;
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

/** Properties that take any text, so that a number only lacks its quotes. */
const free = /^(name|description|reason|certname|address|send|resolvers)$/;

function wrongType(types: readonly string[], misshape: Misshape): Words {
  const { value, place } = misshape;
  const code = schemaCodes.wrongType;
  const name = nameOf(place);
  const example = exampleOf(misshape);
  const takes = types.map((type) => typeNames[type] ?? type).join(' or ');
  const help = example === undefined ? `write ${takes}` : `write ${takes}, for example ${example}`;
  if (value === null)
    return { code, message: `${name} has no value`, help: hashHelp(place) ?? help };
  if (types.includes('integer') && typeof value === 'string')
    return wrongNumber(value, place, code);
  const message = `${name} is ${describe(value)}, not ${takes}`;
  const isBare = typeof value === 'number' || typeof value === 'boolean';
  if (isBare && free.test(String(place.path.at(-1)))) {
    const kind = typeof value === 'number' ? 'the number ' : '';
    const text = `${name} is ${kind}${value}, not a text`;
    return { code, message: text, help: `write "${value}" in quotes` };
  }
  return { code, message, help: listHelp(types, value) ?? help };
}

/** What to write where a list is meant and one item stands alone. */
function listHelp(types: readonly string[], value: unknown): string | undefined {
  if (!types.includes('array') || types.includes('string')) return undefined;
  if (isMapping(value)) return 'write "- " before the first key of each item';
  return typeof value === 'string' && /^[\w*]/.test(value) ? `write [${value}]` : undefined;
}

/** A text that begins with "#" is a comment to YAML. */
function hashHelp({ document, path }: Place): string | undefined {
  const { end } = locate(document, path, 'key');
  const rest = /^:[ \t]+(#[^\n\r]*)/.exec(document.source.text.slice(end, end + 200))?.[1];
  return rest === undefined
    ? undefined
    : `"#" begins a comment; write ${quote(rest.trimEnd())} in quotes`;
}

function exampleOf({ known, place }: Misshape): string | undefined {
  const key = place.path.at(-1);
  return typeof key === 'string' ? known[key] : undefined;
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
  const thousands = /^([0-9]{1,6})k$/i.exec(text)?.[1];
  const plain = thousands === undefined ? text.replaceAll(/[,_' ]/g, '') : `${thousands}000`;
  const help = /^[0-9]{1,9}$/.test(plain)
    ? `write ${Number(plain)}`
    : 'write a whole number in plain digits';
  return { code, message: `${name} ${quote(text)} is not a whole number in plain digits`, help };
}

function unknownValue(allowed: readonly unknown[], { value, place }: Misshape): Words {
  const code = schemaCodes.unknownValue;
  const words = allowed.map(String);
  const list = words.join(', ');
  const shown = typeof value === 'string' ? quote(value) : describe(value);
  const message =
    words.length === 1 ? `${shown} is not "${list}"` : `${shown} is not one of ${list}`;
  const isQuotedBoolean = value === 'true' || value === 'false';
  if (isQuotedBoolean && allowed.includes(value === 'true')) {
    return { code, message, help: 'remove the quotes' };
  }
  if (list === 'none') {
    const help = 'write the kind in the check of the pool; a server can only say none';
    return { code, message: `${shown} is a kind for the whole pool`, help };
  }
  const isShort = allowed.some((word) => typeof word !== 'string');
  const key = String(place.path.at(-1));
  const near = isShort || typeof value !== 'string' ? undefined : meantValue(key, value, words);
  const help = near === undefined ? `write ${words.join(' or ')}` : `did you mean "${near}"?`;
  return { code, message, help };
}

function meantValue(key: string, value: string, words: readonly string[]): string | undefined {
  const synonyms: Readonly<Record<string, string>> =
    key === 'state' ? { disabled: 'maint', enabled: 'ready' } : { httpchk: 'node', http: 'node' };
  return Object.hasOwn(synonyms, value) ? synonyms[value] : nearest(value, words);
}

function outOfRange({ error, value, place }: Misshape): Words {
  const code = schemaCodes.outOfRange;
  const limit = Number(error.params['limit']);
  const name = nameOf(place);
  const size = sizeOf(value);
  switch (error.keyword) {
    case 'minimum':
      return {
        code,
        message: `${name} is ${value}, less than ${limit}`,
        help: `write ${limit} or more`,
      };
    case 'maximum':
      return {
        code,
        message: `${name} is ${value}, more than ${limit}`,
        help: `write ${limit} or less`,
      };
    case 'minItems':
      return { code, message: `${name} is an empty list`, help: 'write at least one item' };
    case 'minLength':
      return { code, message: `${name} is an empty text`, help: 'write a text' };
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
