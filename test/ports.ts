import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what a kernel gives to clients and to listeners without a port, so that nobody takes one before it is used. */
const first = 20_000;
const size = 12_700;

/** Each process begins elsewhere: files of tests run at the same time. */
let next = (process.pid * 4099) % size;

/** Ports that nobody listens on, and that this process was not given before. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  for (let tries = 0; tries < size && ports.length < count; tries += 1) {
    const port = first + next;
    next = (next + 1) % size;
    if (await isFree(port)) ports.push(port);
  }
  if (ports.length < count) throw new Error(`${ports.length} of ${count} ports are free`);
  return ports;
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '::');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
