import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serverOptions } from '../../src/haproxy/facts/server-options.ts';
import { timeouts } from '../../src/haproxy/facts/timeouts.ts';
import { formatVersion, newestVersion } from '../../src/haproxy/facts/versions.ts';

const root = join(import.meta.dirname, '../..');

/** Where names of options, timeouts and checks are used for a reason, and which ones. */
const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'writes a value that is more than the word behind its option': {
    'src/compile/check.ts':
      'check-ssl ca-file crl-file httpchk fastinter downinter verifyhost inter',
    'src/compile/deployment.ts': 'maxconn',
    'src/compile/frontends.ts': 'maxconn',
    'src/compile/server.ts': 'send-proxy agent-check agent-port agent-inter agent-addr agent-send',
  },
  'each property needs commands of its own': {
    'src/diff/actions/adjust-to-runtime.ts': 'agent-port agent-addr',
    'src/diff/actions/check.ts': 'agent-check agent-port agent-addr',
    'src/diff/actions/server.ts': 'agent-port agent-addr hash-key maxconn',
  },
  'how long a check takes decides how long a change is watched': {
    'src/apply/watch.ts': 'inter',
  },
  'compares it in a way of its own': {
    'src/diff/down-risk.ts': 'init-state',
    'src/diff/drift-fields.ts': 'agent-check agent-port agent-addr',
    'src/diff/risks.ts': 'check-ssl inter',
    'src/diff/server-differences.ts': 'verifyhost inter',
    'src/diff/side.ts': 'maxconn',
    'src/diff/state-file.ts': 'agent-check',
  },
  'another option keeps commands from changing it': {
    'src/compile/configuration-id.ts': 'agent-check maxconn',
  },
  'a word of the runtime socket': {
    'src/haproxy/process/runtime-command.ts': 'agent-port agent-addr maxconn',
  },
  'the meaning of this option or line is computed here': {
    'src/haproxy/model/check.ts': 'httpchk',
    'src/haproxy/model/descriptors.ts': 'agent-check maxconn',
    'src/haproxy/model/comparable-server.ts': 'check-ssl inter',
    'src/haproxy/selection/hash-key.ts': 'hash-key',
    'src/haproxy/selection/model.ts': 'hash-key',
    'src/haproxy/selection/read.ts': 'agent-check hash-key slowstart',
    'src/haproxy/syntax/rule-line.ts': 'http-request',
  },
  'the script plays the agent': {
    'src/health-check/node-script.ts': 'agent-check',
  },
  'reads what an inventory says in another way than HAProxy': {
    'src/import/check-kind.ts': 'check-ssl ca-file crl-file httpchk',
    'src/import/check-times.ts': 'fastinter downinter inter',
    'src/import/frontends.ts': 'client-fin maxconn',
    'src/import/global.ts': 'maxconn',
    'src/import/pool-draft.ts': 'check-ssl ca-file crl-file verifyhost',
    'src/import/server.ts':
      'send-proxy send-proxy-v2 agent-check agent-port agent-inter agent-addr agent-send check-ssl verifyhost inter',
  },
  'a property that is parsed, named or explained in a way of its own': {
    'src/inventory/check-kinds.ts': 'ca-file crl-file fastinter downinter inter',
    'src/inventory/defaults.ts': 'maxconn inter',
    'src/inventory/check.ts': 'ca-file crl-file fastinter downinter inter',
    'src/inventory/extra-conflicts.ts': 'send-proxy agent-check httpchk maxconn',
    // What the global section of other people says.
    'src/inventory/fragment.ts': 'maxconn',
    'src/inventory/frontends.ts': 'maxconn',
    'src/inventory/haproxy.ts': 'maxconn',
    'src/inventory/model.ts': 'on-marked-down init-addr send-proxy',
    'src/inventory/wrong-value.ts': 'httpchk',
    'src/inventory/server-facts.ts': 'init-addr agent-check inter',
    'src/inventory/suggest-off.ts': 'send-proxy inter',
    'src/inventory/suggest-property.ts': 'maxconn',
    'src/inventory/values/options.ts': 'init-addr',
  },
  'the probe sends what HAProxy sends': {
    'src/probe/probe-plan.ts': 'send-proxy check-send-proxy',
  },
  'the subject of the rule': {
    // What makes other servers of those of a pool.
    'src/rules/inherited-server-option.ts': 'send-proxy send-proxy-v2 check-ssl check-send-proxy',
    'src/rules/drain-cuts-sessions.ts': 'on-marked-down',
    'src/rules/host-name-at-start.ts': 'init-addr',
    'src/rules/mark-without-check.ts': 'on-marked-down',
    'src/rules/newer-keyword.ts': 'hash-key init-state',
    'src/rules/nobody-checked.ts': 'agent-check',
    'src/rules/proxy-header.ts': 'send-proxy',
    'src/rules/slow-when-in-doubt.ts': 'fastinter inter',
    'src/rules/unlike-defaults.ts': 'maxconn',
    'src/rules/unreachable-maxconn.ts': 'maxconn',
    'src/rules/verify-without-certname.ts': 'verifyhost',
    'src/rules/weight-without-effect.ts': 'slowstart',
    'src/rules/verify-without-ca.ts': 'ca-file',
  },
};

/** The tables themselves, and those of keywords as each HAProxy knows them. */
const tables =
  /^src\/(haproxy\/facts\/(server-options|bind-options|timeouts|defaults|proxy-words|keywords|known-keywords)\.ts)$/;

const files = execFileSync('git', ['ls-files', 'src'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file.endsWith('.ts') && !tables.test(file));

/** Names that mean nothing else; "check", "port" or "server" are words of the inventory, too. */
const names = [
  ...[...serverOptions.keys(), ...Object.keys(timeouts)].filter((name) => name.includes('-')),
  ...'httpchk slowstart fastinter downinter verifyhost maxconn inter'.split(' '),
];

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

it('names options, timeouts and checks in the tables, and elsewhere for a reason', () => {
  const found = files.flatMap((file) => {
    const text = textOf(file);
    const used = names.filter((name) => new RegExp(`['"\`]${name}['"\`]`).test(text));
    return used.length === 0 ? [] : [[file, used.join(' ')] as const];
  });
  expect(Object.fromEntries(found)).toEqual(Object.assign({}, ...Object.values(reasons)));
});

it('writes the newest version of HAProxy in one place', () => {
  const newest = formatVersion(newestVersion).replace('.', '\\.');
  const version = new RegExp(`(?<![0-9.])${newest}(?![0-9.])`);
  const found = ['schemas/source/inventory.json', ...files].filter((file) =>
    version.test(textOf(file)),
  );
  expect(found).toEqual([]);
});
