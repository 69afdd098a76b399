import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { renderNode } from '../../src/health-check/node.ts';
import { deployNodes } from '../../src/health-check/node-plan.ts';
import { inventoryOf } from '../probe/inventory.ts';
import { useFolder } from '../use-folder.ts';

const folder = useFolder();

/** Nodes of every kind: named and not, by address of both families and by name, of old and new Puppet. */
function nodes(transport: string, version: string): Map<string, Map<string, string>> {
  const inventory = inventoryOf({
    haproxy: {
      balancers: ['10.0.0.11', '2001:db8::/64'],
      sections: 'resolvers dns\n  parse-resolv-conf\n',
    },
    puppet: { version },
    pools: [
      {
        name: 'compile',
        bind: '10.0.0.100:8140',
        check: { kind: 'node', transport, agent: { port: 9201 } },
        servers: [
          { name: 'm1', address: '10.0.0.1', certname: 'm1.example.com' },
          { name: 'm2', address: '2001:db8::2', 'agent-check': { port: 9201, send: 'm2' } },
          { name: 'm3', address: 'm3.example.com', 'init-addr': 'none', resolvers: 'dns' },
        ],
      },
    ],
  });
  return new Map(
    deployNodes(inventory).map((node) => [
      node.name,
      new Map(renderNode(node).map(({ name, text }) => [name, text])),
    ]),
  );
}

const analyze = 'systemd-analyze';
const checker = 'shellcheck';

function systemdAnalyze(...words: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr, error } = spawnSync(analyze, words, {
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { status, said: `${stdout}${stderr}` };
}

describe('systemd', () => {
  for (const [name, files] of nodes('systemd', '8')) {
    it(`verifies the units of ${name} in silence, and finds little to expose`, () => {
      const script = folder.write('puppetmastercheck', files.get('puppetmastercheck') ?? '', 0o755);
      const units = [...files].filter(([file]) => /\.(socket|service)$/.test(file));
      expect(units).toHaveLength(4);
      for (const [file, text] of units) {
        const there = text.replaceAll('/usr/local/sbin/puppetmastercheck', script);
        folder.write(file, there);
      }
      for (const [file] of units) {
        const path = folder.at(file);
        expect(systemdAnalyze('verify', path)).toEqual({ status: 0, said: '' });
        if (!file.endsWith('.service')) continue;
        const most = systemdAnalyze('security', '--offline=yes', '--threshold=15', path);
        expect(most.status, most.said).toBe(0);
      }
    });
  }
});

describe('shellcheck', () => {
  const cases = ['3', '4', '8'].flatMap((version) => [
    [version, 'xinetd'],
    [version, 'systemd'],
  ]);
  it.each(cases)('finds nothing in the scripts for Puppet %s and %s', (version, transport) => {
    const files = [...nodes(transport ?? '', version ?? '').values()].flatMap((one) => [...one]);
    const scripts = files.filter(([, text]) => text.startsWith('#!/bin/sh'));
    expect(scripts.length).toBe(version === '8' ? 6 : 9);
    for (const [name, text] of scripts) expect(shellcheck(text), name).toBe('');
  });
});

function shellcheck(text: string): string {
  const words = ['--shell=sh', '--severity=style', '-'];
  const { stdout, error } = spawnSync(checker, words, { input: text });
  if (error !== undefined) throw error;
  return stdout.toString();
}
