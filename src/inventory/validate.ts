import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { schemaCodes } from '../diagnostics/schema-codes.ts';
import { isMapping, type Mapping, type YamlDocument } from '../source/document.ts';
import { locate } from '../source/locate.ts';
import { checkPart, errorsOf } from './check-part.ts';
import { below, type Place } from './place.ts';
import { describe, nameOf, wordMisshape } from './schema-error.ts';

/**
 * Holds an inventory against its schema, part by part, and takes out of `document.value` what the
 * schema refuses, so that the rest can be judged.
 */
export function validate(document: YamlDocument): Diagnostic[] {
  const found: Diagnostic[] = [];
  const root = { document, path: [] };
  checkPart('inventory', document.value, root, found);
  const defaults = document.value['defaults'];
  if (isMapping(defaults)) checkCheck(defaults, 'checkOptions', below(root, 'defaults'), found);
  const hosts = document.value['hosts'];
  if (isMapping(hosts)) checkHosts(hosts, below(root, 'hosts'), found);
  const pools = document.value['pools'];
  if (Array.isArray(pools)) {
    eachItem(pools, below(root, 'pools'), 'a mapping', found, (pool, place) => {
      checkPool(pool, place, found);
    });
  }
  return found;
}

function checkHosts(hosts: Mapping, place: Place, found: Diagnostic[]): void {
  for (const [name, host] of Object.entries(hosts)) {
    const at = below(place, name);
    if (!isMapping(host)) {
      hosts[name] = null;
      found.push(wrongKind(host, at, 'a mapping with an address'));
      continue;
    }
    checkPart('host', host, at, found);
    checkCheck(host, 'serverCheckOptions', at, found);
    const exceptions = host['except'];
    if (!isMapping(exceptions)) continue;
    for (const [key, exception] of Object.entries(exceptions)) {
      const exceptionPlace = below(at, 'except', key);
      if (isMapping(exception)) {
        checkPart('hostException', exception, exceptionPlace, found);
        checkCheck(exception, 'serverCheckOptions', exceptionPlace, found);
      } else {
        delete exceptions[key];
        found.push(wrongKind(exception, exceptionPlace, 'a mapping'));
      }
    }
  }
}

function checkPool(pool: Mapping, place: Place, found: Diagnostic[]): void {
  checkPart('pool', pool, place, found);
  checkCheck(pool, 'checkOptions', place, found);
  checkBind(pool, place, found);
  const servers = pool['servers'];
  if (!Array.isArray(servers)) return;
  const kind = 'a mapping, or the name of a host';
  eachItem(servers, below(place, 'servers'), kind, found, (server, at) => {
    checkPart('server', server, at, found);
    checkCheck(server, 'serverCheckOptions', at, found);
  });
}

function checkBind(pool: Mapping, place: Place, found: Diagnostic[]): void {
  const { bind } = pool;
  const at = below(place, 'bind');
  if (bind === undefined || typeof bind === 'string') return;
  if (isMapping(bind)) checkPart('bindOptions', bind, at, found);
  else if (Array.isArray(bind) && bind.length > 0 && bind.length <= 256) {
    eachItem(bind, at, 'ADDRESS:PORT', found, (item, itemPlace) => {
      checkPart('bindOptions', item, itemPlace, found);
    });
  } else {
    found.push(wrongKind(bind, at, 'ADDRESS:PORT, or a list of 1 to 256 of them'));
    pool['bind'] = null;
  }
}

/** Judges the mappings in a list that may also hold texts, or for `a mapping` may not. */
function eachItem(
  items: unknown[],
  place: Place,
  kind: string,
  found: Diagnostic[],
  check: (item: Mapping, place: Place) => void,
): void {
  items.forEach((item, index) => {
    const at = below(place, index);
    if (isMapping(item)) check(item, at);
    else if (typeof item !== 'string' || kind === 'a mapping') {
      items[index] = undefined;
      found.push(wrongKind(item, at, kind));
    }
  });
}

function checkCheck(
  owner: Mapping,
  part: 'checkOptions' | 'serverCheckOptions',
  ownerPlace: Place,
  found: Diagnostic[],
): void {
  const { check } = owner;
  const place = below(ownerPlace, 'check');
  if (check === undefined) return;
  if (typeof check === 'string') {
    const options: Mapping = { kind: check };
    const [error] = errorsOf(part, options);
    if (error === undefined) return;
    found.push(wordMisshape({ error, place, value: check, known: [] }));
    delete owner['check'];
  } else if (isMapping(check)) checkPart(part, check, place, found);
  else {
    found.push(wrongKind(check, place, 'a mapping, or the kind alone'));
    delete owner['check'];
  }
}

function wrongKind(value: unknown, place: Place, takes: string): Diagnostic {
  const span = locate(place.document, place.path, 'value');
  const is = value === null ? 'has no value' : `is ${describe(value)}`;
  const help = `write ${takes}`;
  const { source } = place.document;
  return diagnose(schemaCodes.wrongType, source, span, `${nameOf(place)} ${is}`, { help });
}
