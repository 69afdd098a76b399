import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { type FilePlace, textsOf } from '../haproxy/syntax/configuration.ts';
import { checkKinds, defaultKindOf, scriptPort } from '../inventory/check-kinds.ts';
import { checkDefaults } from '../inventory/defaults.ts';
import { type Role, roleNames, roles } from '../inventory/roles.ts';
import { quote } from '../text/characters.ts';
import { noPoolOfBind } from './bind.ts';
import { type CheckKindDraft, checkKindOf } from './check-kind.ts';
import {
  checkKeys,
  commonCheck,
  mostFrequent,
  writtenCheck,
  writtenOption,
} from './check-times.ts';
import type { PoolService } from './frontends.ts';
import { type CommonServer, splitPoint } from './server.ts';
import { number, text, type YamlEntry } from './yaml-text.ts';

/** A service as a pool of an inventory, before what pools have in common is taken out of them. */
export interface PoolDraft {
  readonly service: PoolService;
  readonly check: CheckKindDraft;
  /** The check settings of the pool, without the defaults. */
  readonly checkSettings: readonly YamlEntry[];
  readonly common: CommonServer;
  readonly role: Role;
}

/** A mode that HAProxy does not know is read as tcp, and reported. */
function isOtherMode(mode: string): boolean {
  return mode === 'http' || mode === 'log' || mode === 'spop';
}

/** Why a service of mode tcp stays a section. */
export interface NoPool {
  readonly place: FilePlace;
  readonly reason: string;
  /** Whether it keeps clients from being served. */
  readonly isFault?: boolean;
}

/** Whether an inventory can contain a service, by its mode. */
export function isTcp({ front, back }: Service): boolean {
  return !isOtherMode(front.mode.value) && front.binds.length + back.servers.length > 0;
}

/** A service as a pool, or the words that an inventory has no property for. */
export function draftPool(service: PoolService): PoolDraft | NoPool {
  const { front, back } = service;
  if (service.problem !== undefined) return service.problem;
  const [unsupported] = front.binds.flatMap((bind) => noPoolOfBind(bind) ?? []);
  if (unsupported !== undefined) return unsupported;
  const role = roleOf(service);
  const check = checkKindOf(service, roles[role].isPuppets);
  const tls = back.servers.find(hasTls);
  const isTls = back.servers.some(({ options }) => options.has('check-ssl'));
  if (check === undefined || (!isTls && tls !== undefined)) {
    const line = back.check?.directive?.line ?? (tls ?? back.servers[0])?.line;
    const words = line === undefined ? '' : ` ${quote(textsOf(line).slice(0, 3).join(' '))}`;
    const place = line ?? back.section.opening;
    return { place, reason: `its check${words} has no equivalent check kind` };
  }
  const written = commonCheck(back.servers.filter(({ isChecked }) => isChecked).map(writtenCheck));
  const client = clientPort(service);
  const port = portOf(back.servers, client) ?? String(roles[role].port ?? '');
  const common = {
    port,
    clientPort: client,
    kind: check.kind,
    isNamed: checkKinds[check.kind].isNamed && areUnlike(back.servers),
    check: written,
    shared: sharedOptions(back.servers),
  };
  return {
    service,
    check,
    checkSettings: checkSettings(check, written, { role, port }),
    common,
    role,
  };
}

function checkSettings(
  { kind, settings }: CheckKindDraft,
  written: ReadonlyMap<string, string>,
  { role, port: serverPort }: { readonly role: PoolDraft['role']; readonly port: string },
): YamlEntry[] {
  const { isChecked, port } = checkKinds[kind];
  const said = { key: 'kind', value: text(kind) };
  if (!isChecked) return [said];
  const own = port(role);
  const { inter, rise, fall } = checkDefaults;
  const builtin = {
    inter: inter.value.text,
    rise: String(rise.value),
    fall: String(fall.value),
    port: own === undefined ? '' : String(own),
  };
  const times = checkKeys.flatMap((name): YamlEntry[] => {
    const value =
      written.get(name) ?? (name === 'port' && own === scriptPort ? serverPort : undefined);
    return value === undefined || value === builtin[name as keyof typeof builtin]
      ? []
      : [{ key: name, value: number(value) }];
  });
  return [...(kind === defaultKindOf(role) ? [] : [said]), ...settings, ...times];
}

/** Whether a server has words of TLS that neither its check nor its connections use. */
function hasTls({ options }: ProxyServer): boolean {
  if (options.has('ssl')) return false;
  return ['verify', 'verifyhost', 'ca-file', 'crl-file'].some((name) => options.has(name));
}

/** The one port that clients connect to, which is that of a server without a port. */
function clientPort({ front }: Service): string | undefined {
  const ports = new Set(
    front.binds.flatMap(({ addresses }) => addresses.map(({ first }) => first)),
  );
  const [port] = ports;
  return ports.size === 1 ? String(port) : undefined;
}

/** The port that all servers have; undefined where they differ, or an inventory has no such port. */
function portOf(servers: readonly ProxyServer[], client: string | undefined): string | undefined {
  const ports = new Set(servers.map(({ point }) => splitPoint(point.text).port ?? client));
  const [port] = ports;
  return ports.size === 1 && port !== undefined && /^[1-9][0-9]{0,4}$/.test(port)
    ? port
    : undefined;
}

/** Whether each server has a name in its certificate that no other one has, as certnames are. */
function areUnlike(servers: readonly ProxyServer[]): boolean {
  const names = servers.flatMap((server) => writtenOption(server, 'verifyhost') ?? []);
  return new Set(names).size === names.length;
}

/**
 * The role whose port most servers have; where no role has it, by the name. Many services that are
 * not Puppet's use 443, so that the name must contain "console"; a CA is one server on 8140 with such a name.
 */
function roleOf(service: Service): Role {
  const { front, back } = service;
  const client = clientPort(service);
  const port = mostFrequent(back.servers.map(({ point }) => splitPoint(point.text).port ?? client));
  const names = `${front.name} ${back.name}`;
  // What HAProxy encrypts is no service whose clients speak TLS.
  if (back.servers.some(({ options }) => options.has('ssl'))) return 'other';
  const active = back.servers.filter(({ isBackup, isDisabled }) => !isBackup && !isDisabled);
  const isCa = /(^|[^a-z])(ca|puppet-?ca|signer?)([^a-z]|$)|certificate/i.test(names);
  if (isCa && active.length < 2 && port === String(roles.ca.port)) return 'ca';
  const found = roleNames.find((name) => port !== undefined && String(roles[name].port) === port);
  if (found === 'console' && !/console/i.test(names)) return 'other';
  const isOther = port !== undefined && !/puppet|openvox|compile|master|agent/i.test(names);
  return found ?? (isOther ? 'other' : 'compile');
}

/** Options that every server has with the same words, by default-server or because there are several. */
function sharedOptions(servers: readonly ProxyServer[]): Set<string> {
  const [first, ...rest] = servers;
  const names = [...(first?.options ?? [])].filter(([name, { value, isInherited }]) => {
    if (single.has(name) || (rest.length === 0 && !isInherited)) return false;
    const same = JSON.stringify(value);
    return rest.every(({ options }) => JSON.stringify(options.get(name)?.value) === same);
  });
  const shared = new Set(names.map(([name]) => name));
  const isAgentShared = servers.every(({ options }) =>
    [...options.keys()].every((name) => !name.startsWith('agent-') || shared.has(name)),
  );
  if (isAgentShared) return shared;
  return new Set([...shared].filter((name) => !name.startsWith('agent-')));
}

/** Options that belong to one server. */
const single: ReadonlySet<string> = new Set(['id', 'backup']);
