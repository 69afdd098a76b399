import { inventoryOf, probeOne } from './inventory.ts';

/** Where the stubs of a test are. */
export const io = '127.0.0.83';

/** Times that leave a busy machine room, and a test short. */
export const haproxy: object = { timeouts: { connect: '600ms', check: '800ms' } };

/** The one server of a pool. */
export const server: object = { name: 'server', address: io };

/** Asks one server by a check; RESULT: DETAIL. */
export async function ask(check: object, more: object = {}): Promise<string> {
  const servers = [{ ...server, ...more }];
  const pools = [{ name: 'pool', bind: '127.0.80.1:8140', check, servers }];
  const { result, detail } = await probeOne(inventoryOf({ haproxy, pools }));
  return `${result}: ${detail}`;
}

/** Asks a port as the check of kind node does. */
export async function askNode(port: number | Promise<number>): Promise<string> {
  return ask({ kind: 'node', port: await port });
}

/** Asks a port as the check of kind puppet does. */
export async function askPuppet(
  port: Promise<number>,
  caFile: string,
  certname?: string,
): Promise<string> {
  const check = { kind: 'puppet', port: await port, 'ca-file': caFile };
  return ask(check, certname === undefined ? {} : { certname });
}
