import { valueCodes } from '../findings/value-codes.ts';
import type { HashType } from '../haproxy/model/hash-type.ts';
import { quote } from '../text/characters.ts';
import { isError, type Result } from '../text/result.ts';
import { isMapping } from '../yaml/document.ts';
import { mergeChecks, readCheck } from './check.ts';
import type { CheckFacts } from './check-kinds.ts';
import { poolDefaults } from './defaults.ts';
import { ownedInPool } from './extra-conflicts.ts';
import { readTimeouts } from './haproxy.ts';
import type { Hosts } from './hosts.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Bind, Pool, ServerFacts } from './model.ts';
import { below, type Setting } from './place.ts';
import type { Role } from './roles.ts';
import { readOptions } from './server-facts.ts';
import { readServers } from './servers.ts';
import { type Balance, parseBalance } from './values/balance.ts';
import { parseEndpoint } from './values/endpoint.ts';
import { parseHashType } from './values/hash-type.ts';
import { parseName } from './values/name.ts';
import { parseExtra, parseLine } from './values/options.ts';

/** What every pool starts from. */
export interface PoolDefaults {
  readonly balance: Setting<Balance> | undefined;
  readonly hashType: Setting<HashType> | undefined;
  readonly check: CheckFacts;
  readonly server: ServerFacts;
  readonly isValid: boolean;
}

/** Reads `defaults`. */
export function readDefaults(defaults: MappingReader): PoolDefaults {
  const server = readOptions(defaults.inside('default-server'));
  const read = { ...readAlgorithm(defaults), check: readCheck(defaults), server };
  return {
    ...read,
    isValid: defaults.isValid && server.isValid && isCheckWhole(defaults),
  };
}

function isCheckWhole(owner: MappingReader): boolean {
  const check = owner.inside('check');
  return check.isValid && check.inside('agent').isValid;
}

function readAlgorithm(owner: MappingReader): Pick<PoolDefaults, 'balance' | 'hashType'> {
  return {
    balance: owner.parsed('balance', valueCodes.balance, parseBalance),
    hashType: owner.parsed('hash-type', valueCodes.hashType, parseHashType),
  };
}

/** Reads one pool. */
export function readPool(pool: MappingReader, defaults: PoolDefaults, hosts: Hosts): Pool {
  const role = pool.word<Role>('role') ?? poolDefaults.role;
  const ownCheck = readCheck(pool);
  const check = mergeChecks(role.value, [defaults.check, ownCheck]);
  const own = readOptions(pool.inside('default-server'));
  const layers = [defaults.server, own];
  const { servers, isComplete } = readServers(pool, { role: role.value, check, layers, hosts });
  const { balance, hashType } = readAlgorithm(pool);
  const read = {
    place: pool.place,
    name: pool.parsed('name', valueCodes.name, parseName),
    description: pool.parsed('description', valueCodes.text, parseLine),
    role,
    binds: readBinds(pool),
    balance: balance ?? defaults.balance ?? poolDefaults.balance,
    hashType: hashType ?? defaults.hashType ?? poolDefaults.hashType,
    timeouts: readTimeouts(pool.inside('timeouts')),
    check,
    ownCheck,
    servers,
    isComplete,
    extra: pool.parsedItems('extra', valueCodes.extra, (text) => parseExtra(text, ownedInPool)),
  };
  const isValid = pool.isValid && own.isValid && isCheckWhole(pool) && defaults.isValid;
  return { ...read, isValid };
}

function readBinds(pool: MappingReader): Bind[] {
  const { bind } = pool.values;
  const place = below(pool.place, 'bind');
  if (!Array.isArray(bind)) return readBind(pool, 'bind');
  const items = new MappingReader(place, Object.assign(Object.create(null), bind), pool.context);
  return bind.flatMap((_, index) => readBind(items, index));
}

function readBind(owner: MappingReader, key: string | number): Bind[] {
  const value = owner.values[key];
  const place = below(owner.place, key);
  if (typeof value === 'string') {
    const endpoint = owner.check(place, valueCodes.bind, parseEndpoint(value));
    return endpoint === undefined
      ? []
      : [{ place, endpoint, transparent: undefined, interface: undefined }];
  }
  if (!isMapping(value)) return [];
  const options = new MappingReader(place, value, owner.context);
  const endpoint = options.parsed('address', valueCodes.bind, parseEndpoint);
  const transparent = options.boolean('transparent');
  const networkInterface = options.parsed('interface', valueCodes.bind, parseInterface);
  return endpoint === undefined
    ? []
    : [{ place, endpoint, transparent, interface: networkInterface }];
}

function parseInterface(text: string): Result<string> {
  const line = parseLine(text);
  if (isError(line)) return line;
  if (/^[A-Za-z0-9_.@-]{1,15}$/.test(text)) return { value: text };
  return { message: `${quote(text)} is not the name of a network interface` };
}
