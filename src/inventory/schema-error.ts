import { diagnose } from '../findings/diagnose.ts';
import type { Diagnostic, Fix } from '../findings/diagnostic.ts';
import { schemaCodes } from '../findings/schema-codes.ts';
import { quote } from '../text/characters.ts';
import { isMapping } from '../yaml/document.ts';
import { locate } from '../yaml/locate.ts';
import { describe, nameOf } from './describe.ts';
import { helpByValue } from './meaning.ts';
import type { SchemaViolation, Words } from './part.ts';
import { below, type NodeRef } from './place.ts';
import { leaveOutFix, moveFix, renameFix } from './property-fix.ts';
import { offHelp } from './suggest-off.ts';
import { adviceFor, belongsBelow, suggestProperty } from './suggest-property.ts';
import { refuse, template } from './values/suggest.ts';
import { unknownValue, wrongType } from './wrong-value.ts';

/** One schema error as one finding, at the key or the value that is wrong. */
export function formatViolation(violation: SchemaViolation): Diagnostic {
  const { error, place } = violation;
  const isUnknown = error.keyword === 'additionalProperties';
  const at = isUnknown ? below(place, String(error.params['additionalProperty'])) : place;
  const isKeyed = typeof place.path.at(-1) === 'string';
  const part = isUnknown || (error.keyword === 'required' && isKeyed) ? 'key' : 'value';
  const span = locate(at.document, at.path, part);
  const { code, message, ...details } = templateWords(violation) ?? format(violation);
  return diagnose(code, at.document.source, span, message, details);
}

/** A key or a value with a template is reported as a template only. */
function templateWords({ error, value }: SchemaViolation): Words | undefined {
  const key = error.params['additionalProperty'];
  const written = key ?? value;
  if (typeof written !== 'string' || !template.test(written)) return undefined;
  const code = key === undefined ? schemaCodes.wrongType : schemaCodes.unknownProperty;
  return { code, ...refuse(written, '', '') };
}

function format(violation: SchemaViolation): Words {
  const { error, known } = violation;
  switch (error.keyword) {
    case 'additionalProperties':
      return {
        code: schemaCodes.unknownProperty,
        message: `unknown property ${quote(String(error.params['additionalProperty']))}`,
        ...unknownProperty(String(error.params['additionalProperty']), violation),
      };
    case 'required': {
      const key = String(error.params['missingProperty']);
      const help = `write ${key}: ${known[key]}, for example`;
      return { code: schemaCodes.missingProperty, message: `"${key}" is missing`, help };
    }
    case 'type':
      return wrongType([error.params['type']].flat().map(String), violation);
    case 'enum':
      return unknownValue([error.params['allowedValues']].flat(), violation);
    default:
      return outOfRange(violation);
  }
}

function unknownProperty(key: string, violation: SchemaViolation): Pick<Words, 'help' | 'fix'> {
  const { known, present, place, value } = violation;
  const names = Object.keys(known);
  const written = isMapping(value) ? value[key] : undefined;
  const owner = belongsBelow(key, names);
  if (owner !== undefined) {
    return { help: `move it below "${owner}"`, fix: moveFix(place, key, owner) };
  }
  const byValue = helpByValue(key, written, violation);
  if (byValue !== undefined) return { help: byValue };
  const meant = suggestProperty(key, names, value);
  if (meant === 'timeouts' && (typeof written === 'string' || typeof written === 'number')) {
    return { help: `write timeouts: { client: ${written}, server: ${written} }` };
  }
  if (meant !== undefined && present.has(meant)) {
    return { help: `remove it; "${meant}" is already set` };
  }
  if (meant !== undefined) {
    return { help: `did you mean "${meant}"?`, fix: renameFix(place, key, meant, present) };
  }
  const advice = adviceFor(key, names);
  if (advice !== undefined) return { help: advice, fix: tcpFix(below(place, key)) };
  const free = names.filter((name) => !present.has(name));
  return {
    help: free.length === 0 ? 'remove it' : `remove it; allowed here: ${free.join(', ')}`,
  };
}

/** Every pool uses mode tcp, so that writing it changes nothing. */
function tcpFix(place: NodeRef): Fix | undefined {
  const { document, path } = place;
  const { start, end } = locate(document, path, 'value');
  const isTcp = path.at(-1) === 'mode' && document.source.text.slice(start, end) === 'tcp';
  return isTcp ? leaveOutFix(place) : undefined;
}

function outOfRange({ error, value, place }: SchemaViolation): Words {
  const limit = Number(error.params['limit']);
  const most = `use at most ${limit}`;
  const items = [`has ${sizeOf(value)} items`, most] as const;
  const off = offHelp(place.path, value);
  const ranges: Readonly<Record<string, readonly [is: string, help: string]>> = {
    minimum: [`is ${describe(value)}, less than ${limit}`, off ?? `write ${limit} or more`],
    maximum: [`is ${describe(value)}, more than ${limit}`, `write ${limit} or less`],
    minItems: ['is an empty list', 'write at least one item'],
    minLength: ['is an empty text', 'write a text'],
    maxLength: [`has ${sizeOf(value)} characters`, most],
    maxItems: items,
    maxProperties: items,
  };
  const [is = 'is not allowed here', help] = ranges[error.keyword] ?? [];
  return { code: schemaCodes.outOfRange, message: `${nameOf(place)} ${is}`, help };
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return Object.keys(value ?? {}).length;
}
