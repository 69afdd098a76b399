import { valueCodes } from '../findings/value-codes.ts';
import {
  serverOptionNames,
  serverOptions,
  serverOptionsWith,
} from '../haproxy/facts/server-options.ts';
import { findUnknownOption } from '../haproxy/model/server-option.ts';
import { quote } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import { isError, type Result } from '../text/result.ts';
import { present, readServerCheck } from './check.ts';
import type { AgentCheck } from './check-kinds.ts';
import { ownedInServer } from './extra-conflicts.ts';
import type { MappingReader } from './mapping-reader.ts';
import type { ServerAddress, ServerFacts, ServerOptions, State } from './model.ts';
import type { Setting } from './place.ts';
import { parseSite } from './sites.ts';
import { parseAddress, parseUnicast } from './values/address.ts';
import { parseDate } from './values/date.ts';
import { looksLikeHostName, parseHostName } from './values/host-name.ts';
import { parseName } from './values/name.ts';
import { parseExtra, parseInitAddr, parseLine, parseTrack } from './values/options.ts';
import { parseTime } from './values/time.ts';

/** The options that every layer has by their own names. */
export const layeredOptions = serverOptionsWith(
  ({ property, isServerOnly }) => property === 'own' && isServerOnly !== true,
) as readonly (keyof ServerOptions)[];

/** Reads the options of a layer: `default-server`, a host, a server. */
export function readOptions(from: MappingReader): ServerFacts {
  const options: { [name: string]: Setting<unknown> } = {};
  for (const name of layeredOptions) {
    const setting = readOption(from, name);
    if (setting !== undefined) options[name] = setting;
  }
  const extra = from.parsedItems('extra', valueCodes.extra, (text) => parseServerExtra(text));
  return {
    ...(options as ServerOptions),
    ...present('agentCheck', readAgentCheck(from)),
    ...(extra.length > 0 ? { extra } : {}),
    isValid: from.isValid && from.inside('agent-check').isValid,
  };
}

/** Options whose text is not checked by the schema alone. */
const parsers: { readonly [Name in keyof ServerOptions]?: (text: string) => Result<string> } = {
  'init-addr': parseInitAddr,
  resolvers: parseName,
  track: parseTrack,
};

function readOption(from: MappingReader, name: keyof ServerOptions): Setting<unknown> | undefined {
  const parse = parsers[name];
  if (parse !== undefined) return from.parsed(name, valueCodes.initAddr, parse);
  const takes = serverOptions.get(name)?.takes;
  if (takes === 'time') return from.parsed(name, valueCodes.time, parseTime);
  return takes === 'number' ? from.number(name) : (from.boolean(name) ?? from.text(name));
}

/** Reads extra words of a server line; HAProxy must know each of them. */
function parseServerExtra(text: string): Result<readonly string[]> {
  const words = parseExtra(text, ownedInServer);
  if (isError(words)) return words;
  const unknown = findUnknownOption(words.value);
  if (unknown === undefined || serverOptionNames.includes(unknown)) return words;
  const near = nearest(unknown, serverOptionNames);
  const help = near === undefined ? 'remove it' : `did you mean "${near}"?`;
  return { message: `${quote(unknown)} is not an HAProxy server option`, help };
}

function readAgentCheck(from: MappingReader): AgentCheck | undefined {
  const agent = from.inside('agent-check');
  const port = agent.number('port');
  if (port === undefined) return undefined;
  return {
    place: agent.place,
    port,
    inter: agent.parsed('inter', valueCodes.time, parseTime),
    addr: agent.parsed('addr', valueCodes.address, parseAddress),
    send: agent.parsed('send', valueCodes.text, parseLine),
  };
}

/** Reads the settings of a host or a server; address, id and certname only where they contain no range. */
export function readFacts(from: MappingReader): ServerFacts {
  const check = readServerCheck(from);
  const facts = {
    ...readOptions(from),
    ...present('address', from.parsed('address', valueCodes.address, parseServerAddress)),
    ...present('port', from.number('port')),
    ...present(
      'site',
      from.parsed('site', valueCodes.site, (name) => parseSite(name, from)),
    ),
    ...present('id', from.number('id')),
    ...present('certname', from.parsed('certname', valueCodes.certname, parseCertname)),
    ...present('state', from.word<State>('state')),
    ...present('reason', from.parsed('reason', valueCodes.text, parseLine)),
    ...present('until', from.parsed('until', valueCodes.date, parseDate)),
    ...(Object.keys(check).length > 0 ? { check } : {}),
  };
  return { ...facts, isValid: facts.isValid && from.isValid && from.inside('check').isValid };
}

/**
 * Merges layers, nearest last; checks are merged key by key, extra words are all kept. Where a layer says
 * "ready", why and until when a lower one is out does not hold.
 */
export function mergeFacts(layers: readonly ServerFacts[]): ServerFacts {
  const extra = layers.flatMap((layer) => layer.extra ?? []);
  const checks = layers.flatMap((layer) => layer.check ?? []);
  const ready = layers.findLastIndex(({ state }) => state?.value === 'ready');
  const said = layers.map((layer, index) =>
    index < ready ? { ...layer, reason: undefined, until: undefined } : layer,
  );
  return {
    ...Object.assign({}, ...said),
    ...(checks.length > 0 ? { check: Object.assign({}, ...checks) } : {}),
    ...(extra.length > 0 ? { extra } : {}),
    isValid: layers.every(({ isValid }) => isValid),
  };
}

/** Reads the address of a server: one that a connection can go to, or a host name. */
export function parseServerAddress(text: string): Result<ServerAddress> {
  const address = parseAddress(text);
  if (isError(address)) {
    const digits = text.replaceAll(/[Oo]/g, '0').replaceAll(/[lI]/g, '1');
    if (digits !== text && !isError(parseAddress(digits))) {
      return {
        message: `${quote(text)} contains a letter among the digits`,
        help: `write ${digits}`,
      };
    }
    if (!looksLikeHostName(text)) return address;
    const host = parseHostName(text);
    return isError(host) ? host : { value: { hostName: host.value } };
  }
  return parseUnicast(text);
}

/** Reads a certname as Puppet makes them. */
export function parseCertname(text: string): Result<string> {
  if (/^[a-z0-9_][a-z0-9_-]*(\.[a-z0-9_-]+)*$/.test(text)) return { value: text };
  const lower = text.toLowerCase();
  const message = `${quote(text)} is not a certname`;
  const isLower = lower !== text && !isError(parseCertname(lower));
  return isLower
    ? { message, help: `write ${lower}`, instead: lower }
    : { message, help: 'use lower-case letters, digits, "_", "." and "-"' };
}
