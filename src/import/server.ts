import { serverOptions, serverOptionsWith } from '../haproxy/facts/server-options.ts';
import { readableWords } from '../haproxy/model/directive.ts';
import type { ProxyServer, ServerOption } from '../haproxy/model/proxies.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';
import { writeWord } from '../haproxy/syntax/words.ts';
import { type CheckKind, checkKinds } from '../inventory/check-kinds.ts';
import { parseAddress } from '../inventory/values/address.ts';
import { parseLine } from '../inventory/values/options.ts';
import { isError } from '../text/result.ts';
import { otherCheck, type WrittenCheck, writtenCheck, writtenOption } from './check-times.ts';
import { type CommentBook, readable } from './comments.ts';
import {
  list,
  map,
  number,
  text,
  truth,
  type YamlComments,
  type YamlEntry,
  type YamlValue,
} from './yaml-text.ts';

/** What holds for all servers of a pool. */
export interface CommonServer {
  /** The port of the pool or its role. */
  readonly port: string;
  readonly clientPort: string | undefined;
  readonly kind: CheckKind;
  /** Whether the name in a certificate is the certname of its server. */
  readonly isNamed: boolean;
  readonly check: WrittenCheck;
  /** Names of the options that are in default-server. */
  readonly shared: ReadonlySet<string>;
}

/** The host and the port of an address as it is written. */
export function splitPoint(written: string): { host: string; port: string | undefined } {
  const [, before = written, port] = /^([\s\S]*):([^:\]]*)$/.exec(written) ?? [];
  const bare = /^\[([^\]]*:[^\]]*)\]$/.exec(before)?.[1];
  return { host: bare ?? before, port: port === '' ? undefined : port };
}

/** A server as an entry of a pool's servers. */
export function serverEntries(server: ProxyServer, common: CommonServer): YamlEntry[] {
  const { host, port = common.clientPort } = splitPoint(server.point.text);
  const certname = common.isNamed ? writtenOption(server, 'verifyhost') : undefined;
  const address = parseAddress(host);
  const reason = reasonOf(server);
  return [
    { key: 'name', value: text(server.name) },
    { key: 'address', value: text(isError(address) ? host : address.value.text) },
    ...(port === undefined || port === common.port ? [] : [{ key: 'port', value: number(port) }]),
    ...(certname === undefined ? [] : [{ key: 'certname', value: text(certname) }]),
    ...optionEntries(server, common, (name) => !common.shared.has(name)),
    ...checkEntries(server, common),
    ...(server.isDisabled ? [{ key: 'state', value: text('maint') }] : []),
    ...(reason === undefined ? [] : [{ key: 'reason', value: text(reason) }]),
  ];
}

/** The comment after a server that is out of rotation is its reason. */
function reasonOf({ isDisabled, line }: ProxyServer): string | undefined {
  const comment = readable(line.comment ?? '');
  return isDisabled && comment !== '' && !isError(parseLine(comment)) ? comment : undefined;
}

/** The comments of a server that are no property of it. */
export function serverComments(server: ProxyServer, comments: CommentBook): YamlComments {
  const around = comments.around(server.line);
  return reasonOf(server) === undefined ? around : { ...around, behind: undefined };
}

function checkEntries(server: ProxyServer, { kind, check }: CommonServer): YamlEntry[] {
  if (!checkKinds[kind].isChecked || server.options.has('track')) return [];
  if (!server.isChecked) return [{ key: 'check', value: text('none') }];
  const other = otherCheck(writtenCheck(server), check);
  if (other.length === 0) return [];
  const entries = other.map(([key, value]) => ({ key, value: number(value) }));
  return [{ key: 'check', value: map(entries, true) }];
}

/** The options that are properties by their own names, in the order in which they are written. */
const ownOptions = serverOptionsWith(
  ({ property }, name) => property === 'own' && name !== 'send-proxy',
);

/** The wanted options of a server, each under its property. */
export function optionEntries(
  server: ProxyServer,
  { isNamed }: CommonServer,
  isWanted: (name: string) => boolean,
): YamlEntry[] {
  const isMeant = (name: string) => isWanted(name) && !(name === 'verifyhost' && isNamed);
  const has = (name: string) => isMeant(name) && server.options.has(name);
  // The id of a server identifies it, so it comes first.
  const names = ['id', ...ownOptions.filter((name) => name !== 'id')];
  const entries = names.flatMap((name) => (has(name) ? optionEntry(server, name) : []));
  const isV2 = has('send-proxy-v2');
  if (isV2 || has('send-proxy'))
    entries.push({ key: 'send-proxy', value: isV2 ? text('v2') : truth(true) });
  if (has('agent-check')) entries.push({ key: 'agent-check', value: agentCheck(server) });
  const extra = extraWords(server, isMeant);
  if (extra.length > 0) entries.push({ key: 'extra', value: list(extra) });
  return entries;
}

function optionEntry(server: ProxyServer, name: string, key: string = name): YamlEntry[] {
  const takes = serverOptions.get(name)?.takes;
  if (takes === 'nothing') return [{ key, value: truth(true) }];
  const value = writtenOption(server, name);
  return value === undefined
    ? []
    : [{ key, value: takes === 'text' ? text(value) : number(value) }];
}

function agentCheck(server: ProxyServer): YamlValue {
  const send = writtenOption(server, 'agent-send')?.replace(/\n$/, '');
  return map(
    [
      ...optionEntry(server, 'agent-port', 'port'),
      ...optionEntry(server, 'agent-inter', 'inter'),
      ...optionEntry(server, 'agent-addr', 'addr'),
      ...(send === undefined ? [] : [{ key: 'send', value: text(send) }]),
    ],
    true,
  );
}

/** Options without a property, and words that are no option known here. */
function extraWords(server: ProxyServer, isMeant: (name: string) => boolean): string[] {
  const isTls = server.options.has('ssl') && !server.options.has('check-ssl');
  const propertyOf = (name: string) => serverOptions.get(name)?.property;
  const isOfTls = (name: string) => name === 'ssl' || propertyOf(name) === 'pool-check';
  const meant = [...server.options].filter(([name]) => isMeant(name));
  const others = meant.filter(
    ([name]) => propertyOf(name) === undefined && !(isTls && isOfTls(name)),
  );
  const written = ([name, option]: readonly [string, ServerOption]) => [
    name,
    ...optionWords(server, name, option),
  ];
  const tls = isTls ? meant.filter(([name]) => isOfTls(name)).flatMap(written) : [];
  const words = [...(tls.length === 0 ? [] : [tls]), ...others.map(written)];
  const unknown = isMeant('') && server.unknown.length > 0 ? [server.unknown] : [];
  return [...words, ...unknown].map((line) =>
    line
      .filter((word) => word !== '')
      .map(writeSafely)
      .join(' '),
  );
}

function optionWords(
  server: ProxyServer,
  name: string,
  { value }: ServerOption,
): readonly string[] {
  if (value === true) return [];
  return typeof value === 'number' ? [writtenOption(server, name) ?? ''] : value;
}

/** A word as it goes into "extra"; lint reports what HAProxy cannot read back. */
export function writeSafely(word: string): string {
  try {
    return writeWord(word);
  } catch {
    return word;
  }
}

/** The words of a line as they go into "extra". */
export function wordsText(line: FileLine): string {
  return readableWords(line).map(writeSafely).join(' ');
}
