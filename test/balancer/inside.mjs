/**
 * What listens and connects inside the namespace of a balancer, told by messages from the test: servers whose health can
 * be changed, connections that are held, and clients that count.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const servers = new Map();
const connections = new Map();
const loops = new Map();
let last = 0;

/** A TCP server says its name and keeps the connection; an HTTP server answers a check. */
function serve(server, socket) {
  server.sockets.add(socket);
  socket.on('close', () => server.sockets.delete(socket));
  socket.on('error', () => undefined);
  if (server.health === 'hang') return;
  if (server.kind === 'tcp') {
    socket.write(`${server.name}\n`);
    return;
  }
  socket.once('data', () => {
    const status = server.health === 'up' ? '200 OK' : '503 Service Unavailable';
    socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  });
}

async function open(server) {
  server.listener = createServer((socket) => serve(server, socket));
  server.listener.listen(server.port, server.address);
  await once(server.listener, 'listening');
}

function shut(server) {
  server.listener?.close();
  server.listener = undefined;
  for (const socket of server.sockets) socket.destroy();
}

const actions = {
  async listen({ name, address, port, kind }) {
    const server = { name, address, port, kind, health: 'up', sockets: new Set() };
    servers.set(`${address}:${port}`, server);
    await open(server);
  },

  async health({ address, port, health }) {
    const server = servers.get(`${address}:${port}`);
    server.health = health;
    if (health === 'refuse') shut(server);
    else if (server.listener === undefined) await open(server);
  },

  /** Opens a connection that stays; the first line that is said there, or nothing where it is refused. */
  async connect({ address, port, from }) {
    const socket = connect({ host: address, port, localAddress: from });
    const key = ++last;
    const state = { socket, isOpen: true };
    connections.set(key, state);
    socket.on('close', () => {
      state.isOpen = false;
    });
    const hello = await new Promise((resolve) => {
      socket.once('data', (data) => resolve(data.toString().trim()));
      socket.once('error', () => resolve(''));
      socket.once('close', () => resolve(''));
    });
    return { key, hello };
  },

  isOpen: ({ key }) => connections.get(key).isOpen,

  disconnect({ key }) {
    connections.get(key).socket.destroy();
  },

  /** Clients one after the other, until they are stopped. */
  startClients({ address, port, every }) {
    const key = ++last;
    const counts = { tries: 0, failed: 0, byServer: {} };
    const loop = { counts, isOver: false };
    loops.set(key, loop);
    loop.done = (async () => {
      while (!loop.isOver) {
        counts.tries += 1;
        const hello = await visit(address, port);
        if (hello === '') counts.failed += 1;
        else counts.byServer[hello] = (counts.byServer[hello] ?? 0) + 1;
        await pause(every);
      }
    })();
    return key;
  },

  async stopClients({ key }) {
    const loop = loops.get(key);
    loop.isOver = true;
    await loop.done;
    return loop.counts;
  },
};

function visit(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (hello) => {
      socket.destroy();
      resolve(hello);
    };
    socket.setTimeout(5000, () => end(''));
    socket.once('data', (data) => end(data.toString().trim()));
    socket.once('error', () => end(''));
    socket.once('close', () => end(''));
  });
}

process.on('message', async ({ id, action, words }) => {
  try {
    process.send({ id, result: await actions[action](words) });
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
process.send({ id: 0 });
