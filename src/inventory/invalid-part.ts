import { diagnose } from '../findings/diagnose.ts';
import { rootWords } from '../findings/root.ts';
import { yamlCodes } from '../findings/yaml-codes.ts';
import { properties } from '../generated/properties.ts';
import { isMapping, type Mapping } from '../yaml/document.ts';
import { locate } from '../yaml/locate.ts';
import { findOtherFile } from '../yaml/other-file.ts';
import type { PartName, SchemaError } from './part.ts';
import { below, type NodeRef } from './place.ts';
import type { ReadContext } from './read-context.ts';
import { formatViolation } from './schema-error.ts';
import { adviceFor, belongsBelow, suggestProperty } from './suggest-property.ts';

/** A part, its schema errors, and its place. */
export interface InvalidPart {
  readonly part: PartName;
  readonly value: Mapping;
  readonly errors: readonly SchemaError[];
  readonly place: NodeRef;
}

/** One finding for one mistake of a part; takes out of the value what is refused. */
export function explainInvalidPart(invalid: InvalidPart, context: ReadContext): void {
  const { part, value, errors, place } = invalid;
  if (part === 'inventory' && isOfOthers(invalid)) {
    explainOther(invalid, context);
    return;
  }
  const misspelled = misspelledIn(invalid);
  const seen = new Set<string>();
  const keysOf = keysByPath();
  for (const error of errors) {
    const missing = error.params['missingProperty'];
    if (misspelled.has(`${error.instancePath}/${missing}`)) continue;
    const at = below(place, ...stepsOf(error.instancePath));
    const key = error.keyword === 'additionalProperties' ? error.params['additionalProperty'] : '';
    if (missing === undefined && !addNew(seen, `${error.instancePath}/${key}`)) continue;
    const observed = valueAt(value, error);
    const present = keysOf(error, observed);
    const known = properties[part]?.[knownAt(error)] ?? {};
    context.add(formatViolation({ error, place: at, value: observed, known, present }));
  }
  for (const error of errors) takeOut(value, error, place, context);
}

/** Whether no key is one of an inventory, or likely meant as one; or all of it is settings. */
function isOfOthers({ value, errors }: InvalidPart): boolean {
  const known = Object.keys(properties['inventory']?.[''] ?? {});
  const unknown = new Set(errors.map(({ params }) => params['additionalProperty']));
  const keys = Object.keys(value);
  return (
    keys.length > 0 &&
    keys.every((key) => {
      if (key === 'lint') return true;
      const isMeant =
        suggestProperty(key, known) ?? belongsBelow(key, known) ?? adviceFor(key, known);
      return unknown.has(key) && isMeant === undefined;
    })
  );
}

/** One finding for a file of another program; nothing of it is read. */
function explainOther({ value, place }: InvalidPart, context: ReadContext): void {
  const { source } = place.document;
  const keys = Object.keys(value);
  const [first = ''] = keys;
  const isSettings = keys.length === 1 && first === 'lint';
  const other = isSettings ? undefined : findOtherFile(source.text);
  const span = other?.span ?? locate(place.document, [first], 'key');
  const json = /^\s*\{/.test(source.text) ? 'json' : 'unknown';
  const is = other?.is ?? (isSettings ? 'settings' : json);
  const { message, help } = rootWords(is, 'inventory');
  context.add(diagnose(yamlCodes['not-a-mapping'], source, span, message, { help }));
  for (const key of keys) delete value[key];
  context.markInvalid(place.path);
}

/** The keys of each object that errors are about, listed once: it can have thousands, all of them wrong. */
function keysByPath(): (error: SchemaError, observed: unknown) => ReadonlySet<string> {
  const byPath = new Map<string, ReadonlySet<string>>();
  return ({ instancePath }, observed) => {
    let keys = byPath.get(instancePath);
    if (keys === undefined) {
      keys = new Set(isMapping(observed) ? Object.keys(observed) : []);
      byPath.set(instancePath, keys);
    }
    return keys;
  };
}

/** The object whose properties an error is about: the one it names, or the owner of a value. */
function knownAt({ instancePath, keyword }: SchemaError): string {
  if (keyword === 'additionalProperties' || keyword === 'required') return instancePath;
  return instancePath.replace(/(\/[0-9]+)*$/, '').replace(/\/[^/]*$/, '');
}

function addNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** Properties that are only missing because they are misspelled: one mistake, one finding. */
function misspelledIn({ errors, part, value }: InvalidPart): ReadonlySet<string> {
  const found = new Set<string>();
  for (const error of errors) {
    const { keyword, params, instancePath } = error;
    if (keyword !== 'additionalProperties') continue;
    const known = Object.keys(properties[part]?.[instancePath] ?? {});
    const meant = suggestProperty(
      String(params['additionalProperty']),
      known,
      valueAt(value, error),
    );
    if (meant !== undefined) found.add(`${instancePath}/${meant}`);
  }
  return found;
}

function stepsOf(pointer: string): (string | number)[] {
  if (pointer === '') return [];
  const steps = pointer.slice(1).split('/');
  return steps.map((step) => {
    if (/^[0-9]+$/.test(step)) return Number(step);
    return step.replaceAll('~1', '/').replaceAll('~0', '~');
  });
}

function valueAt(part: Mapping, { instancePath }: SchemaError): unknown {
  return stepsOf(instancePath).reduce<unknown>(step, part);
}

function step(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown>)[key];
}

/** Removes what an error refuses, and notes where; what is missing stays missing. */
function takeOut(part: Mapping, error: SchemaError, place: NodeRef, context: ReadContext): void {
  const steps = stepsOf(error.instancePath);
  if (error.keyword === 'required') {
    context.markInvalid([...place.path, ...steps]);
    return;
  }
  if (error.keyword === 'additionalProperties') {
    steps.push(String(error.params['additionalProperty']));
  }
  const last = steps.pop();
  context.markInvalid([...place.path, ...steps.filter((name) => typeof name === 'string')]);
  const owner = steps.reduce<unknown>(
    (value, key) => (isHolder(value) ? step(value, key) : undefined),
    part,
  );
  if (last === undefined || !isHolder(owner)) return;
  if (Array.isArray(owner)) owner[Number(last)] = undefined;
  else delete (owner as Mapping)[last];
}

function isHolder(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
