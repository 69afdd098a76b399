import { valueCodes } from '../findings/value-codes.ts';
import {
  type AgentCheck,
  type Check,
  type CheckFacts,
  type CheckKind,
  type CheckTimes,
  checkKinds,
  defaultKind,
  defaultKindOf,
  type Header,
  type Transport,
} from './check-kinds.ts';
import { checkDefaults } from './defaults.ts';
import type { MappingReader } from './mapping-reader.ts';
import type { ServerFacts } from './model.ts';
import { below, builtin, type Setting } from './place.ts';
import { type Role, roles } from './roles.ts';
import {
  parseCheckLine,
  parseExpect,
  parseHeaderName,
  parseHeaderValue,
  parseHttpVersion,
  parseMethod,
} from './values/check-request.ts';
import { parsePath, parseUrlPath } from './values/path.ts';
import { parseTime } from './values/time.ts';

/** Reads a pool's or the defaults' `check`, which may be the kind alone. */
export function readCheck(owner: MappingReader): CheckFacts {
  const kind = owner.word<CheckKind>('check');
  if (kind !== undefined) return { kind };
  const check = owner.inside('check');
  return {
    ...readServerCheck(owner),
    ...present('verify', check.word<'required' | 'none'>('verify')),
    ...present('caFile', check.parsed('ca-file', valueCodes.checkPath, parsePath)),
    ...present('crlFile', check.parsed('crl-file', valueCodes.checkPath, parsePath)),
    ...present('path', check.parsed('path', valueCodes.checkPath, parseUrlPath)),
    ...readRequest(check),
    ...present('transport', check.word<Transport>('transport')),
    ...present('timeout', check.parsed('timeout', valueCodes.time, parseTime)),
    ...present('jrubyLimit', check.parsed('jruby-limit', valueCodes.time, parseTime)),
    ...present('agent', readNodeAgent(check.inside('agent'))),
  };
}

function readRequest(check: MappingReader): CheckFacts {
  const code = valueCodes.checkRequest;
  const lines = check.parsedItems('lines', code, parseCheckLine);
  return {
    ...present('tls', check.boolean('tls')),
    ...present('method', check.parsed('method', code, parseMethod)),
    ...present('version', check.parsed('version', code, parseHttpVersion)),
    ...present('headers', check.has('headers') ? readHeaders(check.inside('headers')) : undefined),
    ...present('expect', check.parsed('expect', code, parseExpect)),
    ...(check.has('lines') ? { lines: { value: lines, from: below(check.place, 'lines') } } : {}),
  };
}

function readHeaders(headers: MappingReader): Setting<readonly Header[]> {
  const value = Object.keys(headers.values).flatMap((name): Header[] => {
    const at = below(headers.place, name);
    const known = headers.check(at, valueCodes.checkRequest, parseHeaderName(name), 'key');
    const text = headers.parsed(name, valueCodes.checkRequest, parseHeaderValue);
    return known === undefined || text === undefined ? [] : [[name, text.value]];
  });
  return { value, from: headers.place };
}

function readNodeAgent(agent: MappingReader): AgentCheck | undefined {
  const port = agent.number('port');
  if (port === undefined) return undefined;
  const inter = agent.parsed('inter', valueCodes.time, parseTime);
  return { place: agent.place, port, inter, addr: undefined, send: undefined };
}

/** Reads the check settings of a server. */
export function readServerCheck(owner: MappingReader): NonNullable<ServerFacts['check']> {
  const kind = owner.word<CheckKind>('check');
  if (kind !== undefined) return { kind };
  const check = owner.inside('check');
  return {
    ...present('kind', check.word<CheckKind>('kind')),
    ...present('port', check.number('port')),
    ...readCheckTimes(check),
  };
}

function readCheckTimes(check: MappingReader): CheckTimes {
  return {
    ...present('inter', check.parsed('inter', valueCodes.time, parseTime)),
    ...present('fastinter', check.parsed('fastinter', valueCodes.time, parseTime)),
    ...present('downinter', check.parsed('downinter', valueCodes.time, parseTime)),
    ...present('rise', check.number('rise')),
    ...present('fall', check.number('fall')),
  };
}

/** An object with the key where there is a value, and without it where there is none. */
export function present<Key extends string, T>(
  key: Key,
  value: T | undefined,
): { readonly [K in Key]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: T });
}

function ownDefaults(kind: Setting<CheckKind>, role: Role): Check {
  const { options, port } = checkKinds[kind.value];
  const own = port(role);
  return {
    kind,
    ...checkDefaults,
    ...present('port', own === undefined ? undefined : builtin(own)),
    ...(options.includes('transport') ? { transport: builtin('xinetd') } : {}),
    ...(options.includes('verify') ? { verify: builtin('required') } : {}),
  };
}

/**
 * Merges the check settings of defaults and a pool: key by key within a kind; another kind starts from its defaults.
 * Defaults that ask Puppet hold for Puppet's own roles.
 */
export function mergeChecks(role: Role, defaults: CheckFacts, own: CheckFacts): Check {
  const { asksScript, asksPuppet } = checkKinds[defaults.kind?.value ?? defaultKind];
  const isFit = roles[role].isPuppets || !(asksScript || asksPuppet);
  let check = ownDefaults(builtin(defaultKindOf(role)), role);
  for (const layer of isFit ? [defaults, own] : [own]) {
    const isOther = layer.kind !== undefined && layer.kind.value !== check.kind.value;
    if (isOther && layer.kind !== undefined) check = ownDefaults(layer.kind, role);
    check = { ...check, ...layer };
  }
  return check;
}
