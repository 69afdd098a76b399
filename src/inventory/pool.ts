import { schemaCodes } from '../findings/schema-codes.ts';
import { valueCodes } from '../findings/value-codes.ts';
import type { HashType } from '../haproxy/model/hash-type.ts';
import { readBinds } from './bind.ts';
import { mergeChecks, readCheck } from './check.ts';
import type { CheckFacts } from './check-kinds.ts';
import { poolDefaults } from './defaults.ts';
import { ownedInPool } from './extra-conflicts.ts';
import { readFrontends } from './frontends.ts';
import { readTimeouts } from './haproxy.ts';
import type { Hosts } from './hosts.ts';
import type { MappingReader } from './mapping-reader.ts';
import type { Haproxy, OtherSites, Pool, ProxyDefaults, ServerFacts } from './model.ts';
import { below, builtin, type Setting } from './place.ts';
import { readProxyDefaults, readProxyWords } from './proxy-words.ts';
import { type Role, roles } from './roles.ts';
import { readOptions } from './server-facts.ts';
import { readServers } from './servers.ts';
import { type Balance, parseBalance } from './values/balance.ts';
import { parseHashType } from './values/hash-type.ts';
import { parseName } from './values/name.ts';
import { parseExtra, parseLine } from './values/options.ts';

/** What every pool starts from. */
export interface PoolDefaults extends ProxyDefaults {
  readonly balance: Setting<Balance> | undefined;
  readonly hashType: Setting<HashType> | undefined;
  readonly check: CheckFacts;
  readonly server: ServerFacts;
  readonly isValid: boolean;
}

/** Reads `defaults`. */
export function readDefaults(defaults: MappingReader, haproxy: Haproxy): PoolDefaults {
  const server = readOptions(defaults.inside('default-server'));
  const read = {
    ...readAlgorithm(defaults),
    ...readProxyDefaults(defaults, haproxy),
    check: readCheck(defaults),
    server,
  };
  return {
    ...read,
    isValid: defaults.isValid && server.isValid && isCheckWhole(defaults),
  };
}

function isCheckWhole(owner: MappingReader): boolean {
  const check = owner.inside('check');
  return check.isValid && check.inside('agent').isValid && check.inside('headers').isValid;
}

function readAlgorithm(owner: MappingReader): Pick<PoolDefaults, 'balance' | 'hashType'> {
  return {
    balance: owner.parsed('balance', valueCodes.balance, parseBalance),
    hashType: owner.parsed('hash-type', valueCodes.hashType, parseHashType),
  };
}

function readOtherSites(pool: MappingReader): Pool['otherSites'] {
  const said = pool.word<OtherSites>('other-sites');
  if (said === undefined || pool.context.sites.size > 0) return said;
  const help = 'remove the line, or add "sites"';
  pool.report(below(pool.place, 'other-sites'), valueCodes.site, '"other-sites" needs "sites"', {
    help,
  });
  return undefined;
}

/** In place of a required port that is missing. */
const noPort = 0;

/** Reads one pool. */
export function readPool(pool: MappingReader, defaults: PoolDefaults, hosts: Hosts): Pool {
  const role = pool.word<Role>('role') ?? poolDefaults.role;
  const ownCheck = readCheck(pool);
  const check = mergeChecks(role.value, defaults.check, ownCheck);
  const own = readOptions(pool.inside('default-server'));
  const layers = [defaults.server, own];
  const port = pool.number('port') ?? builtin(roles[role.value].port ?? noPort);
  const { servers, isComplete } = readServers(pool, { port, check, layers, hosts });
  if (!pool.has('port') && servers.some((server) => server.port.value === noPort)) {
    const message = `role "${role.value}" has no default port`;
    const help = 'write port: PORT in the pool';
    pool.report(pool.place, schemaCodes.missingProperty, message, { help }, 'key');
  }
  const { balance, hashType } = readAlgorithm(pool);
  const frontends = readFrontends(pool);
  const { set, unset } = readTimeouts(pool.inside('timeouts'));
  const read = {
    place: pool.place,
    name: pool.parsed('name', valueCodes.name, parseName),
    description: pool.parsed('description', valueCodes.text, parseLine),
    role,
    frontends,
    binds: frontends.length > 0 ? frontends.flatMap(({ binds }) => binds) : readBinds(pool),
    balance: balance ?? defaults.balance ?? poolDefaults.balance,
    hashType: hashType ?? defaults.hashType ?? poolDefaults.hashType,
    ...readProxyWords(pool),
    timeouts: set,
    unset,
    check,
    ownCheck,
    otherSites: readOtherSites(pool),
    servers,
    isComplete,
    extra: pool.parsedItems('extra', valueCodes.extra, (text) => parseExtra(text, ownedInPool)),
  };
  const isValid = pool.isValid && own.isValid && isCheckWhole(pool) && defaults.isValid;
  return { ...read, isValid };
}
