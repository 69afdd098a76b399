import type { ChildProcess } from 'node:child_process';
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

/** How connections of an address that nobody knows ended: closed without a byte, or not. */
export interface Flood {
  readonly refused: number;
  readonly bytes: number;
}

/** Opens a thousand connections from an address, spread over a second. */
export async function flood(from: string, host: string, port: number): Promise<Flood> {
  const all: Promise<number>[] = [];
  for (let count = 0; count < 40; count += 1) {
    for (let each = 0; each < 25; each += 1) all.push(open(from, host, port));
    await wait(25);
  }
  const bytes = await Promise.all(all);
  return { refused: bytes.length, bytes: bytes.reduce((sum, count) => sum + count, 0) };
}

/** Opens a connection; how many bytes it got before the other side closed it. */
async function open(from: string, host: string, port: number): Promise<number> {
  const socket = connect({ host, port, localAddress: from });
  let bytes = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
  });
  await new Promise((resolve) => {
    socket.once('error', resolve);
    socket.once('close', resolve);
  });
  return bytes;
}
