import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** What a stub does with a connection; it may go on after the peer is gone. */
export type Behaviour = (socket: Socket) => void | Promise<void>;

const closers: (() => Promise<void>)[] = [];

/** Closes every stub there is. */
export async function closeStubs(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()));
}

/** Listens on a loopback address; returns the port. */
export function stub(host: string, behave: Behaviour): Promise<number> {
  return listen(createServer({ allowHalfOpen: true, pauseOnConnect: true }), host, behave);
}

/** Listens with TLS on a loopback address; returns the port. */
export function tlsStub(host: string, options: TlsOptions, behave: Behaviour): Promise<number> {
  return listen(createTlsServer(options), host, behave, 'secureConnection');
}

async function listen(
  server: Server,
  host: string,
  behave: Behaviour,
  event = 'connection',
): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  server.on(event, (socket: Socket) => {
    socket.on('error', () => undefined);
    void Promise.resolve(behave(socket)).catch(() => undefined);
  });
  server.listen(0, host);
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

/** A port whose queue of connections is full, so that the kernel drops whoever asks, as a firewall does. */
export async function droppingPort(host: string): Promise<number> {
  const script = `
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '${host}', backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  closers.push(async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  const [data] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(data);
  const { connect } = await import('node:net');
  const fillers = Array.from({ length: 4 }, () => connect(port, host));
  for (const filler of fillers) filler.on('error', () => undefined);
  closers.push(async () => {
    for (const filler of fillers) filler.destroy();
  });
  await wait(100);
  return port;
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Reads the request to its empty line, then writes the parts with a pause between them, then ends. */
export function answer(parts: readonly (string | Buffer)[], pause = 0, end = true): Behaviour {
  return async (socket) => {
    await readRequest(socket);
    for (const [index, part] of parts.entries()) {
      if (index > 0) await wait(pause);
      if (!socket.destroyed) socket.write(part);
    }
    if (end) socket.end();
  };
}

/** Reads to the empty line that ends a request. */
export async function readRequest(socket: Socket): Promise<string> {
  let text = '';
  while (!text.includes('\r\n\r\n')) {
    const chunk = socket.read() as Buffer | null;
    if (chunk !== null) text += chunk.toString('latin1');
    else if (socket.destroyed || socket.readableEnded) return text;
    else await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
  }
  return text;
}

/** Writes an answer without reading the request, as the script of the article does; then closes. */
export function answerUnread(parts: readonly string[], pause: number, after = 0): Behaviour {
  return async (socket) => {
    await wait(20);
    for (const [index, part] of parts.entries()) {
      if (index > 0) await wait(pause);
      if (!socket.destroyed) socket.write(part);
    }
    await wait(after);
    socket.destroy();
  };
}

/** Never reads, never writes. */
export const hang: Behaviour = () => undefined;

/** Ends the connection at once, properly. */
export const close: Behaviour = async (socket) => {
  await readRequest(socket);
  socket.end();
};

/** Resets the connection at once. */
export const reset: Behaviour = (socket) => {
  socket.resetAndDestroy();
};
