import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Pair } from '../probe/certificates.ts';
import { answer, type Behaviour, hang } from '../probe/stubs.ts';

/** Port 8140 of a node: a Puppet Server that can be made to fail. */
export class Front {
  readonly #host: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(host: string) {
    this.#host = host;
  }

  /** Hands every connection on to a real Puppet Server. */
  pass(target: string): Promise<void> {
    return this.#behave((socket) => {
      const back = connect({ host: target, port: 8140, localAddress: this.#host });
      socket.pipe(back).pipe(socket);
      back.on('error', () => socket.resetAndDestroy());
      socket.on('close', () => back.destroy());
    });
  }

  /** Answers every request over TLS with a text. */
  answer(pair: Pair, text: string): Promise<void> {
    const tls = createTlsServer(pair, (socket) => {
      socket.on('error', () => undefined);
      void answer([text])(socket);
    });
    tls.on('tlsClientError', () => undefined);
    return this.#behave((socket) => {
      tls.emit('connection', socket);
    });
  }

  /** Takes every connection, and says nothing. */
  hang(): Promise<void> {
    return this.#behave(hang);
  }

  /** Listens no more. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  async #behave(behave: Behaviour): Promise<void> {
    await this.stop();
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
      void behave(socket);
    });
    server.listen(8140, this.#host);
    await once(server, 'listening');
    this.#server = server;
  }
}
