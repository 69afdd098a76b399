import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { wait } from '../probe/stubs.ts';
import { start } from './processes.ts';

/** Keeps every processor busy, and Puppet Server with agents and questions; returns what does. */
export function burden(
  vip: string,
  agent: readonly string[],
  log: string,
): Promise<ChildProcess[]> {
  const ask = `curl -qsk --user-agent load 'https://${vip}:8140/status/v1/services?level=debug'`;
  const loops = [
    ...Array.from({ length: availableParallelism() }, () => 'while :; do :; done'),
    ...Array.from({ length: 2 }, () => `while :; do ${ask} >/dev/null; done`),
    `while :; do ${agent.join(' ')}; done`,
  ];
  return Promise.all(loops.map((loop) => start(['sh', '-c', loop], log)));
}

/** How connections of an address that nobody knows ended. */
export interface Flood {
  readonly refused: number;
  readonly bytes: number;
}

/** Opens connections from an address, as fast as they are taken. */
export async function flood(
  from: string,
  host: string,
  port: number,
  count: number,
): Promise<Flood> {
  let refused = 0;
  let bytes = 0;
  const ends = Array.from({ length: count }, async () => {
    const socket = connect({ host, port, localAddress: from });
    socket.on('error', () => {
      refused += 1;
    });
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    socket.on('end', () => {
      refused += 1;
    });
    await Promise.race([once(socket, 'close').catch(() => undefined), wait(10_000)]);
    socket.destroy();
  });
  await Promise.all(ends);
  return { refused, bytes };
}
