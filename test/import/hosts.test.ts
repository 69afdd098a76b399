import { expect, it } from 'vitest';
import { build, importText, meaning } from './meaning.ts';

const head = `global
  log 127.0.0.1:514 local0
  chroot /var/lib/haproxy
  user haproxy
  group haproxy
  maxconn 4096

defaults
  mode tcp
  log global
  option tcplog
  option dontlognull
  timeout connect 5s
  timeout client 15m
  timeout server 15m
  timeout check 5s
`;

function listen(name: string, bind: string, servers: readonly string[]): string {
  const lines = servers.map((words) => `  server ${words}`).join('\n');
  return `\nlisten ${name}\n  bind ${bind}\n  balance roundrobin\n${lines}\n`;
}

function serversOf(text: string): string[] {
  return text.split('\n').filter((line) => /^\s+(- |servers:|c\d)/.test(line));
}

it('a server that differs between pools is a host, with what is different in each pool', () => {
  const text = [
    head,
    listen('compile', '10.0.0.9:8140', [
      'c1 10.0.0.1:8140 check',
      'c2 10.0.0.2:8140 check weight 5',
      'c3 10.0.0.3:8140 check backup',
      'c4 10.0.0.4:8140 check',
    ]),
    listen('pcp', '10.0.0.9:8142', [
      'c1 10.0.0.1:8142 check',
      'c2 10.0.0.2:8142 check weight 5 disabled',
      'c3 10.0.0.3:8142 check',
      'c4 10.0.0.44:8142 check',
    ]),
  ].join('');
  const imported = importText(text);
  expect(serversOf(imported.text ?? '')).toMatchInlineSnapshot(`
    [
      "  c1: { address: 10.0.0.1 }",
      "  c2: { address: 10.0.0.2, weight: 5 }",
      "  c3: { address: 10.0.0.3 }",
      "  - name: compile",
      "    servers:",
      "      - c1",
      "      - c2",
      "      - { host: c3, backup: true }",
      "      - { name: c4, address: 10.0.0.4 }",
      "  - name: pcp",
      "    servers:",
      "      - c1",
      "      - { host: c2, state: maint }",
      "      - c3",
      "      - { name: c4, address: 10.0.0.44 }",
    ]
  `);
  const built = build(imported.text ?? '') ?? '';
  expect(meaning(built, imported)).toEqual(meaning(text, imported));
});
