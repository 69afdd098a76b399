import { type Role, roles } from './roles.ts';

/** How HAProxy finds out that a server works. */
export type CheckKind = 'node' | 'puppet' | 'tcp' | 'none';

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
  path: 'path',
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
  /** Whether HAProxy speaks TLS. */
  readonly isTls: boolean;
  /** Whether the lines of `option tcp-check` may stand beside it. */
  readonly takesTcpRules: boolean;
  /** The port that is asked; undefined for that of the server. */
  readonly port: (role: Role) => number | undefined;
  /** The options that it takes. */
  readonly options: readonly CheckOption[];
}

const times = ['port', 'inter', 'fastinter', 'downinter', 'rise', 'fall'] as const;

const connecting = {
  isChecked: true,
  asksScript: false,
  asksPuppet: false,
  isHttp: false,
  isTls: false,
  takesTcpRules: false,
  port: (): undefined => undefined,
  options: times,
};

/** The port of the script on a node. */
export const scriptPort = 9200;

/** The kind of a check that says none. */
export const defaultKind: CheckKind = 'node';

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
    port: (role) => roles[role].statusPort,
    options: [...times, 'verify', 'caFile', 'path'],
  },
  tcp: { ...connecting, takesTcpRules: true },
  none: { ...connecting, isChecked: false, options: [] },
};

/** What the kind of an effective check is. */
export function kindOf({ kind }: { readonly kind: { readonly value: CheckKind } }): CheckKindFacts {
  return checkKinds[kind.value];
}
