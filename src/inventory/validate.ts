import { diagnose } from '../findings/diagnose.ts';
import type { Fix } from '../findings/diagnostic.ts';
import { schemaCodes } from '../findings/schema-codes.ts';
import { isIPv4, isIPv6 } from '../haproxy/facts/ip.ts';
import { quote } from '../text/characters.ts';
import { isMapping, type Mapping, type YamlDocument } from '../yaml/document.ts';
import { locate } from '../yaml/locate.ts';
import { isSiteMap } from './bind.ts';
import { checkPart, errorsOf } from './check-part.ts';
import { describe, nameOf } from './describe.ts';
import { below, type NodeRef } from './place.ts';
import { wrapFix } from './property-fix.ts';
import type { ReadContext } from './read-context.ts';
import { formatViolation } from './schema-error.ts';
import { checkHelp } from './wrong-value.ts';

/**
 * Checks an inventory against its schema, part by part, and removes from `document.value` what the
 * schema refuses, so that the rest can be checked.
 */
export function validate(document: YamlDocument, context: ReadContext): void {
  const root = { document, path: [] };
  checkPart('inventory', document.value, root, context);
  const defaults = document.value['defaults'];
  if (isMapping(defaults)) checkCheck(defaults, 'checkOptions', below(root, 'defaults'), context);
  const hosts = document.value['hosts'];
  if (isMapping(hosts)) checkHosts(hosts, below(root, 'hosts'), context);
  const pools = document.value['pools'];
  if (Array.isArray(pools)) {
    if (pools.length === 0) checkNoPools(document, context);
    eachItem(pools, below(root, 'pools'), 'a mapping', context, (pool, place) => {
      checkPool(pool, place, context);
    });
  }
}

/** Without a pool there must be sections of HAProxy's own, or there is nothing to build. */
function checkNoPools(document: YamlDocument, context: ReadContext): void {
  const haproxy = document.value['haproxy'];
  if (isMapping(haproxy) && Object.hasOwn(haproxy, 'sections')) return;
  const help = 'write at least one pool, or haproxy.sections';
  const span = locate(document, ['pools'], 'value');
  context.add(
    diagnose(schemaCodes.outOfRange, document.source, span, '"pools" is an empty list', { help }),
  );
}

function checkHosts(hosts: Mapping, place: NodeRef, context: ReadContext): void {
  for (const [name, host] of Object.entries(hosts)) {
    const at = below(place, name);
    if (!isMapping(host)) {
      hosts[name] = null;
      explainHost(host, at, context);
      continue;
    }
    checkPart('host', host, at, context);
    checkCheck(host, 'serverCheckOptions', at, context);
    const exceptions = host['except'];
    if (!isMapping(exceptions)) continue;
    for (const [key, exception] of Object.entries(exceptions)) {
      const exceptionPlace = below(at, 'except', key);
      if (isMapping(exception)) {
        checkPart('hostException', exception, exceptionPlace, context);
        checkCheck(exception, 'serverCheckOptions', exceptionPlace, context);
      } else {
        delete exceptions[key];
        explain(exception, exceptionPlace, 'a mapping', context);
      }
    }
  }
}

function explainHost(host: unknown, place: NodeRef, context: ReadContext): void {
  const takes = typeof host === 'string' ? `{ address: ${host} }` : '{ address: ADDRESS }';
  const isAddress = typeof host === 'string' && isIPv4(host);
  const fix = isAddress ? wrapFix(place, '{ address: ', ' }') : undefined;
  explain(host, place, takes, context, fix);
}

function checkPool(pool: Mapping, place: NodeRef, context: ReadContext): void {
  // Each frontend of a list has the bind that the pool would need.
  if (Array.isArray(pool['frontend'])) pool['bind'] ??= insteadOfBind;
  checkPart('pool', pool, place, context);
  if (pool['bind'] === insteadOfBind) delete pool['bind'];
  checkCheck(pool, 'checkOptions', place, context);
  checkBind(pool, place, context);
  checkFrontends(pool, place, context);
  const servers = pool['servers'];
  if (!Array.isArray(servers)) return;
  const kind = 'a mapping, or the name of a host';
  eachItem(servers, below(place, 'servers'), kind, context, (server, at) => {
    if (isContradictory(server, at)) {
      servers[Number(at.path.at(-1))] = undefined;
      explainContradiction(server, at, context);
      return;
    }
    checkPart(isPoolHost(server) ? 'poolHost' : 'server', server, at, context);
    checkCheck(server, 'serverCheckOptions', at, context);
  });
}

/** Whether an entry names a shared host, and does not write a server out under another word for "address". */
function isPoolHost({ host, name, address }: Mapping): boolean {
  return host !== undefined && name === undefined && address === undefined;
}

/** Whether an entry both names a shared host and writes a server out. */
function isContradictory(server: Mapping, { document }: NodeRef): boolean {
  const { host } = server;
  if (host === undefined || isPoolHost(server) || !isMapping(document.value['hosts'])) return false;
  return typeof host === 'string' && !isIPv4(host) && !isIPv6(host);
}

function explainContradiction(server: Mapping, place: NodeRef, context: ReadContext): void {
  const written = (key: string) =>
    typeof server[key] === 'string' ? server[key] : key.toUpperCase();
  const { document } = place;
  const span = locate(document, [...place.path, 'host'], 'key');
  const beside = ['name', 'address'].filter((key) => server[key] !== undefined);
  const message = `"host" is not allowed together with ${beside.map(quote).join(' and ')}`;
  const help = `write { host: ${written('host')} } for the host in "hosts", or { name: ${written('name')}, address: ${written('address')} }`;
  context.add(diagnose(schemaCodes.unknownProperty, document.source, span, message, { help }));
  context.markInvalid(place.path.slice(0, -1));
}

const insteadOfBind: unknown = [];

function checkFrontends(pool: Mapping, place: NodeRef, context: ReadContext): void {
  const { frontend } = pool;
  const at = below(place, 'frontend');
  if (frontend === undefined || typeof frontend === 'string') return;
  if (Array.isArray(frontend) && frontend.length > 0 && frontend.length <= 64) {
    eachItem(frontend, at, 'a mapping', context, (item, itemPlace) => {
      checkPart('frontend', item, itemPlace, context);
      checkBind(item, itemPlace, context);
    });
  } else {
    explain(frontend, at, 'a name, or a list of 1 to 64 frontends', context);
    pool['frontend'] = null;
  }
}

function checkBind(pool: Mapping, place: NodeRef, context: ReadContext): void {
  const { bind } = pool;
  const at = below(place, 'bind');
  if (
    isMapping(bind) &&
    isSiteMap(bind, new Set(Object.keys(place.document.value['sites'] ?? {})))
  ) {
    for (const site of Object.keys(bind)) checkBinds(bind, site, below(at, site), context);
  } else checkBinds(pool, 'bind', at, context);
}

function checkBinds(owner: Mapping, key: string, at: NodeRef, context: ReadContext): void {
  const bind = owner[key];
  if (bind === undefined || typeof bind === 'string') return;
  if (isMapping(bind)) checkPart('bindOptions', bind, at, context);
  else if (Array.isArray(bind) && bind.length > 0 && bind.length <= 256) {
    eachItem(bind, at, 'ADDRESS:PORT', context, (item, itemPlace) => {
      checkPart('bindOptions', item, itemPlace, context);
    });
  } else {
    explain(bind, at, 'ADDRESS:PORT, or a list of 1 to 256 of them', context);
    owner[key] = null;
  }
}

/** Checks the mappings in a list that may also contain texts, or for `a mapping` may not. */
function eachItem(
  items: unknown[],
  place: NodeRef,
  kind: string,
  context: ReadContext,
  check: (item: Mapping, place: NodeRef) => void,
): void {
  items.forEach((item, index) => {
    const at = below(place, index);
    if (isMapping(item)) check(item, at);
    else if (typeof item !== 'string' || kind === 'a mapping') {
      items[index] = undefined;
      explain(item, at, kind, context);
    }
  });
}

function checkCheck(
  owner: Mapping,
  part: 'checkOptions' | 'serverCheckOptions',
  ownerPlace: NodeRef,
  context: ReadContext,
): void {
  const { check } = owner;
  const place = below(ownerPlace, 'check');
  if (check === undefined) return;
  if (typeof check === 'string') {
    const options: Mapping = { kind: check };
    const [error] = errorsOf(part, options);
    if (error === undefined) return;
    context.add(formatViolation({ error, place, value: check, known: {}, present: new Set() }));
    context.markInvalid(ownerPlace.path);
    delete owner['check'];
  } else if (isMapping(check)) checkPart(part, check, place, context);
  else {
    explain(check, place, 'a mapping, or the kind alone', context);
    delete owner['check'];
  }
}

/** Reports a value of the wrong kind; what contains it is no longer valid. */
function explain(
  value: unknown,
  place: NodeRef,
  takes: string,
  context: ReadContext,
  fix?: Fix,
): void {
  const span = locate(place.document, place.path, 'value');
  const isEmptyList = Array.isArray(value) && value.length === 0;
  const is =
    value === null ? 'has no value' : `is ${isEmptyList ? 'an empty list' : describe(value)}`;
  const { source } = place.document;
  const message = `${nameOf(place)} ${is}`;
  const meant = place.path.at(-1) === 'check' ? checkHelp(value, place.path) : undefined;
  const help = meant ?? `write ${takes}`;
  context.add(diagnose(schemaCodes.wrongType, source, span, message, { help, fix }));
  context.markInvalid(place.path.slice(0, -1));
}
