import type { Random } from '../fuzz/random.ts';
import {
  addressOf,
  type Backend,
  type MovingPool,
  type MovingServer,
  ownBind,
  type PoolPorts,
  portsAt,
} from './pools.ts';

/** The same pools as another hand may have written them: no word of an inventory in it. */
export function writeByHand(
  pools: readonly MovingPool[],
  ports: readonly PoolPorts[],
  backends: readonly Backend[],
  random: Random,
): string {
  const sections = pools.map((pool, at) =>
    section(`pool${at}`, pool, portsAt(ports, at), backends, random),
  );
  return `global
  stats socket /SOCKET level admin
  hard-stop-after 1s
defaults
  mode tcp
  balance source
  timeout connect 5s
  timeout client 5000
  timeout server "5s"
${sections.join('\n')}
`;
}

function section(
  name: string,
  pool: MovingPool,
  ports: PoolPorts,
  backends: readonly Backend[],
  random: Random,
): string {
  const binds = [
    `  bind ${pool.isDual ? `:::${ports.own} v4v6` : ownBind(pool, ports)}`,
    `  bind 127.0.0.1:${ports.proxied} accept-proxy # from the firewall`,
  ];
  const isUsual = pool.hashType === 'map-based' && random.once(2);
  const usual = random.pick(pool.servers.map(({ weight }) => weight));
  const hasDefault = random.once(2);
  const isOutByDefault = hasDefault && random.once(3);
  const own = [
    ...(isUsual ? [] : [`  hash-type ${pool.hashType}`]),
    ...(random.once(2) ? ['  balance source'] : []),
    ...(pool.usesAllBackups ? ['  option allbackups'] : []),
    ...(hasDefault ? [`  default-server weight ${usual}${isOutByDefault ? ' disabled' : ''}`] : []),
    ...pool.servers.map(
      (server) =>
        `  server ${server.name} "${addressAt(backends, server)}" ${words(server, {
          weight: hasDefault ? usual : 1,
          isOut: isOutByDefault,
        })}`,
    ),
  ];
  if (random.once(2)) return [`listen ${name}`, ...binds, ...own].join('\n');
  return [
    `frontend ${name}`,
    ...binds,
    `  default_backend ${name}-masters`,
    `backend ${name}-masters`,
    ...own,
  ].join('\n');
}

function addressAt(backends: readonly Backend[], { backend }: MovingServer): string {
  const found = backends[backend];
  return found === undefined ? '' : addressOf(found);
}

/** What is other than the defaults of the section, in no good order. */
function words(
  { id, hashKey, weight, isBackup, isOut }: MovingServer,
  usual: { readonly weight: number; readonly isOut: boolean },
): string {
  return [
    isBackup ? 'backup' : '',
    hashKey === undefined ? '' : `hash-key ${hashKey}`,
    isOut === usual.isOut ? '' : isOut ? 'disabled' : 'enabled',
    weight === usual.weight ? '' : `weight ${weight}`,
    id === undefined ? '' : `id ${id}`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}
