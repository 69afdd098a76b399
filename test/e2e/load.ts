import type { ChildProcess } from 'node:child_process';
import { connect, type Socket } from 'node:net';
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
  /** How many were closed by the other side; the rest was not even taken within some seconds. */
  readonly refused: number;
  readonly bytes: number;
}

/** Opens a thousand connections from an address, spread over a second. */
export async function flood(from: string, host: string, port: number): Promise<Flood> {
  const sockets: Socket[] = [];
  const seen = { refused: 0, bytes: 0 };
  while (sockets.length < 1000) {
    for (let each = 0; each < 25; each += 1)
      sockets.push(connect({ host, port, localAddress: from }));
    for (const socket of sockets.slice(-25)) {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        seen.bytes += chunk.length;
      });
      socket.on('close', () => {
        seen.refused += 1;
      });
    }
    await wait(25);
  }
  for (let tries = 0; tries < 100 && seen.refused < sockets.length; tries += 1) await wait(50);
  const ended = { ...seen };
  for (const socket of sockets) socket.destroy();
  return ended;
}
