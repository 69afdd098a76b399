import { describe, expect, it } from 'vitest';
import {
  type CommandName,
  commandFacts,
  hasCommand,
  isAllowed,
  socketLevels,
} from '../../src/haproxy/facts/runtime-commands.ts';
import type { Version } from '../../src/haproxy/facts/versions.ts';
import {
  commandName,
  commandText,
  type Outcome,
  type RuntimeCommand,
  readOutcome,
} from '../../src/haproxy/process/runtime-command.ts';
import { askSocket } from '../runtime-socket.ts';
import { type Running, startHaproxy, versionOf } from './choosing.ts';
import { haproxies } from './haproxies.ts';

const set = (server: string, setting: object) =>
  ({ verb: 'set', server, ...setting }) as RuntimeCommand;
const address = (port: number) => ({ property: 'addr', value: { host: '127.0.0.9', port } });
const state = { property: 'state', value: 'drain' };

/** What is sent, in this order, and what becomes of it where the version has the command. */
const sent: readonly (readonly [RuntimeCommand, Outcome['kind']])[] = [
  [set('map/a', state), 'done'],
  [set('map/a', state), 'done'],
  [set('none/a', state), 'refused'],
  [set('map/none', state), 'refused'],
  [set('map/a', { property: 'weight', value: 50 }), 'refused'],
  [set('map/a', { property: 'weight', value: 0 }), 'done'],
  [set('ring/a', { property: 'weight', value: 50 }), 'done'],
  [set('ring/a', { property: 'maxconn', value: 9 }), 'done'],
  [set('ring/a', { property: 'health', value: 'up' }), 'done'],
  [set('ring/a', address(9)), 'done'],
  [set('ring/a', address(9)), 'unchanged'],
  [set('ring/a', address(10)), 'done'],
  [set('ring/a', { property: 'check-port', value: 9 }), 'done'],
  [set('ring/a', { property: 'check-addr', value: '127.0.0.9' }), 'done'],
  [set('ring/a', { property: 'agent-addr', value: '127.0.0.9' }), 'done'],
  [set('ring/a', { property: 'agent-port', value: 9 }), 'done'],
  [set('ring/t', { property: 'ssl', value: 'on' }), 'done'],
  [set('ring/a', { property: 'ssl', value: 'on' }), 'refused'],
  [{ verb: 'disable', server: 'ring/a' }, 'done'],
  [{ verb: 'enable', server: 'ring/a' }, 'done'],
  [{ verb: 'add', server: 'ring/n', value: ['127.0.0.1:9', 'id', '9'] }, 'done'],
  [{ verb: 'add', server: 'ring/n', value: ['127.0.0.1:9', 'id', '9'] }, 'refused'],
  [{ verb: 'add', server: 'map/n', value: ['127.0.0.1:9'] }, 'refused'],
  [{ verb: 'del', server: 'ring/a' }, 'refused'],
  [{ verb: 'del', server: 'ring/n' }, 'done'],
];

const reads: readonly CommandName[] = [
  'show info',
  'show stat',
  'show servers state',
  'show cli level',
  'show sess',
  'show startup-logs',
];

const configuration = `global
${socketLevels.map((level) => `  stats socket SOCKET.${level} level ${level}`).join('\n')}
  stats socket SOCKET level admin
defaults
  mode tcp
  timeout connect 1s
  timeout client 1s
  timeout server 1s
backend map
  balance source
  server a 127.0.0.1:9
backend ring
  balance roundrobin
  server a 127.0.0.1:9 check agent-check agent-port 8
  server t 127.0.0.1:9 ssl verify none
`;

async function expectAnswers(running: Running, version: Version): Promise<void> {
  for (const [command, kind] of sent) {
    const [name, text] = [commandName(command), commandText(command)];
    const outcome = readOutcome(name, await running.ask(text));
    const expected = hasCommand(version, name) ? kind : 'refused';
    expect([text, outcome.kind], JSON.stringify(outcome)).toEqual([text, expected]);
  }
  const outcome = readOutcome('shutdown session', await running.ask('shutdown session 0x1'));
  expect(outcome).toEqual({ kind: 'unchanged' });
}

async function expectLevels({ socket }: Running, version: Version): Promise<void> {
  const texts = new Map<CommandName, string>([
    ...sent.map(([command]) => [commandName(command), commandText(command)] as const),
    ...reads.map((name) => [name, name] as const),
    ['shutdown session', 'shutdown session 0x1'],
  ]);
  for (const level of socketLevels) {
    for (const [name, text] of texts) {
      if (!hasCommand(version, name)) continue;
      const answer = await askSocket(`${socket}.${level}`, text);
      const isDenied = answer.startsWith('Permission denied');
      expect([level, text, isDenied]).toEqual([level, text, !isAllowed(name, level)]);
    }
  }
}

describe.sequential('a command for the runtime socket', () => {
  for (const haproxy of haproxies) {
    it(`has the level and the answers of HAProxy ${haproxy.version}`, async () => {
      const running = await startHaproxy(haproxy, configuration);
      try {
        await expectAnswers(running, versionOf(haproxy));
        await expectLevels(running, versionOf(haproxy));
      } finally {
        await running.stop();
      }
    }, 60_000);
  }

  it('is refused by any sentence that is not known to mean done', () => {
    const refused = (name: CommandName, answer: string) => readOutcome(name, answer).kind;
    expect(refused('set server state', 'New server registered.\n\n')).toBe('refused');
    expect(refused('del server', 'Server deletedish.\n')).toBe('refused');
    const map = "IP changed from 'a' to 'b', can't change <port> to port map because";
    expect(refused('set server addr', map)).toBe('refused');
    expect(readOutcome('set server state', ' \r\nNo such server.\r\n')).toEqual({
      kind: 'refused',
      reason: 'No such server.',
    });
    expect(commandFacts('set server state').level).toBe('admin');
  });
});
