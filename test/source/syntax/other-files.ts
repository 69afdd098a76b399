import { type Case, full, inFull, small } from './base.ts';

export const otherFiles: readonly Case[] = [
  {
    name: 'conflict head',
    input: small
      .replace('    bind', '<<<<<<< HEAD\n    bind')
      .replace('    servers', '=======\n    bind: 10.0.0.2:8140\n>>>>>>> feature\n    servers'),
    found: [
      [
        '3:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
  {
    name: 'conflict ====',
    input: small.replace('    bind', '=======\n    bind'),
    found: [
      [
        '3:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
  {
    name: 'conflict >>>>',
    input: small.replace('    bind', '>>>>>>> feature\n    bind'),
    found: [
      [
        '3:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
  {
    name: 'conflict first line',
    input: `<<<<<<< HEAD\n${small}`,
    found: [
      [
        '1:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
  {
    name: 'conflict diff3',
    input: small
      .replace('    bind', '<<<<<<< HEAD\n    bind')
      .replace(
        '    servers',
        '||||||| base\n    bind: x\n=======\n    bind: 10.0.0.2:8140\n>>>>>>> feature\n    servers',
      ),
    found: [
      [
        '3:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
  {
    name: 'haproxy.cfg',
    input: `global\n    maxconn 4096\n\ndefaults\n    mode tcp\n    timeout connect 5s\n\nlisten puppet\n    bind 10.0.0.1:8140\n    server a 10.0.0.2:8140 check port 9200\n`,
    found: [
      [
        '1:1 YML014',
        'this is an HAProxy configuration, not an inventory',
        'run puppetlb import to make an inventory from it',
      ],
    ],
  },
  {
    name: 'haproxy.cfg comment',
    input: `# haproxy\nglobal\n    log /dev/log local0\n    maxconn 4096\n`,
    found: [
      [
        '2:1 YML014',
        'this is an HAProxy configuration, not an inventory',
        'run puppetlb import to make an inventory from it',
      ],
    ],
  },
  {
    name: 'haproxy.cfg listen',
    input: `listen puppet\n    bind 10.0.0.1:8140\n    server a 10.0.0.2:8140 check port 9200\n`,
    found: [
      [
        '1:1 YML014',
        'this is an HAProxy configuration, not an inventory',
        'run puppetlb import to make an inventory from it',
      ],
    ],
  },
  {
    name: 'haproxy.cfg fe',
    input: `frontend puppet # x\n    bind 10.0.0.1:8140\n    default_backend b\nbackend b\n  option httpchk GET / HTTP/1.0\\r\\nHost:\\ x\n  server a 10.0.0.2:8140 check port 9200\n`,
    found: [
      [
        '1:1 YML014',
        'this is an HAProxy configuration, not an inventory',
        'run puppetlb import to make an inventory from it',
      ],
    ],
  },
  {
    name: 'ini',
    input: `; comment\n[main]\nserver = puppet\n`,
    found: [
      [
        '2:1 YML014',
        'this is an INI file, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'toml',
    input: `[[pools]]\nname = "p"\nbind = "10.0.0.1:8140"\n`,
    found: [
      [
        '1:1 YML014',
        'this is a TOML file, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'puppet manifest',
    input: `class foo {\n  file { '/x': ensure => present }\n}\n`,
    found: [
      [
        '1:1 YML014',
        'this is a Puppet manifest, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'shell',
    input: `#!/bin/sh\necho hi\n`,
    found: [
      [
        '1:1 YML014',
        'this is a script, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'xml',
    input: `<?xml version="1.0"?>\n<pools/>\n`,
    found: [
      [
        '1:1 YML014',
        'this is an XML file, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'html',
    input: `<!DOCTYPE html>\n<html><body>404: not found</body></html>\n`,
    found: [
      [
        '1:1 YML014',
        'this is a web page, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'hosts file',
    input: `10.0.0.1 a\n10.0.0.2 b\n`,
    found: [
      [
        '1:1 YML014',
        'this is a list of names or addresses, not an inventory',
        'run puppetlb init, and write these names below "hosts"',
      ],
    ],
  },
  {
    name: 'csv',
    input: `name,address\na,10.0.0.1\n`,
    found: [
      [
        '1:1 YML014',
        'this is a CSV file, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'root list',
    input: `- name: p\n  bind: 10.0.0.1:8140\n  servers: [a]\n`,
    found: [
      [
        '1:1 YML014',
        'the inventory is a list, not a mapping of keys to values',
        'write "pools:" on a line above the list; the list can keep its indentation',
      ],
    ],
  },
  {
    name: 'root list servers',
    input: `- { name: a, address: 10.0.0.1 }\n`,
    found: [
      [
        '1:1 YML014',
        'the inventory is a list, not a mapping of keys to values',
        'write "pools:" on a line above the list; the list can keep its indentation',
      ],
    ],
  },
  {
    name: 'root scalar',
    input: `hello\n`,
    found: [
      [
        '1:1 YML014',
        'the inventory is a text, not a mapping of keys to values',
        'write "pools:" and a list of pools',
      ],
    ],
  },
  {
    name: 'json list',
    input: `[{"name": "p"}]\n`,
    found: [
      [
        '1:1 YML014',
        'the inventory is a list, not a mapping of keys to values',
        'write "pools: " before the "["',
      ],
    ],
  },
  {
    name: 'pem',
    input: `-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n`,
    found: [
      [
        '1:1 YML014',
        'this is a certificate or a key, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'diff',
    input: `--- a/inventory.yaml\n+++ b/inventory.yaml\n@@ -1,2 +1,2 @@\n pools:\n-  - name: p\n+  - name: q\n`,
    found: [
      [
        '1:1 YML014',
        'this is a patch, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'markdown fence',
    input: `\`\`\`yaml\n${small}\`\`\`\n`,
    found: [
      [
        '1:1 YML001',
        'this line is neither KEY: VALUE nor a list item',
        'remove it, write "#" before it, or move it inside the quotes of its text',
      ],
      [
        '8:1 YML001',
        'this line is neither KEY: VALUE nor a list item',
        'remove it, write "#" before it, or move it inside the quotes of its text',
      ],
    ],
  },
  {
    name: 'json5 comment',
    input: `{ // x\n "pools": [] }\n`,
    found: [['1:3 YML001', '"//" does not begin a comment in YAML', 'write "#"']],
  },
  {
    name: 'list numbers',
    input: inFull('      - ca1', '      1. ca1'),
    found: [
      [
        '33:7 YML001',
        '"- " is missing before "1."',
        'write "- " before each list item, in the column of the "-" above',
      ],
    ],
  },
  {
    name: 'trailing heredoc',
    input: `${full}EOT`,
    found: [['36:1 YML001', '"EOT" is a shell or editor command, not YAML', 'remove the line']],
  },
  {
    name: 'prompt',
    input: `$ cat inventory.yaml\n${full}`,
    found: [
      [
        '1:1 YML001',
        '"$ cat inventory.yaml" is a shell or editor command, not YAML',
        'remove the line',
      ],
    ],
  },
  {
    name: 'prompt2',
    input: `root@lb1:~# cat inventory.yaml\n${full}`,
    found: [
      [
        '1:1 YML001',
        '"root@lb1:~# cat inventory.yaml" is a shell or editor command, not YAML',
        'remove the line',
      ],
    ],
  },
  {
    name: 'vim',
    input: `${full}:wq\n`,
    found: [['36:1 YML001', '":wq" is a shell or editor command, not YAML', 'remove the line']],
  },
  {
    name: 'vim2',
    input: inFull('    role: ca\n', '    role: ca\n:w\n'),
    found: [['31:1 YML001', '":w" is a shell or editor command, not YAML', 'remove the line']],
  },
  {
    name: 'line numbers',
    input: full
      .split('\n')
      .map((l, n) => `${n + 1}  ${l}`)
      .join('\n'),
    found: [
      [
        '1:1 YML001',
        'each line begins with its line number',
        'copy the file itself, not the output of a diff, a pager or an editor',
      ],
    ],
  },
  {
    name: 'diff +',
    input: full
      .split('\n')
      .map((l) => `+${l}`)
      .join('\n'),
    found: [
      [
        '1:1 YML001',
        'each line begins with "+"',
        'copy the file itself, not the output of a diff, a pager or an editor',
      ],
    ],
  },
  {
    name: 'quoted mail',
    input: full
      .split('\n')
      .map((l) => `> ${l}`)
      .join('\n'),
    found: [
      [
        '1:1 YML001',
        'each line begins with ">"',
        'copy the file itself, not the output of a diff, a pager or an editor',
      ],
    ],
  },
  {
    name: 'ansible',
    input: `---\n- hosts: all\n  tasks: []\n`,
    found: [
      [
        '2:1 YML014',
        'this is an Ansible playbook, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'haproxy list entry',
    input: 'frontend x\n',
    found: [
      [
        '1:1 YML014',
        'this is an HAProxy configuration, not an inventory',
        'run puppetlb import to make an inventory from it',
      ],
    ],
  },
  {
    name: 'conflict in flow',
    input: `pools: [\n<<<<<<< HEAD\n  { name: a },\n=======\n  { name: b },\n>>>>>>> x\n]\n`,
    found: [
      [
        '2:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
  {
    name: 'conflict in block text',
    input: inFull(
      '    frontend stats',
      '<<<<<<< HEAD\n    frontend stats\n=======\n    frontend stat\n>>>>>>> y',
    ),
    found: [
      [
        '7:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
  {
    name: 'conflict twice',
    input: inFull('role: ca', 'role: ca\n<<<<<<< HEAD\n=======\n>>>>>>> y').replace(
      'kind: node',
      'kind: node\n<<<<<<< HEAD\n    port: 1\n=======\n    port: 2\n>>>>>>> y',
    ),
    found: [
      [
        '17:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
      [
        '36:1 YML001',
        'unresolved merge conflict',
        'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>',
      ],
    ],
  },
];
