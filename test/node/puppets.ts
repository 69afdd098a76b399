import type { TlsOptions } from 'node:tls';
import { answer, type Behaviour, close, hang, readRequest, tlsStub, wait } from '../probe/stubs.ts';

/** An answer over HTTP, whole. */
export function http(code: string, body: string): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${code}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}

/** Answers every request that asks for a path, and 404 to others. */
export function puppet(path: string, body: string): Behaviour {
  return async (socket) => {
    const request = await readRequest(socket);
    const isAsked = request.startsWith(`GET ${path} HTTP/1.1\r\n`);
    socket.end(isAsked ? http('200 OK', body) : http('404 Not Found', 'Not Found'));
  };
}

const drip: Behaviour = async (socket) => {
  await readRequest(socket);
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
  while (!socket.destroyed) {
    socket.write('running ');
    await wait(50);
  }
};

const gigabyte: Behaviour = async (socket) => {
  await readRequest(socket);
  socket.write('HTTP/1.1 200 OK\r\n\r\n');
  const part = Buffer.alloc(1 << 20, 'running\n200/0\n');
  for (let count = 0; count < 1024 && !socket.destroyed; count += 1) {
    if (!socket.write(part)) {
      await Promise.race([
        new Promise((resolve) => socket.once('drain', resolve)),
        new Promise((resolve) => socket.once('close', resolve)),
      ]);
    }
  }
  socket.end();
};

const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251));

/** Puppet Servers that do not work, and what the script says of each. */
export const broken: readonly (readonly [string, Behaviour, RegExp])[] = [
  ['hangs', hang, /^it did not answer within [0-9.]+ s$/],
  ['drips', drip, /^it did not answer within [0-9.]+ s$/],
  ['sends garbage', answer([bytes]), /^curl ended with 1$|^it answered/],
  ['sends a gigabyte', gigabyte, /^it answered more than [0-9]+ bytes$/],
  ['answers 503', answer([http('503 Service Unavailable', 'error')]), /^it answered 503$/],
  ['answers 403', answer([http('403 Forbidden', 'Forbidden')]), /authorization rule/],
  [
    'has another path',
    puppet('/other', 'running'),
    /^it answered 404; this Puppet has no \/status/,
  ],
  ['says something else', answer([http('200 OK', 'starting')]), /^it answered something else$/],
  ['closes', close, /^it closed/],
];

/** Starts a stand-in for Puppet Server on a loopback address; returns its port. */
export function startPuppet(
  options: TlsOptions,
  behave: Behaviour,
  host = '127.0.0.1',
): Promise<number> {
  return tlsStub(host, options, behave);
}
