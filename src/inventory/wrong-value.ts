import type { Fix } from '../findings/diagnostic.ts';
import { schemaCodes } from '../findings/schema-codes.ts';
import { isIPv4, isIPv6 } from '../haproxy/facts/ip.ts';
import { quote } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import { isError } from '../text/result.ts';
import { isMapping } from '../yaml/document.ts';
import { isQuoted, locate } from '../yaml/locate.ts';
import { describe, nameOf } from './describe.ts';
import { stateHelp, withoutNegation } from './meaning.ts';
import type { SchemaViolation, Words } from './part.ts';
import type { NodeRef } from './place.ts';
import { valueFix, wrapFix } from './property-fix.ts';
import { isOff, offHelp, suggestBoolean, truthOf } from './suggest-off.ts';
import { plainKey } from './suggest-property.ts';
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

const poolSays = 'remove the line; the check is set in the pool';

/** A value of another type than its property takes, in words. */
export function wrongType(types: readonly string[], violation: SchemaViolation): Words {
  const { value, place } = violation;
  const code = schemaCodes.wrongType;
  const name = nameOf(place);
  const takes = types.map((type) => typeNames[type] ?? type).join(' or ');
  const meant = meantHelp(types, value, place);
  const help = `write ${takes}${types.includes('boolean') ? '' : exampleOf(violation)}`;
  if (value === null) {
    return {
      code,
      message: `${name} has no value`,
      help: meant ?? (types.includes('string') ? hashHelp(place) : undefined) ?? help,
    };
  }
  if (meant !== undefined) return { code, message: `${name} is ${describe(value)}`, help: meant };
  const message = `${name} is ${describe(value)}, not ${takes}`;
  if (typeof value === 'string' && types.includes('integer')) {
    return wrongNumber(value, violation);
  }
  if (typeof value === 'string' && types.includes('boolean')) {
    return { code, message, ...spelling(value, [true, false], place, help) };
  }
  if (typeof value !== 'object' && free.test(String(place.path.at(-1)))) {
    return { code, message, help: `write "${value}" in quotes`, fix: wrapFix(place, '"', '"') };
  }
  return { code, message, help, ...listWords(types, violation) };
}

function exampleOf({ known, place }: SchemaViolation): string {
  const example = known[String(place.path.at(-1))];
  return example === undefined ? '' : `, for example ${example}`;
}

/** What yes, no or nothing means where no boolean belongs; an example could mean the opposite. */
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
  if (key === 'kind') return checkHelp(value, path);
  if (value !== true) {
    const isScalar = typeof value === 'string' || value === false;
    return isScalar ? offHelp(path, value) : undefined;
  }
  if (key === 'verify') return 'write verify: required';
  return key === 'weight' ? 'remove the line' : undefined;
}

/** What true or false means as a check, or as its kind; undefined for another value. */
export function checkHelp(value: unknown, path: NodeRef['path']): string | undefined {
  if (typeof value !== 'boolean') return undefined;
  if (!value) return `write ${String(path.at(-1))}: none`;
  const isServer = path[0] === 'hosts' || path.includes('servers');
  return isServer ? poolSays : 'write the kind: node, puppet or tcp';
}

/** A yes or a no of YAML 1.1, or a quoted one. */
function spelling(
  value: unknown,
  allowed: readonly unknown[],
  place: NodeRef,
  help: string,
): Pick<Words, 'help' | 'fix'> {
  const truth = suggestBoolean(value);
  if (truth === undefined || !allowed.includes(truth)) return { help };
  const quotes = isQuoted(place.document, place.path) ? ', without quotes' : '';
  return { help: `write ${truth}${quotes}`, fix: valueFix(place, truth, true) };
}

/** What to write where a list is meant and one item is alone, or one item is in a list. */
function listWords(
  types: readonly string[],
  { value, place }: SchemaViolation,
): { readonly help?: string; readonly fix?: Fix | undefined } {
  if (Array.isArray(value) && value.length === 1 && place.path.at(-1) === 'address') {
    const [address] = value.map(String);
    const isAddress = isIPv4(address ?? '') || isIPv6(address ?? '');
    return isAddress ? { help: `write ${address}, without brackets` } : {};
  }
  if (!types.includes('array') || types.includes('string')) return {};
  if (isMapping(value)) return { help: itemsHelp(value) };
  if (typeof value !== 'string' || isOff(value)) return {};
  return itemWords(value, place);
}

/** One item, or lines of a block that are one each. */
function itemWords(value: string, place: NodeRef): ReturnType<typeof listWords> {
  if (value.includes('\n')) {
    const lines = value.trim().split(/\s*\n\s*/);
    return { help: `write a list with one item for each line: [${lines.map(quote).join(', ')}]` };
  }
  const item = /^[-\u2013\u2014]\s*(.*)$/.exec(value)?.[1];
  if (item !== undefined) return { help: `write "- ${item}", with a hyphen and a space` };
  if (!/^[\w*]/.test(value)) return {};
  const fix = /[,;]/.test(value) ? undefined : wrapFix(place, '[', ']');
  return { help: `write [${value}]`, fix };
}

/** Items below their names, as other tools write them, or one item alone. */
function itemsHelp(value: Readonly<Record<string, unknown>>): string {
  const [name = '', first] = Object.entries(value)[0] ?? [];
  if (isMapping(first)) {
    return `write a list of items, the first one "- name: ${name}" with the rest below it`;
  }
  const isPlain = typeof first === 'string' && !/^(name|address|bind|host)$/.test(name);
  return isPlain
    ? `write a list of items, the first one "- { name: ${name}, address: ${first} }"`
    : `write a list, the first item "- ${name}: ${describe(first).replaceAll('"', '')}"`;
}

/** YAML reads a text that begins with "#" as a comment. */
function hashHelp({ document, path }: NodeRef): string | undefined {
  const { end } = locate(document, path, 'key');
  const rest = /^:[ \t]+(#[^\n\r]*)/.exec(document.source.text.slice(end, end + 200))?.[1];
  return rest && `write ${quote(rest.trimEnd())} in quotes; without them "#" begins a comment`;
}

function wrongNumber(text: string, violation: SchemaViolation): Words {
  const { place } = violation;
  const code = schemaCodes.wrongType;
  if (/^(0|[1-9][0-9]*)$/.test(text) && isQuoted(place.document, place.path)) {
    const span = locate(place.document, place.path, 'value');
    const fix = { title: 'remove the quotes', edits: [{ span, text }], isCertain: true };
    return { code, message: `the number ${quote(text)} is in quotes`, help: `write ${text}`, fix };
  }
  const port = place.path.at(-1) === 'port' ? parsePort(text) : undefined;
  if (port !== undefined && isError(port)) return { code, ...port };
  const plain = text.replaceAll(/[,_' ]/g, '').replace(/k$/i, '000');
  const help = /^[0-9]{1,9}$/.test(plain)
    ? `write ${Number(plain)}`
    : `write a whole number in plain digits${exampleOf(violation)}`;
  const message = `${nameOf(place)} ${quote(text)} is not a whole number in plain digits`;
  return { code, message, help };
}

/** A word that is none of those that a property takes. */
export function unknownValue(allowed: readonly unknown[], violation: SchemaViolation): Words {
  const { value, place } = violation;
  const words = allowed.map(String);
  const list = words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`;
  const own = { code: schemaCodes.unknownValue, message: `${describe(value)} is not ${list}` };
  const plain = typeof value === 'string' ? plainKey(value) : '';
  const byWord = valueHelp(violation, words);
  if (words.includes(plain)) {
    const fix = valueFix(place, plain, place.path.at(-1) !== 'state');
    return { ...own, help: byWord ?? `did you mean "${plain}"?`, fix };
  }
  if (byWord !== undefined)
    return { ...own, ...spelling(value, allowed, place, byWord), help: byWord };
  if (isNoneAlone(words)) {
    const help = 'write the kind in the check of the pool; a server allows only none';
    return { ...own, message: `${describe(value)} is a check kind for the whole pool`, help };
  }
  const isWord = typeof value === 'string' && allowed.every((word) => typeof word === 'string');
  const isHttp = plain === 'httpchk';
  const near = !isWord || isHttp ? undefined : nearest(value, words);
  const meant = isHttp && words.includes('http') ? 'http' : near;
  if (meant === undefined) {
    return { ...own, ...spelling(value, allowed, place, `write ${words.join(' or ')}`) };
  }
  return { ...own, help: `did you mean "${meant}"?`, fix: valueFix(place, meant, false) };
}

/** What a yes, a no or a word of another tool means where a state or a kind of check belongs. */
function valueHelp(
  { value, place: { path } }: SchemaViolation,
  words: readonly string[],
): string | undefined {
  if (path.at(-1) === 'state') {
    const isSpelling = typeof value === 'string' && words.includes(plainKey(value));
    return isSpelling ? undefined : stateHelp(value);
  }
  const positive = typeof value === 'string' ? withoutNegation(plainKey(value)) : undefined;
  if (isOff(value) || (words.length === 1 && positive === words[0])) {
    const off = words.find((word) => isOff(word));
    if (off !== undefined) return `write ${off}`;
    return words.length === 1 ? 'remove the line' : undefined;
  }
  return isNoneAlone(words) && truthOf(value) === true ? poolSays : undefined;
}

function isNoneAlone(words: readonly string[]): boolean {
  return words.length === 1 && words[0] === 'none';
}
