import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authority, makeAuthority, type Pair } from '../probe/certificates.ts';
import { wait } from '../probe/stubs.ts';
import { articleScript, articleService } from './article.ts';
import { type Balancer, describe as describeRow } from './balancer.ts';
import { Front } from './front.ts';
import { flood } from './load.ts';
import { Node } from './node.ts';
import { run } from './processes.ts';
import { global, missingPackages, Site } from './site.ts';

const script = 'usr/local/sbin/puppetmastercheck';
const server = 'puppetmaster_8140/puppetmaster1';

function ok(text: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`;
}

describe.skipIf(missingPackages().length > 0)('what must be seen', () => {
  let site: Site;
  let node: Node;
  let front: Front;
  let authority: Authority;
  let pair: Pair;
  let folder: string;
  let balancer: Balancer;

  beforeAll(async () => {
    site = new Site();
    node = new Node(site.path('node'), site.address(101));
    front = new Front(node.address);
    authority = makeAuthority('Puppet CA');
    pair = authority.issue(['puppetmaster1.example.com']);
    folder = await site.build('article', {
      haproxy: { global: global(site, 'article') },
      pools: [
        {
          name: 'puppetmaster_8140',
          bind: `${site.address(100)}:8140`,
          check: { inter: 200 },
          servers: [{ name: 'puppetmaster1', address: node.address }],
          extra: [`source ${site.address(1)}`],
        },
      ],
    });
    node.put(script, articleScript(node.address));
    node.put('etc/xinetd.d/puppetmastercheck', articleService(site.address(1)));
    await front.answer(pair, ok('{"is_alive":true,"version":"3.8.7"}'));
    await node.serve();
    balancer = await site.balance('article');
  });

  afterAll(async () => {
    await front.stop();
    await site.close();
    authority.remove();
  });

  it("is that the article's script is DOWN although curl hears 200", async () => {
    const url = `http://${node.address}:9200/`;
    const curl = ['curl', '-qs', '--interface', site.address(1), '-o', '/dev/null'];
    const said = await run([...curl, '-w', '%{http_code}', url]);
    expect(said.output).toBe('200');
    const row = await balancer.until(server, /^DOWN SOCKERR/);
    expect(row.get('last_chk')).toMatch(/Connection reset by peer/);
    for (let tries = 0; tries < 60; tries += 1) {
      expect(describeRow(await balancer.row(server))).not.toMatch(/^UP/);
      await wait(50);
    }
  });

  it("is that connections from anywhere shut the port of the article's service", async () => {
    await front.answer(pair, ok('running'));
    node.put(script, readFileSync(join(folder, 'puppetmaster1/puppetmastercheck'), 'utf8'));
    await balancer.until(server, /^UP L7OK 200/);
    const before = await balancer.failures();
    await flood(site.address(66), node.address, 9200);
    await balancer.until(server, /^DOWN L4CON/);
    expect(await balancer.failures()).not.toEqual(before);
  });
});
