import { diagnose } from '../findings/diagnose.ts';
import type { Diagnostic, Fix } from '../findings/diagnostic.ts';
import { schemaCodes } from '../findings/schema-codes.ts';
import { quote } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import { isMapping } from '../yaml/document.ts';
import { locate } from '../yaml/locate.ts';
import { describe, nameOf } from './describe.ts';
import { below, type NodeRef } from './place.ts';
import { leaveOutFix, moveFix, renameFix, valueFix } from './property-fix.ts';
import type { SchemaViolation, Words } from './schema-violation.ts';
import { helpByValue } from './suggest-by-value.ts';
import { isOff, offHelp, suggestBoolean, truthOf } from './suggest-off.ts';
import { adviceFor, belongsBelow, plainKey, suggestProperty } from './suggest-property.ts';
import { stateHelp, withoutNegation } from './suggest-state.ts';
import { wrongType } from './wrong-type.ts';

/** One schema error as one finding, at the key or the value that is wrong. */
export function formatViolation(violation: SchemaViolation): Diagnostic {
  const { error, place } = violation;
  const isUnknown = error.keyword === 'additionalProperties';
  const at = isUnknown ? below(place, String(error.params['additionalProperty'])) : place;
  const part = isUnknown || (error.keyword === 'required' && isKeyed(place)) ? 'key' : 'value';
  const span = locate(at.document, at.path, part);
  const { code, message, ...details } = format(violation);
  return diagnose(code, at.document.source, span, message, details);
}

function isKeyed(place: NodeRef): boolean {
  return typeof place.path.at(-1) === 'string';
}

function format(violation: SchemaViolation): Words {
  const { error } = violation;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(String(error.params['additionalProperty']), violation);
    case 'required':
      return missingProperty(String(error.params['missingProperty']), violation);
    case 'type':
      return wrongType([error.params['type']].flat().map(String), violation);
    case 'enum':
      return unknownValue([error.params['allowedValues']].flat(), violation);
    default:
      return outOfRange(violation);
  }
}

function unknownProperty(key: string, violation: SchemaViolation): Words {
  const { known, present, place, value } = violation;
  const code = schemaCodes.unknownProperty;
  const message = `unknown property ${quote(key)}`;
  const names = Object.keys(known);
  const owner = belongsBelow(key, names);
  if (owner !== undefined) {
    return { code, message, help: `write it below "${owner}"`, fix: moveFix(place, key, owner) };
  }
  const byValue = helpByValue(key, isMapping(value) ? value[key] : undefined, violation);
  if (byValue !== undefined) return { code, message, help: byValue };
  const meant = suggestProperty(key, names);
  if (meant !== undefined && present.has(meant)) {
    return { code, message, help: `leave it out; "${meant}" is there already` };
  }
  if (meant !== undefined) {
    const fix = renameFix(place, key, meant, present);
    return { code, message, help: `did you mean "${meant}"?`, fix };
  }
  const advice = adviceFor(key, names);
  if (advice !== undefined) return { code, message, help: advice, fix: tcpFix(below(place, key)) };
  const free = names.filter((name) => !present.has(name));
  const help = free.length === 0 ? 'leave it out' : `leave it out; known here: ${free.join(', ')}`;
  return { code, message, help };
}

/** Every pool is mode tcp, so that saying it changes nothing. */
function tcpFix(place: NodeRef): Fix | undefined {
  const { document, path } = place;
  const { start, end } = locate(document, path, 'value');
  const isTcp = path.at(-1) === 'mode' && document.source.text.slice(start, end) === 'tcp';
  return isTcp ? leaveOutFix(place) : undefined;
}

function missingProperty(key: string, { known }: SchemaViolation): Words {
  const help = `write ${key}: ${known[key]}, for example`;
  return { code: schemaCodes.missingProperty, message: `"${key}" is missing`, help };
}

function unknownValue(allowed: readonly unknown[], violation: SchemaViolation): Words {
  const { value, place } = violation;
  const code = schemaCodes.unknownValue;
  const words = allowed.map(String);
  const list = words.join(', ');
  const shown = typeof value === 'string' ? quote(value) : describe(value);
  const message =
    words.length === 1 ? `${shown} is not "${list}"` : `${shown} is not one of ${list}`;
  const isQuotedBoolean = value === 'true' || value === 'false';
  if (isQuotedBoolean && allowed.includes(value === 'true')) {
    const fix = valueFix(place, value === 'true', true);
    return { code, message, help: 'remove the quotes', fix };
  }
  const said = valueHelp(violation, words);
  if (said !== undefined) {
    return { code, message, help: said, fix: formatFix(violation, allowed, undefined) };
  }
  if (isNoneAlone(words)) {
    const help = 'write the kind in the check of the pool; a server can only say none';
    return { code, message: `${shown} is a kind for the whole pool`, help };
  }
  const isShort = allowed.some((word) => typeof word !== 'string');
  const key = String(place.path.at(-1));
  const near = isShort || typeof value !== 'string' ? undefined : suggestValue(key, value, words);
  const help = near === undefined ? `write ${words.join(' or ')}` : `did you mean "${near}"?`;
  return { code, message, help, fix: formatFix(violation, allowed, near) };
}

/** What a yes, a no or a word of another tool means where a state or a kind of check belongs. */
function valueHelp(
  { value, place: { path } }: SchemaViolation,
  words: readonly string[],
): string | undefined {
  if (path.at(-1) === 'state') {
    return typeof value === 'string' && words.includes(plainKey(value))
      ? undefined
      : stateHelp(value);
  }
  const positive = typeof value === 'string' ? withoutNegation(plainKey(value)) : undefined;
  if (isOff(value) || (words.length === 1 && positive === words[0])) {
    const off = words.find((word) => isOff(word));
    if (off !== undefined) return `write ${off}`;
    return words.length === 1 ? 'remove the line' : undefined;
  }
  const isOn = isNoneAlone(words) && truthOf(value) === true;
  return isOn ? 'remove the line; the pool says how it is checked' : undefined;
}

function isNoneAlone(words: readonly string[]): boolean {
  return words.length === 1 && words[0] === 'none';
}

/** The word in the spelling that is taken, or the one that is near; a state is for a person to write. */
function formatFix(
  { value, place }: SchemaViolation,
  allowed: readonly unknown[],
  near: string | undefined,
): Fix | undefined {
  const truth = suggestBoolean(value);
  if (truth !== undefined && allowed.includes(truth)) return valueFix(place, truth, true);
  const plain = typeof value === 'string' ? plainKey(value) : undefined;
  const isSpelling = plain !== undefined && allowed.includes(plain);
  const meant = isSpelling ? plain : near;
  if (meant === undefined) return undefined;
  return valueFix(place, meant, isSpelling && place.path.at(-1) !== 'state');
}

function suggestValue(key: string, value: string, words: readonly string[]): string | undefined {
  if (key !== 'state' && (value === 'httpchk' || value === 'http')) return 'node';
  return nearest(value, words);
}

function outOfRange({ error, value, place }: SchemaViolation): Words {
  const code = schemaCodes.outOfRange;
  const limit = Number(error.params['limit']);
  const name = nameOf(place);
  const size = sizeOf(value);
  switch (error.keyword) {
    case 'minimum':
      return {
        code,
        message: `${name} is ${value}, less than ${limit}`,
        help: offHelp(place.path, value) ?? `write ${limit} or more`,
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
