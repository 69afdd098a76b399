import { expect, it } from 'vitest';
import { lostByReload, undoCommands } from '../../src/apply/undo.ts';
import type { Running, RunningServer } from '../../src/haproxy/process/running.ts';
import { commandText, type RuntimeCommand } from '../../src/haproxy/process/runtime-command.ts';

const row: RunningServer = {
  pool: 'compile',
  name: 'a',
  id: 1,
  address: '10.0.0.1',
  port: 8140,
  operation: 'running',
  wanted: 'drain',
  isHeldOut: false,
  weight: 50,
  initialWeight: 100,
  check: 'on',
  agent: 'none',
  checkPort: 9200,
  checkAddress: undefined,
  agentPort: undefined,
  agentAddress: undefined,
  isWhole: true,
};
const running: Running = {
  name: 'socket',
  versionText: undefined,
  version: undefined,
  uptime: undefined,
  socket: undefined,
  servers: [row],
};

function undone(...commands: readonly RuntimeCommand[]): readonly string[][] | undefined {
  return undoCommands(commands, running)?.map((list) => list.map(commandText));
}

const [server, other] = ['compile/a', 'compile/new'];

it('goes back to what ran, not to what was written', () => {
  const commands: readonly RuntimeCommand[] = [
    { verb: 'set', server, property: 'state', value: 'ready' },
    { verb: 'set', server, property: 'weight', value: 1 },
    { verb: 'set', server, property: 'addr', value: { host: '10.0.0.9', port: 1 } },
    { verb: 'set', server, property: 'check-port', value: 1 },
  ];
  expect(undone(...commands)).toEqual([
    ['set server compile/a state drain'],
    ['set server compile/a weight 50'],
    ['set server compile/a addr 10.0.0.1 port 8140'],
    ['set server compile/a check-port 9200'],
  ]);
});

it('deletes what was added, and nothing else of it', () => {
  const commands: readonly RuntimeCommand[] = [
    { verb: 'add', server: other, value: ['10.0.0.2:8140'] },
    { verb: 'enable', server: other },
    { verb: 'set', server: other, property: 'state', value: 'ready' },
  ];
  expect(undone(...commands)).toEqual([
    ['set server compile/new state maint', 'del server compile/new'],
    [],
    [],
  ]);
});

it('leaves to a reload what no command leads back from', () => {
  expect(undone({ verb: 'del', server })).toBeUndefined();
  expect(undone({ verb: 'set', server, property: 'ssl', value: 'on' })).toBeUndefined();
  expect(undone({ verb: 'set', server: other, property: 'weight', value: 1 })).toBeUndefined();
});

it('knows what a reload loses', () => {
  expect(lostByReload(running).map(commandText)).toEqual([
    'set server compile/a state drain',
    'set server compile/a weight 50',
  ]);
  const plain: RunningServer = { ...row, wanted: 'ready', agent: 'on' };
  expect(lostByReload({ ...running, servers: [plain] })).toEqual([]);
});
