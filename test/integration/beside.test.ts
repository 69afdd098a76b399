import { describe, expect, it } from 'vitest';
import { withFolder } from '../folder.ts';
import { runProgram } from '../program.ts';
import { haproxies, pathIn, run, temporaryOf } from './haproxies.ts';

const global = `global
  maxconn 2000

defaults
  mode http
  option httpchk GET /health
  option redispatch
  timeout connect 5s
  timeout client 30m
  timeout server 30m
  default-server inter 9s

frontend web
  bind 127.0.0.1:18080
  default_backend webs

backend webs
  server web01 10.0.3.1:80 check
`;

const later = 'listen later\n  bind 127.0.0.1:18081\n  server web01 10.0.3.1:80 check\n';

const inventory = `haproxy:
  beside: [haproxy.cfg, conf.d]
  timeouts: { client: 15m }
pools:
  - name: compile
    bind: "127.0.0.1:18140"
    check: tcp
    options: { redispatch: false }
    servers: [{ name: compile01, address: 10.0.1.1 }]
  - name: broker
    role: pcp
    frontend: fe_broker
    bind: "127.0.0.1:18142"
    timeouts: { tunnel: 15m }
    servers: [{ name: compile01, address: 10.0.1.1 }]
`;

describe.each(haproxies)('a fragment in HAProxy $version', (haproxy) => {
  it('loads between the files of others without a warning, and changes none of theirs', async () => {
    await withFolder(async (folder) => {
      folder.write('haproxy.cfg', global);
      folder.write('conf.d/90-later.cfg', later);
      folder.write('conf.d/.hidden.cfg', 'refused');
      folder.write('conf.d/readme.txt', 'refused');
      folder.write('puppetlb.yaml', inventory);
      const words = ['build', '-o', 'conf.d/50-puppet.cfg', '--haproxy', 'off'];
      expect((await runProgram(words, folder.path)).code).toBe(0);
      const files = ['haproxy.cfg', 'conf.d'].map((name) => pathIn(haproxy.root, folder.at(name)));
      const { status, stderr } = run(haproxy, [
        '-c',
        '-dW',
        ...files.flatMap((file) => ['-f', file]),
      ]);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    }, temporaryOf(haproxy));
  });

  it('is refused beside a file with a proxy of its name, as lint says', async () => {
    await withFolder(async (folder) => {
      folder.write('haproxy.cfg', global);
      folder.make('conf.d');
      folder.write('puppetlb.yaml', inventory.replace('name: compile\n', 'name: web\n'));
      const { code, output } = await runProgram(['lint'], folder.path);
      expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('INV101') });
      folder.write('ours.cfg', 'listen web\n  bind 127.0.0.1:18140\n  mode tcp\n');
      const files = ['haproxy.cfg', 'ours.cfg'].map((name) =>
        pathIn(haproxy.root, folder.at(name)),
      );
      const { status, stderr } = run(haproxy, ['-c', ...files.flatMap((file) => ['-f', file])]);
      expect(status).toBe(1);
      expect(stderr).toContain("has the same name as frontend 'web'");
    }, temporaryOf(haproxy));
  });

  it('loads once the imported sections are out of their file, as before', async () => {
    await withFolder(async (folder) => {
      const puppet =
        '\nlisten puppet\n  bind 127.0.0.1:18140\n  mode tcp\n  option tcp-check\n  balance source\n  server c1 10.0.1.1:8140 check\n';
      folder.write('haproxy.cfg', global + puppet);
      const imported = await runProgram(
        ['import', '--fragment', 'haproxy.cfg', '-o', 'puppetlb.yaml'],
        folder.path,
      );
      expect(imported.code, imported.stderr).toBe(0);
      expect(imported.stderr).toContain('remove lines 20-25 of haproxy.cfg');
      folder.write('haproxy.cfg', global);
      const words = ['build', '-o', 'ours.cfg', '--haproxy', 'off'];
      expect((await runProgram(words, folder.path)).code).toBe(0);
      const files = ['haproxy.cfg', 'ours.cfg'].map((name) =>
        pathIn(haproxy.root, folder.at(name)),
      );
      const { status, stderr } = run(haproxy, [
        '-c',
        '-dW',
        ...files.flatMap((file) => ['-f', file]),
      ]);
      expect(status, stderr).toBe(0);
    }, temporaryOf(haproxy));
  });
});
