import type { BindProperty } from '../haproxy/facts/bind-options.ts';
import type { ProxyNumber } from '../haproxy/facts/proxy-words.ts';
import type { TimeoutName } from '../haproxy/facts/timeouts.ts';
import type { Version } from '../haproxy/facts/versions.ts';
import type { HashType } from '../haproxy/model/hash-type.ts';
import type { ReadSections } from '../haproxy/syntax/section.ts';
import type { Beside } from './beside.ts';
import type { AgentCheck, Check, CheckFacts, CheckTimes } from './check-kinds.ts';
import type { LintSettings } from './lint-settings.ts';
import type { NodeRef, Setting } from './place.ts';
import type { Role } from './roles.ts';
import type { Address } from './values/address.ts';
import type { Balance } from './values/balance.ts';
import type { ListenEndpoint } from './values/listen-endpoint.ts';
import type { Time } from './values/time.ts';

/**
 * The content of an inventory, with defaults and ranges resolved; each effective value knows where it
 * was written. What was refused is absent or undefined; without an error nothing required is.
 */
export interface Inventory {
  readonly place: NodeRef;
  readonly haproxy: Haproxy;
  readonly puppet: Puppet;
  /** The places that each have balancers of their own; none where there is one alone. */
  readonly sites: readonly Site[];
  /** Which of them this is a view of, and of what (`sites.ts`). */
  readonly site?: string;
  readonly whole?: Inventory;
  readonly defaults: Defaults;
  readonly hosts: readonly Host[];
  readonly pools: readonly Pool[];
  readonly lint: LintSettings;
  /** What other people own of the balancer; undefined where nothing of it was read. */
  readonly beside: Beside | undefined;
}

/** A place with balancers of its own. */
export interface Site {
  readonly place: NodeRef;
  readonly name: string;
  readonly balancers: readonly Setting<string>[];
}

/** What a pool does with servers of other sites. */
export type OtherSites = 'active' | 'backup' | 'none';

/** What every pool starts from, as far as rules speak of the place itself. */
export interface Defaults extends ProxyDefaults {
  readonly balance: Setting<Balance> | undefined;
  readonly hashType: Setting<HashType> | undefined;
  /** Its check settings; absent keys are not set. */
  readonly check: CheckFacts;
  readonly isValid: boolean;
}

/** The HAProxy that loads the result. */
export interface Haproxy {
  /** Where the inventory has settings for it; undefined where it has none. */
  readonly place: NodeRef | undefined;
  readonly version: Setting<Version>;
  readonly running: Setting<Version> | undefined;
  readonly balancers: readonly Setting<string>[];
  /** `none` where the global and the defaults section contain only what is set. */
  readonly baseline: Setting<'none' | 'full'> | undefined;
  /** Whether the configuration ID is written. */
  readonly id: Setting<boolean>;
  readonly global: Global;
  readonly timeouts: Timeouts;
  /** The timeouts that are set to false. */
  readonly unset: readonly Setting<TimeoutName>[];
  /** The files of others on a shared balancer; undefined where the whole configuration is built. */
  readonly beside: readonly Setting<string>[] | undefined;
  readonly sections: Sections | undefined;
  /** Whether nothing in it, or in its timeouts, was refused. */
  readonly isValid: boolean;
}

/** The global section; `false` leaves a line out. */
export interface Global {
  readonly maxconn: Setting<number> | undefined;
  readonly logs: readonly Setting<readonly string[]>[];
  readonly statsSockets: readonly Setting<readonly string[]>[];
  readonly chroot: Setting<string | false>;
  readonly user: Setting<string | false>;
  readonly group: Setting<string | false>;
  readonly nbthread: Setting<number> | undefined;
  readonly extra: readonly Setting<readonly string[]>[];
}

/** The limits that a section sets. */
export type ProxyNumbers = Readonly<Partial<Record<ProxyNumber, Setting<number> | undefined>>>;

/** Options that are set to on or off, by HAProxy's own names. */
export type ProxyOptions = ReadonlyMap<string, Setting<boolean>>;

/** The settings that a pool and the defaults section have in common. */
export interface ProxyWords extends ProxyNumbers {
  readonly options: ProxyOptions;
  /** Where connections are logged: `global`, or targets; undefined where it is not set. */
  readonly logs: readonly Setting<readonly string[]>[] | undefined;
}

/** HAProxy's defaults section, including what is written without being set. */
export interface ProxyDefaults extends ProxyWords {
  readonly logs: readonly Setting<readonly string[]>[];
  readonly extra: readonly Setting<readonly string[]>[];
}

/** The timeouts that a section sets. */
export type Timeouts = Readonly<Partial<Record<TimeoutName, Setting<Time>>>>;

/** Sections that are written as they are. */
export interface Sections extends ReadSections {
  readonly place: NodeRef;
  readonly text: string;
}

/** The Puppet Server on the masters. */
export interface Puppet {
  /** The major version. */
  readonly version: Setting<number>;
  readonly layout: Setting<'vendor' | 'debian'>;
}

/** A master that pools share, one of a range where its entry holds one. */
export interface Host {
  /** The key in `hosts`. */
  readonly place: NodeRef;
  readonly name: Setting<string>;
  readonly facts: ServerFacts;
}

/** Servers behind one VIP. */
export interface Pool extends ProxyWords {
  readonly place: NodeRef;
  readonly name: Setting<string> | undefined;
  readonly description: Setting<string> | undefined;
  readonly role: Setting<Role>;
  /** The sections that clients connect to; none where the pool is a listen section. */
  readonly frontends: readonly Frontend[];
  /** All binds, those of its frontends among them. */
  readonly binds: readonly Bind[];
  readonly balance: Setting<Balance>;
  readonly hashType: Setting<HashType>;
  /** Timeouts of its own. */
  readonly timeouts: Timeouts;
  /** The timeouts that are set to false. */
  readonly unset: readonly Setting<TimeoutName>[];
  readonly check: Check;
  /** The check settings of the pool itself. */
  readonly ownCheck: CheckFacts;
  readonly otherSites?: Setting<OtherSites> | undefined;
  readonly servers: readonly Server[];
  /** Whether every entry of its servers was understood. */
  readonly isComplete: boolean;
  /** Whether nothing in it, its servers aside, was refused; then a default really holds. */
  readonly isValid: boolean;
  readonly extra: readonly Setting<readonly string[]>[];
}

/** Options of a bind line that are properties by their own names (`haproxy/facts/bind-options.ts`). */
export type BindOptions = {
  readonly [Name in BindProperty]?: Setting<boolean | number | string | Time> | undefined;
};

/** What clients connect to. */
export interface Bind extends BindOptions {
  readonly place: NodeRef;
  readonly endpoint: Setting<ListenEndpoint>;
  /** Where it is; everywhere where none is named. */
  readonly site?: Setting<string> | undefined;
  readonly extra: readonly Setting<readonly string[]>[];
}

/** What clients connect to in a section of its own, whose name logs and statistics show. */
export interface Frontend {
  readonly place: NodeRef;
  readonly name: Setting<string>;
  readonly binds: readonly Bind[];
  readonly maxconn: Setting<number> | undefined;
  /** Timeouts of its own. */
  readonly timeouts: Timeouts;
  readonly extra: readonly Setting<readonly string[]>[];
}

/** Whether a server takes clients. */
export type State = 'ready' | 'drain' | 'maint';

/** Options of a server line that are properties by their own names (`haproxy/facts/server-options.ts`). */
export interface ServerOptions {
  readonly weight?: Setting<number> | undefined;
  readonly backup?: Setting<boolean> | undefined;
  readonly maxconn?: Setting<number> | undefined;
  readonly slowstart?: Setting<Time> | undefined;
  readonly 'on-marked-down'?: Setting<string> | undefined;
  readonly 'init-addr'?: Setting<string> | undefined;
  readonly resolvers?: Setting<string> | undefined;
  readonly track?: Setting<string> | undefined;
  readonly 'send-proxy'?: Setting<boolean | 'v2'> | undefined;
}

/** The settings of a server in one place; layers are merged, and the nearest wins. */
export interface ServerFacts extends ServerOptions {
  readonly address?: Setting<ServerAddress> | undefined;
  readonly port?: Setting<number> | undefined;
  readonly site?: Setting<string> | undefined;
  readonly id?: Setting<number> | undefined;
  readonly certname?: Setting<string> | undefined;
  readonly agentCheck?: AgentCheck | undefined;
  readonly extra?: readonly Setting<readonly string[]>[] | undefined;
  readonly state?: Setting<State> | undefined;
  readonly reason?: Setting<string> | undefined;
  readonly until?: Setting<string> | undefined;
  readonly check?: Partial<Pick<Check, 'kind' | 'port'>> & CheckTimes;
  /** False where something in the layer was refused. */
  readonly isValid: boolean;
}

/** An IP address, or a host name that HAProxy resolves. */
export type ServerAddress = Address | { readonly hostName: string };

/** A server of a pool with everything that holds for it. */
export interface Server extends Omit<ServerFacts, 'port' | 'check'> {
  /** Its name where it is written out, else the key of its host. */
  readonly place: NodeRef;
  /** Its entry in the pool's servers. */
  readonly entry: NodeRef;
  readonly name: Setting<string> | undefined;
  readonly port: Setting<number>;
  readonly check: Check;
  /** The check settings of its own entry, or of its host. */
  readonly ownCheck: NonNullable<ServerFacts['check']>;
}
