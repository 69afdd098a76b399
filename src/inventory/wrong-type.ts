import type { CodeInfo, Fix } from '../findings/diagnostic.ts';
import { schemaCodes } from '../findings/schema-codes.ts';
import { isIPv4, isIPv6 } from '../haproxy/facts/ip.ts';
import { quote } from '../text/characters.ts';
import { isError } from '../text/result.ts';
import { isMapping } from '../yaml/document.ts';
import { isQuoted, locate } from '../yaml/locate.ts';
import { describe, nameOf } from './describe.ts';
import type { NodeRef } from './place.ts';
import { valueFix, wrapFix } from './property-fix.ts';
import type { SchemaViolation, Words } from './schema-violation.ts';
import { isOff, offHelp, suggestBoolean } from './suggest-off.ts';
import { stateHelp } from './suggest-state.ts';
import { parsePort } from './values/port.ts';

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

/** A value of another type than its property takes, in words. */
export function wrongType(types: readonly string[], violation: SchemaViolation): Words {
  const { value, place } = violation;
  const code = schemaCodes.wrongType;
  const name = nameOf(place);
  const example = exampleOf(violation);
  const takes = types.map((type) => typeNames[type] ?? type).join(' or ');
  const isBoolean = types.includes('boolean');
  const help =
    example === undefined || isBoolean
      ? `write ${takes}`
      : `write ${takes}, for example ${example}`;
  const meant = meantHelp(types, value, place);
  if (meant !== undefined) {
    const message = value === null ? `${name} has no value` : `${name} is ${describe(value)}`;
    return { code, message, help: meant };
  }
  if (value === null)
    return { code, message: `${name} has no value`, help: hashHelp(place) ?? help };
  if (types.includes('integer') && typeof value === 'string')
    return wrongNumber(value, place, code, example);
  const message = `${name} is ${describe(value)}, not ${takes}`;
  if (types.includes('boolean') && typeof value === 'string') {
    const words = wrongBoolean(value, place, help);
    return { code, message: `${name} is the text ${quote(value)}, not ${takes}`, ...words };
  }
  const quoted = unquotedText(value, place);
  if (quoted !== undefined) return { code, ...quoted };
  return {
    code,
    message,
    help: listHelp(types, value) ?? bracketHelp(violation) ?? help,
    fix: listFix(types, violation),
  };
}

/** A number or a boolean where any text may stand, which only lacks its quotes. */
function unquotedText(value: unknown, place: NodeRef): Omit<Words, 'code'> | undefined {
  const key = String(place.path.at(-1));
  const isNumber = typeof value === 'number';
  const isText = typeof value === 'boolean' && !/^(address|resolvers)$/.test(key);
  if (!(isNumber || isText) || !free.test(key)) return undefined;
  return {
    message: `${nameOf(place)} is ${isNumber ? 'the number ' : ''}${value}, not a text`,
    help: `write "${value}" in quotes`,
    fix: wrapFix(place, '"', '"'),
  };
}

/** What a yes, a no or nothing means where no boolean belongs; an example could say the opposite. */
function meantHelp(
  types: readonly string[],
  value: unknown,
  { path }: NodeRef,
): string | undefined {
  const key = String(path.at(-1));
  if (key === 'state') return value === null ? 'write ready, drain or maint' : stateHelp(value);
  if (types.includes('boolean')) {
    return value === 0 || value === 1 ? `write ${value === 1}` : undefined;
  }
  if (typeof value === 'boolean') return booleanHelp(key, value, path);
  return typeof value === 'string' ? offHelp(path, value) : undefined;
}

/** What true or false means for a property that takes other values. */
function booleanHelp(key: string, value: boolean, path: NodeRef['path']): string | undefined {
  if (key === 'kind') return checkHelp(value, path);
  if (!value) return offHelp(path, value);
  if (key === 'verify') return 'write verify: required';
  return key === 'weight' ? 'remove the line' : undefined;
}

/** What true or false means as a check, or as its kind; undefined for another value. */
export function checkHelp(value: unknown, path: NodeRef['path']): string | undefined {
  if (typeof value !== 'boolean') return undefined;
  if (!value) return `write ${String(path.at(-1))}: none`;
  return path[0] === 'hosts' || path.includes('servers')
    ? 'remove the line; the pool says how it is checked'
    : 'write the kind: node, puppet or tcp';
}

/** What a text means that stands where `true` or `false` belongs. */
function wrongBoolean(text: string, place: NodeRef, help: string): Pick<Words, 'help' | 'fix'> {
  const truth = suggestBoolean(text);
  if (truth === undefined) return { help };
  const quotes = isQuoted(place.document, place.path) ? ', without quotes' : '';
  return { help: `write ${truth}${quotes}`, fix: valueFix(place, truth, true) };
}

/** To YAML an address in brackets is a list. */
function bracketHelp({ value, place: { path } }: SchemaViolation): string | undefined {
  if (path.at(-1) !== 'address' || !Array.isArray(value) || value.length !== 1) return undefined;
  const [address] = value;
  if (typeof address !== 'string' || !(isIPv4(address) || isIPv6(address))) return undefined;
  return `write ${address}, without brackets`;
}

/** What to write where a list is meant and one item stands alone. */
function listHelp(types: readonly string[], value: unknown): string | undefined {
  if (!types.includes('array') || types.includes('string')) return undefined;
  if (isMapping(value)) return 'write "- " before the first key of each item';
  if (typeof value !== 'string' || isOff(value)) return undefined;
  const item = /^[-\u2013\u2014]\s*(.*)$/.exec(value)?.[1];
  if (item !== undefined) return `write "- ${item}", with a hyphen and a blank`;
  return /^[\w*]/.test(value) ? `write [${value}]` : undefined;
}

/** A list of the one item that stands alone; with a comma in it, it may be several. */
function listFix(types: readonly string[], { value, place }: SchemaViolation): Fix | undefined {
  if (!types.includes('array') || types.includes('string')) return undefined;
  const isItem =
    typeof value === 'string' && !isOff(value) && /^[\w*]/.test(value) && !/[,;]/.test(value);
  return isItem ? wrapFix(place, '[', ']') : undefined;
}

/** A text that begins with "#" is a comment to YAML. */
function hashHelp({ document, path }: NodeRef): string | undefined {
  const { end } = locate(document, path, 'key');
  const rest = /^:[ \t]+(#[^\n\r]*)/.exec(document.source.text.slice(end, end + 200))?.[1];
  return rest === undefined
    ? undefined
    : `"#" begins a comment; write ${quote(rest.trimEnd())} in quotes`;
}

function exampleOf({ known, place }: SchemaViolation): string | undefined {
  const key = place.path.at(-1);
  return typeof key === 'string' ? known[key] : undefined;
}

function wrongNumber(
  text: string,
  place: NodeRef,
  code: CodeInfo,
  example: string | undefined,
): Words {
  const name = nameOf(place);
  if (/^(0|[1-9][0-9]*)$/.test(text) && isQuoted(place.document, place.path)) {
    const span = locate(place.document, place.path, 'value');
    const fix = { title: 'remove the quotes', edits: [{ span, text }], isCertain: true };
    return { code, message: `the number ${quote(text)} is in quotes`, help: `write ${text}`, fix };
  }
  const isPort = name === '"port"';
  const port = isPort ? parsePort(text) : undefined;
  if (port !== undefined && isError(port)) return { code, ...port };
  const thousands = /^([0-9]{1,6})k$/i.exec(text)?.[1];
  const plain = thousands === undefined ? text.replaceAll(/[,_' ]/g, '') : `${thousands}000`;
  const help = /^[0-9]{1,9}$/.test(plain)
    ? `write ${Number(plain)}`
    : `write a whole number in plain digits${example === undefined ? '' : `, for example ${example}`}`;
  return { code, message: `${name} ${quote(text)} is not a whole number in plain digits`, help };
}
