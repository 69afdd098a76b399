import type { NodeRef, Setting } from './place.ts';
import { type Role, roles } from './roles.ts';
import type { Address } from './values/address.ts';
import type { Time } from './values/time.ts';

/** How HAProxy finds out that a server works. */
export type CheckKind = 'node' | 'puppet' | 'http' | 'tls' | 'tcp' | 'option' | 'none';

/** An effective check. */
export interface Check extends CheckTimes {
  readonly kind: Setting<CheckKind>;
  /** Without it the server's own port is checked. */
  readonly port?: Setting<number>;
  readonly inter: Setting<Time>;
  readonly rise: Setting<number>;
  readonly fall: Setting<number>;
  readonly verify?: Setting<'required' | 'none'>;
  readonly caFile?: Setting<string>;
  /** What revokes certificates of that CA. */
  readonly crlFile?: Setting<string>;
  readonly path?: Setting<string>;
  /** As it is sent; kind http only, like the other words of its request. */
  readonly method?: Setting<string>;
  readonly version?: Setting<string>;
  readonly headers?: Setting<readonly Header[]>;
  /** The words of `http-check expect`. */
  readonly expect?: Setting<readonly string[]>;
  /** Whether kinds http and option speak TLS. */
  readonly tls?: Setting<boolean>;
  /** The lines of kind option. */
  readonly lines?: Setting<readonly Setting<readonly string[]>[]>;
  /** What starts the script of kind node for a connection. */
  readonly transport?: Setting<Transport>;
  /** How long the script of kind node may take; without it a part of the time that HAProxy waits. */
  readonly timeout?: Setting<Time>;
  /** How long no JRuby may be free; without it the script does not ask. */
  readonly jrubyLimit?: Setting<Time>;
  /** The script of kind node as an agent; every server of the pool is asked by it too. */
  readonly agent?: AgentCheck;
}

/** A header of a request, its value as it is sent. */
export type Header = readonly [name: string, value: string];

/** What starts the script of kind node for a connection. */
export type Transport = 'xinetd' | 'systemd';

/** The check settings of one place. */
export type CheckFacts = Partial<Check>;

/** The check settings of a server. */
export interface CheckTimes {
  readonly inter?: Setting<Time>;
  readonly fastinter?: Setting<Time>;
  readonly downinter?: Setting<Time>;
  readonly rise?: Setting<number>;
  readonly fall?: Setting<number>;
}

/** A second check by HAProxy's agent protocol. */
export interface AgentCheck {
  readonly place: NodeRef;
  readonly port: Setting<number>;
  readonly inter: Setting<Time> | undefined;
  readonly addr: Setting<Address> | undefined;
  readonly send: Setting<string> | undefined;
}

/** The options of a check, by their names in an inventory; `kind` aside. */
export const checkOptionNames = {
  port: 'port',
  inter: 'inter',
  fastinter: 'fastinter',
  downinter: 'downinter',
  rise: 'rise',
  fall: 'fall',
  verify: 'verify',
  caFile: 'ca-file',
  crlFile: 'crl-file',
  tls: 'tls',
  method: 'method',
  path: 'path',
  version: 'version',
  headers: 'headers',
  expect: 'expect',
  lines: 'lines',
  transport: 'transport',
  timeout: 'timeout',
  jrubyLimit: 'jruby-limit',
  agent: 'agent',
} as const;

/** An option of a check. */
export type CheckOption = keyof typeof checkOptionNames;

/** What the rest of the program asks of a kind of check. */
export interface CheckKindFacts {
  /** Whether HAProxy checks at all. */
  readonly isChecked: boolean;
  /** Whether the script on the node answers, which drains it too. */
  readonly asksScript: boolean;
  /** Whether Puppet Server itself answers, as its auth.conf permits. */
  readonly asksPuppet: boolean;
  /** Whether HAProxy sends an HTTP request, so that `http-check` lines hold. */
  readonly isHttp: boolean;
  /** Whether HAProxy speaks TLS: always, never, or by a setting of the check. */
  readonly isTls: boolean | 'optional';
  /** Whether a verified certificate must be for the certname of the server. */
  readonly isNamed: boolean;
  /** Whether the lines of `option tcp-check` are allowed with it. */
  readonly takesTcpRules: boolean;
  /** The port that is asked; undefined for that of the server. */
  readonly port: (role: Role) => number | undefined;
  /** The options that it takes. */
  readonly options: readonly CheckOption[];
}

const times = ['port', 'inter', 'fastinter', 'downinter', 'rise', 'fall'] as const;
/** The options for the verification of certificates. */
export const verification = ['verify', 'caFile', 'crlFile'] as const;

const connecting = {
  isChecked: true,
  asksScript: false,
  asksPuppet: false,
  isHttp: false,
  isTls: false,
  isNamed: false,
  takesTcpRules: false,
  port: (): undefined => undefined,
  options: times,
};

/** The port of the script on a node. */
export const scriptPort = 9200;

/** The kind of a check in defaults that has none. */
export const defaultKind: CheckKind = 'node';

/** The kind of a check without one, in a pool of a role. */
export function defaultKindOf(role: Role): CheckKind {
  return roles[role].isPuppets ? defaultKind : 'tcp';
}

/** ONE table of what the kinds of checks are. */
export const checkKinds: Readonly<Record<CheckKind, CheckKindFacts>> = {
  node: {
    ...connecting,
    asksScript: true,
    isHttp: true,
    port: () => scriptPort,
    options: [...times, 'transport', 'timeout', 'jrubyLimit', 'agent'],
  },
  puppet: {
    ...connecting,
    asksPuppet: true,
    isHttp: true,
    isTls: true,
    isNamed: true,
    port: (role) => roles[role].statusPort,
    options: [...times, ...verification, 'path'],
  },
  http: {
    ...connecting,
    isHttp: true,
    isTls: 'optional',
    isNamed: true,
    options: [
      ...times,
      ...(['tls', ...verification] as const),
      ...(['method', 'path', 'version', 'headers', 'expect'] as const),
    ],
  },
  tls: { ...connecting, isTls: true, options: [...times, ...verification] },
  tcp: { ...connecting, takesTcpRules: true },
  option: {
    ...connecting,
    isTls: 'optional',
    options: [...times, 'tls', ...verification, 'lines'],
  },
  none: { ...connecting, isChecked: false, options: [] },
};

/** What the kind of an effective check is. */
export function kindOf({ kind }: { readonly kind: { readonly value: CheckKind } }): CheckKindFacts {
  return checkKinds[kind.value];
}

/** Whether a check has its own lines. */
export function hasLines(check: Pick<Check, 'kind'>): boolean {
  return kindOf(check).options.includes('lines');
}

/** Whether HAProxy speaks TLS in an effective check. */
export function speaksTls(check: Pick<Check, 'kind' | 'tls'>): boolean {
  const { isTls } = kindOf(check);
  return isTls === 'optional' ? check.tls?.value === true : isTls;
}
