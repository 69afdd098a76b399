import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../folder.ts';
import { haproxies, pathIn, type RealHaproxy, temporaryOf } from './haproxies.ts';

/** Who answers on a port: two servers that send their name, asked 20 times over each family. */
const program = `
const { createServer, connect } = require('node:net');
const { spawn } = require('node:child_process');
const [root, config] = process.argv.slice(-2);
const listen = (port, name) => new Promise((done) =>
  createServer((socket) => socket.end(name)).listen(port, '127.0.0.1', done));
const ask = (host) => new Promise((done) => {
  const socket = connect(18140, host);
  let text = '';
  socket.on('data', (more) => { text += more; });
  socket.on('close', () => done(text));
  socket.on('error', () => done('refused'));
});
(async () => {
  await listen(19001, 'a');
  await listen(19002, 'b');
  const words = ['haproxy', '-db', '-f', config];
  const [first, ...rest] = root === '/' ? words : ['chroot', root, ...words];
  const child = spawn(first, rest, { stdio: 'ignore' });
  for (let tries = 0; tries < 100 && (await ask('::1')) === 'refused'; tries += 1)
    await new Promise((done) => setTimeout(done, 50));
  const heard = {};
  for (const host of ['127.0.0.1', '::1']) {
    const names = new Set();
    for (let count = 0; count < 20; count += 1) names.add(await ask(host));
    heard[host] = [...names].sort().join('');
  }
  child.kill('SIGTERM');
  child.on('close', () => { console.log(JSON.stringify(heard)); process.exit(0); });
})();
`;

/** Starts HAProxy in a network namespace of its own, with a listen section for each bind. */
function heardBy(haproxy: RealHaproxy, binds: readonly [string, string]): Promise<string> {
  const { root } = haproxy;
  const sections = binds.map(
    (bind, at) => `listen ${at}\n  bind ${bind}\n  server s 127.0.0.1:1900${at + 1}\n`,
  );
  const timeouts = 'timeout connect 5s\n  timeout client 5s\n  timeout server 5s';
  const text = `defaults\n  mode tcp\n  ${timeouts}\n${sections.join('')}`;
  return withFolder(async (folder) => {
    const config = pathIn(root, folder.write('haproxy.cfg', text));
    const script = folder.write('ask.cjs', program);
    const shell = 'ip link set lo up && exec "$0" "$@"';
    const words = ['-n', 'sh', '-c', shell, process.execPath, script, root, config];
    const child = spawn('unshare', words, { stdio: ['ignore', 'pipe', 'inherit'] });
    let heard = '';
    child.stdout.on('data', (more) => {
      heard += more;
    });
    await once(child, 'close');
    return heard.trim();
  }, temporaryOf(haproxy));
}

describe.sequential('who answers where two sections have one port', () => {
  for (const haproxy of haproxies) {
    it.each<[string, string, string, string]>([
      ['*:18140', ':::18140', 'a', 'b'],
      [':::18140', '*:18140', 'b', 'a'],
      [':18140', '[::]:18140 v4v6', 'a', 'b'],
      ['0.0.0.0:18140', ':::18140 v6only', 'a', 'b'],
      [':::18140', '127.0.0.1:18140', 'b', 'a'],
      ['*:18140,:::18140', '127.0.0.1:18140', 'b', 'a'],
    ])(`in HAProxy ${haproxy.version}: %s and %s`, async (one, other, ipv4, ipv6) => {
      const heard = await heardBy(haproxy, [one, other]);
      expect(JSON.parse(heard)).toEqual({ '127.0.0.1': ipv4, '::1': ipv6 });
    });
  }
});
