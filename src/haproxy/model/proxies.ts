import type { FileLine, FileSection } from '../syntax/configuration.ts';
import type { ListenAddress, ServerPoint } from './address.ts';
import type { HashType } from './hash-type.ts';

/** A configuration as HAProxy understands it: defaults resolved, the last of two equal settings kept. */
export interface Proxies {
  /** The lines of all global sections. */
  readonly global: readonly FileLine[];
  readonly proxies: readonly ProxySection[];
  /** Sections that are neither global, nor defaults, nor a proxy. */
  readonly others: readonly FileSection[];
}

/** A directive that holds in a proxy. */
export interface Directive {
  /** What is replaced by a later directive of the same key; undefined for one that adds to others. */
  readonly key: string | undefined;
  /** Its words up to the first empty one. */
  readonly words: readonly string[];
  readonly line: FileLine;
  /** Whether it comes from a defaults section. */
  readonly isInherited: boolean;
}

/** An effective value, and its line; none where it is HAProxy's own default. */
export interface Effective<T> {
  readonly value: T;
  readonly directive: Directive | undefined;
}

/** A listen, frontend or backend section with everything that holds in it. */
export interface ProxySection {
  readonly kind: 'listen' | 'frontend' | 'backend';
  readonly name: string;
  readonly section: FileSection;
  /** The defaults section that it starts from. */
  readonly defaults: FileSection | undefined;
  /** In HAProxy's word; `tcp` where none is written. */
  readonly mode: Effective<string>;
  /** Words of the algorithm; `roundrobin` where none is written, which is so up to HAProxy 3.2. */
  readonly balance: Effective<readonly string[]>;
  /** How a hash of the client is mapped; only written where the algorithm needs none. */
  readonly hashType: Effective<HashType> | undefined;
  /** In milliseconds, by the names of the timeouts; a text where HAProxy reads no time in it. */
  readonly timeouts: ReadonlyMap<string, Effective<number | string>>;
  /** What checks ask; undefined where they only connect. */
  readonly check: Effective<ProxyCheck> | undefined;
  readonly binds: readonly ProxyBind[];
  readonly servers: readonly ProxyServer[];
  /** Everything else that holds, in the order of the file; what it does not know is among it. */
  readonly directives: readonly Directive[];
}

/** A check by `option httpchk`. */
export interface HttpCheck {
  readonly kind: 'http';
  readonly method: string;
  readonly uri: string;
  readonly version: string;
  /** Values are log formats. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Further http-check rules, in order. */
  readonly rules: readonly Words[];
}

/** What a check sends: an HTTP request, or an option such as tcp-check or pgsql-check with its rules. */
export type ProxyCheck =
  | HttpCheck
  | { readonly kind: 'other'; readonly words: readonly string[]; readonly rules: readonly Words[] };

/** A line, as its words. */
export type Words = Pick<Directive, 'words'>;

/** A bind line. */
export interface ProxyBind {
  readonly addresses: readonly ListenAddress[];
  /** The options by their names; a bare word is `true`. */
  readonly options: ReadonlyMap<string, string | true>;
  /** Words that are no option known here, and everything behind the first of them. */
  readonly unknown: readonly string[];
  /** The one that it takes connections of; undefined for all. */
  readonly interface: string | undefined;
  /** Whether a socket of every IPv6 address leaves IPv4 to others. */
  readonly isV6Only: boolean;
  /** Whether a PROXY protocol header names the client. */
  readonly isProxied: boolean;
  readonly line: FileLine;
}

/** A value of a server option: nothing for a bare word, a number, or words. */
export type OptionValue = true | number | readonly string[];

/** An effective server option, and its line. */
export interface ServerOption {
  readonly value: OptionValue;
  readonly line: FileLine;
  /** Whether it comes from default-server. */
  readonly isInherited: boolean;
}

/** A server with everything that holds for it. */
export interface ProxyServer {
  readonly name: string;
  /** The number by which HAProxy knows it: written, or the next free one in the order of the servers. */
  readonly id: number;
  readonly point: ServerPoint;
  /** 1 where none is written. */
  readonly weight: number;
  readonly isChecked: boolean;
  /** The port that is checked where it is another one than that of the server. */
  readonly checkPort: number | undefined;
  readonly isBackup: boolean;
  /** Whether it is out of service until it is enabled. */
  readonly isDisabled: boolean;
  /** All options that hold, by HAProxy's names; times are milliseconds. */
  readonly options: ReadonlyMap<string, ServerOption>;
  /** Words that are no option known here, and everything behind the first of them. */
  readonly unknown: readonly string[];
  readonly line: FileLine;
}
