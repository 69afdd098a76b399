import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isOlder } from '../../src/haproxy/facts/versions.ts';
import { commandText } from '../../src/haproxy/process/runtime-command.ts';
import { between, risksOf } from '../diff/between.ts';
import { type Folder, withFolder } from '../folder.ts';
import { freePorts } from '../ports.ts';
import { rowsOf } from '../runtime-socket.ts';
import { startHaproxy, versionOf } from './choosing.ts';
import { haproxies, pathIn, type RealHaproxy, temporaryOf } from './haproxies.ts';

/** A server line on both sides, and what a state file takes back of it. */
interface Case {
  readonly before: string;
  readonly after: string;
  /** Sent before the state is saved. */
  readonly byHand?: string;
  readonly kept: readonly string[];
  /** Since the version whose state file holds it. */
  readonly isSince26?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  'a port': {
    before: 'a 127.0.0.1:9001',
    after: 'a 127.0.0.1:9002',
    kept: ['a stays on port 9001: the state file keeps ports'],
  },
  'a port of IPv6, and its check': {
    before: 'a [::1]:9001 check',
    after: 'a [::1]:9002 check',
    kept: ['a stays on port 9001: the state file keeps ports'],
  },
  'a port and an address, which is taken': {
    before: 'a 127.0.0.1:9001',
    after: 'a 127.0.0.2:9002',
    kept: ['a stays on port 9001: the state file keeps ports'],
  },
  'a port that somebody has changed already': {
    before: 'a 127.0.0.1:9001',
    after: 'a 127.0.0.1:9002',
    byHand: 'set server pool/a addr 127.0.0.1 port 9002',
    kept: [],
  },
  'a port that somebody has changed to another one': {
    before: 'a 127.0.0.1:9001',
    after: 'a 127.0.0.1:9001 weight 3',
    byHand: 'set server pool/a addr 127.0.0.1 port 9003',
    kept: ['a stays on port 9003: the state file keeps ports'],
  },
  'an address': { before: 'a 127.0.0.1:9001', after: 'a 127.0.0.2:9001', kept: [] },
  'a weight': { before: 'a 127.0.0.1:9001', after: 'a 127.0.0.1:9001 weight 7', kept: [] },
  'another name on another port': {
    before: 'a 127.0.0.1:9001 id 5',
    after: 'b 127.0.0.1:9002 id 5',
    kept: [],
  },
  'another id': {
    before: 'a 127.0.0.1:9001 id 5',
    after: 'a 127.0.0.1:9002 id 6',
    kept: ['a stays on port 9001: the state file keeps ports'],
  },
  'disabled goes': {
    before: 'a 127.0.0.1:9001 disabled',
    after: 'a 127.0.0.1:9001',
    kept: ['a stays DOWN: the state file keeps the state, and the server has no check'],
  },
  'disabled goes, made ready by hand before': {
    before: 'a 127.0.0.1:9001 disabled',
    after: 'a 127.0.0.1:9001',
    byHand: 'set server pool/a state ready',
    kept: [],
  },
  'disabled comes': { before: 'a 127.0.0.1:9001', after: 'a 127.0.0.1:9001 disabled', kept: [] },
  'checks of what is down go': {
    before: 'a 127.0.0.1:9001',
    after: 'a 127.0.0.1:9001 weight 3',
    byHand: 'set server pool/a health down',
    kept: ['a stays DOWN: the state file keeps the state, and the server has no check'],
  },
  'a port of checks': {
    before: 'a 127.0.0.1:9001 check port 9101',
    after: 'a 127.0.0.1:9001 check port 9102',
    kept: ['checks of a stay on port 9101: the state file keeps check ports'],
    isSince26: true,
  },
  'a port of checks that goes': {
    before: 'a 127.0.0.1:9001 check port 9101',
    after: 'a 127.0.0.1:9001 check',
    kept: ['checks of a stay on port 9101: the state file keeps check ports'],
    isSince26: true,
  },
  'a port of checks that comes': {
    before: 'a 127.0.0.1:9001 check',
    after: 'a 127.0.0.1:9001 check port 9101',
    kept: [],
  },
  'an address of checks': {
    before: 'a 127.0.0.1:9001 check addr 127.0.0.2',
    after: 'a 127.0.0.1:9001 check addr 127.0.0.3',
    kept: ['checks of a still go to 127.0.0.2: the state file keeps check addresses'],
    isSince26: true,
  },
  'TLS comes': {
    before: 'a 127.0.0.1:9001',
    after: 'a 127.0.0.1:9001 ssl verify none',
    kept: ['a stays without TLS: the state file keeps TLS off'],
    isSince26: true,
  },
  'TLS goes': { before: 'a 127.0.0.1:9001 ssl verify none', after: 'a 127.0.0.1:9001', kept: [] },
};

function configuration(server: string, port: number, loads = 'load-server-state-from-file global') {
  return `global
  stats socket SOCKET level admin
  server-state-file SOCKET.state
  hard-stop-after 1s
defaults
  mode tcp
  timeout connect 5s
  timeout client 5s
  timeout server 5s
  ${loads}
listen pool
  bind 127.0.0.1:${port}
  timeout queue 8s
  server ${server}
`;
}

/** With something that needs a reload. */
const reloaded = (text: string) => text.replace('queue 8s', 'queue 9s');

/** HAProxy 3.0 moves a server a moment after the command. */
async function settled<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    await pause(25);
  }
  return ask();
}

/** What HAProxy says of its server: whether it is up counts where nothing checks it. */
async function shown(
  haproxy: RealHaproxy,
  text: string,
  { commands, wanted }: { readonly commands: readonly string[]; readonly wanted?: unknown },
) {
  const running = await startHaproxy(haproxy, text);
  try {
    for (const command of commands) {
      expect(await running.ask(command), command).toMatch(
        /^\s*($|health check port updated|server ssl setting updated|(no need.*)?port changed|IP changed)/,
      );
    }
    const read = async () => rowOf(await running.ask('show servers state'));
    return await settled(
      read,
      (row) => commands.length === 0 || JSON.stringify(row) === JSON.stringify(wanted),
    );
  } finally {
    await running.stop();
  }
}

function rowOf(state: string): unknown {
  const [row] = rowsOf(state);
  const at = (name: string) => row?.get(`srv_${name}`);
  const isUnchecked = at('check_state') === '0' && at('agent_state') === '0';
  return [
    ...[at('name'), at('addr'), at('port'), at('uweight'), at('check_addr'), at('use_ssl')],
    // A check that follows its server is shown with no port, and with the server's once it was sent there.
    at('check_port') === '0' ? at('port') : at('check_port'),
    isUnchecked ? [at('op_state'), at('admin_state')] : [],
  ];
}

async function saved(haproxy: RealHaproxy, text: string, byHand: string | undefined) {
  const running = await startHaproxy(haproxy, text);
  const ask = () => running.ask('show servers state');
  try {
    const before = await ask();
    if (byHand === undefined) return before;
    await running.ask(byHand);
    return await settled(ask, (state) => `${rowOf(state)}` !== `${rowOf(before)}`);
  } finally {
    await running.stop();
  }
}

async function play(haproxy: RealHaproxy, name: string, one: Case, folder: Folder) {
  const version = versionOf(haproxy);
  const [port = 0] = await freePorts(1);
  const old = configuration(one.before, port);
  const next = reloaded(configuration(one.after, port));
  const state = await saved(haproxy, old, one.byHand);
  const preview = between(old, next, { version, state });
  const isHeld = one.isSince26 !== true || !isOlder(version, { major: 2, minor: 6 });
  const kept = isHeld ? one.kept : [];
  expect(risksOf(preview, 'state-file'), name).toEqual(kept.map((text) => `pool: ${text}`));
  if (one.byHand === undefined) {
    const unasked = between(old, next, { version });
    expect(risksOf(unasked, 'state-file'), name).toEqual(risksOf(preview, 'state-file'));
  }
  const bare = await shown(haproxy, configuration(one.after, port, ''), { commands: [] });
  const file = folder.write('state', state);
  const withFile = next.replace('SOCKET.state', pathIn(haproxy.root, file));
  const loaded = await shown(haproxy, withFile, { commands: [] });
  if (kept.length === 0) expect(loaded, name).toEqual(bare);
  else expect(loaded, name).not.toEqual(bare);
  const commands = preview.commandsAfterReload.map(commandText);
  expect(await shown(haproxy, withFile, { commands, wanted: bare }), name).toEqual(bare);
}

describe.sequential('a state file', () => {
  for (const haproxy of haproxies) {
    it(`takes from HAProxy ${haproxy.version} what diff says, and the commands give it back`, async () => {
      await withFolder(async (folder) => {
        for (const [name, one] of Object.entries(cases)) await play(haproxy, name, one, folder);
      }, temporaryOf(haproxy));
    }, 240_000);
  }
});

describe('without a state file', () => {
  const [old, next] = ['a 127.0.0.1:9001', 'a 127.0.0.1:9002'] as const;

  it('a port changes as it is written', () => {
    const changed = between(configuration(old, 8140, ''), reloaded(configuration(next, 8140, '')));
    expect([risksOf(changed, 'state-file'), changed.commandsAfterReload]).toEqual([[], []]);
  });

  it('nor where no reload is needed', () => {
    const same = configuration(old, 8140);
    const changed = between(same, same.replace(old, next));
    expect([changed.action, risksOf(changed, 'state-file')]).toEqual(['runtime', []]);
  });
});
