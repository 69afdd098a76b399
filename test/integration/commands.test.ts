import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatVersion, isOlder } from '../../src/haproxy/facts/versions.ts';
import { freePorts } from '../ports.ts';
import { buildIn, runProgram } from '../program.ts';
import { rowsOf } from '../runtime-socket.ts';
import { useFolder } from '../use-folder.ts';
import { type Running, startHaproxy, versionOf } from './choosing.ts';
import { haproxies, type RealHaproxy } from './haproxies.ts';

interface TestServer {
  readonly name: string;
  readonly [option: string]: unknown;
}

interface TestPool {
  readonly role: 'ca' | 'compile';
  readonly servers: readonly TestServer[];
}

interface Preview {
  readonly action: string;
  readonly reload_reason?: string;
  readonly commands: readonly string[];
  readonly risks: readonly { readonly kind: string }[];
}

const ca = (number: number, more: object = {}): TestServer => ({
  ...{ name: `ca0${number}`, address: '127.0.0.1', port: 9000 + number, id: number },
  ...more,
});
const maint = { state: 'maint', reason: 'standby' };
const drain = { state: 'drain', reason: 'standby' };
const noWeight = { weight: 0 };
const backup = { backup: true };

const folder = useFolder();

/** Builds a pool, with a stats socket of level admin where none is given. */
async function build({ role, servers }: TestPool, version: string, socket = '/SOCKET level admin') {
  const inventory = {
    haproxy: {
      running: version,
      global: {
        ...(socket === '' ? {} : { 'stats-socket': socket }),
        ...{ log: [], chroot: false, user: false, group: false, extra: ['hard-stop-after 1s'] },
      },
    },
    pools: [
      { name: 'pool', role, bind: '127.0.0.1:8140', balance: 'leastconn', check: 'none', servers },
    ],
  };
  folder.write('puppetlb.yaml', stringify(inventory));
  return await buildIn(folder.path);
}

async function diff(old: string, ...words: string[]): Promise<Preview> {
  const asked = ['diff', '--against', '-', '--format', 'json', ...words];
  const { stdout, stderr, code } = await runProgram(asked, folder.path, { stdin: old });
  expect([stderr, code]).toEqual(['', 2]);
  return JSON.parse(stdout);
}

async function start(haproxy: RealHaproxy, built: string): Promise<Running> {
  const [port = 0] = await freePorts(1);
  return startHaproxy(haproxy, built.replace('/SOCKET', 'SOCKET').replace(':8140', `:${port}`));
}

const accepted =
  /^\s*($|New server|Server deleted|IP changed|(no need to change the addr, )?port changed)/;
const levels = ['', ' level user', ' level operator', ' mode 660 level admin', ' level admin'];

describe.sequential('commands of diff', () => {
  for (const haproxy of haproxies) {
    it(`are refused by HAProxy ${haproxy.version} exactly where a reload is said to be needed`, async () => {
      for (const level of levels) await sendTo(haproxy, level);
    }, 120_000);

    it(`never let two CAs of HAProxy ${haproxy.version} into rotation, and no other pool be empty`, async () => {
      for (const one of switches) {
        if (one.isSince26 === true && !canAdd(haproxy)) continue;
        await makeSwitch(haproxy, one, 'ca');
        await makeSwitch(haproxy, one, 'compile');
      }
    }, 240_000);
  }
});

function canAdd(haproxy: RealHaproxy): boolean {
  return !isOlder(versionOf(haproxy), { major: 2, minor: 6 });
}

/** Sends the commands of many changes to a socket of a level; `diff` must have known whether HAProxy takes them. */
async function sendTo(haproxy: RealHaproxy, level: string): Promise<void> {
  const version = formatVersion(versionOf(haproxy));
  const before: TestPool = { role: 'compile', servers: [ca(1), ca(2), ca(3)] };
  const changed = [ca(1, { weight: 7, port: 9010 }), ca(2, { ...maint, maxconn: 9 })];
  const after = { ...before, servers: [...changed, ca(canAdd(haproxy) ? 4 : 3)] };
  const bare = await build(before, version, '');
  const old = bare.replace('global\n', `global\n  stats socket /SOCKET${level}\n`);
  const running = await start(haproxy, old);
  try {
    // An inventory adds level admin where no level is written.
    const isNamed = level.includes('level');
    await build(after, version, `/SOCKET${isNamed ? level : ' level operator'}`);
    const written = await diff(old);
    const asked = await diff(old, '--state', running.socket);
    await build(after, version, '');
    const unwritten = await diff(bare, '--state', running.socket);
    const isAdmin = level.endsWith('admin');
    const need = isAdmin ? ['runtime'] : ['reload', 'no stats socket with level admin'];
    for (const said of [written, asked, unwritten]) {
      const { reload_reason: reason = [] } = said;
      expect([said.action, reason].flat(), level).toEqual(need);
      expect(said.commands, level).toEqual(written.commands);
    }
    expect(written.commands.length).toBeGreaterThanOrEqual(canAdd(haproxy) ? 7 : 4);
    for (const command of written.commands) {
      const answer = await running.ask(command);
      expect(answer, command).toMatch(isAdmin ? accepted : /^Permission denied\.?\s*$/);
    }
  } finally {
    await running.stop();
  }
}

/** Lets HAProxy make a change command by command, and looks who takes clients after each. */
async function makeSwitch(
  haproxy: RealHaproxy,
  { what, before, after, from, to }: Switch,
  role: TestPool['role'],
): Promise<void> {
  const version = formatVersion(versionOf(haproxy));
  const old = await build({ role, servers: before }, version);
  await build({ role, servers: after }, version);
  const { action, risks, commands } = await diff(old);
  expect(action, what).toBe('runtime');
  expect(
    risks.some(({ kind }) => kind === 'ca'),
    what,
  ).toBe(role === 'ca');
  const running = await start(haproxy, old);
  try {
    const seen = [await inRotation(running)];
    for (const command of commands) {
      expect(await running.ask(command), command).toMatch(accepted);
      seen.push(await inRotation(running));
    }
    expect([seen[0], seen.at(-1)], what).toEqual([[from], [to]]);
    const sizes = seen.map((names) => names.length);
    if (role === 'compile') return expect(Math.min(...sizes), what).toBe(1);
    expect(Math.max(...sizes), what).toBe(1);
    expect(new Set(seen.flat()), what).toEqual(new Set([from, to]));
  } finally {
    await running.stop();
  }
}

interface Switch {
  readonly what: string;
  readonly before: readonly TestServer[];
  readonly after: readonly TestServer[];
  readonly from: string;
  readonly to: string;
  readonly isSince26?: boolean;
}

const switches: readonly Switch[] = [
  {
    what: 'states',
    before: [ca(1), ca(2, maint)],
    after: [ca(1, maint), ca(2)],
    ...{ from: 'ca01', to: 'ca02' },
  },
  {
    what: 'the other way, and a drain',
    before: [ca(1, maint), ca(2)],
    after: [ca(1), ca(2, drain)],
    ...{ from: 'ca02', to: 'ca01' },
  },
  {
    what: 'weights',
    before: [ca(1), ca(2, noWeight)],
    after: [ca(1, noWeight), ca(2)],
    ...{ from: 'ca01', to: 'ca02' },
  },
  {
    what: 'a replacement',
    before: [ca(1)],
    after: [ca(2)],
    ...{ from: 'ca01', to: 'ca02' },
    isSince26: true,
  },
  {
    what: 'a backup takes over',
    before: [ca(1), ca(2, backup)],
    after: [ca(1, maint), ca(2, backup)],
    ...{ from: 'ca01', to: 'ca02' },
  },
  {
    what: 'a third one, and a backup that goes too',
    before: [ca(1), ca(2, backup), ca(3, maint)],
    after: [ca(1, maint), ca(2, { ...backup, ...maint }), ca(3)],
    ...{ from: 'ca01', to: 'ca03' },
  },
  {
    what: 'a third one, and a backup that comes too',
    before: [ca(1, maint), ca(2, { ...backup, ...maint }), ca(3)],
    after: [ca(1), ca(2, backup), ca(3, maint)],
    ...{ from: 'ca03', to: 'ca01' },
  },
];

/** The servers that take clients now: those that are up with a weight, else the first backup that is. */
async function inRotation(running: Running): Promise<string[]> {
  const rows = rowsOf(await running.ask('show stat')).map((row) => Object.fromEntries(row));
  const servers = rows.filter(({ svname }) => /^ca\d/.test(svname ?? ''));
  const usable = servers.filter(
    ({ status = '', weight }) => /^(UP|no check)/.test(status) && Number(weight) > 0,
  );
  const active = usable.filter(({ act }) => act === '1');
  const backups = usable.filter(({ bck }) => bck === '1').slice(0, 1);
  return (active.length > 0 ? active : backups).map(({ svname = '' }) => svname);
}
