import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Run, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { validate } from './preview-schema.ts';

const inventory = `pools:
  - name: one
    bind: 10.0.0.100:8140
    servers:
      - { name: a, address: 10.0.0.101 }
      - { name: b, address: 10.0.0.102 }
      - { name: c, address: 10.0.0.103 }
haproxy: { global: { stats-socket: /run/haproxy/admin.sock } }
`;

const columns = `be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight
  srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health
  srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord
  srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port`.split(/\s+/);

/** A list as HAProxy writes it, of servers with checks that are up. */
function stateOf(servers: readonly Readonly<Record<string, string>>[]): string {
  const usual: Readonly<Record<string, string>> = {
    ...{ be_id: '2', be_name: 'one', srv_op_state: '2', srv_uweight: '1', srv_iweight: '1' },
    ...{ srv_check_state: '6', srv_fqdn: '-', srv_port: '8140', srvrecord: '-' },
    ...{ srv_check_port: '9200', srv_check_addr: '-', srv_agent_addr: '-', srv_agent_port: '9200' },
  };
  const rows = servers.map((server) =>
    columns.map((name) => server[name] ?? usual[name] ?? '0').join(' '),
  );
  return `1\n# ${columns.join(' ')}\n${rows.join('\n')}\n\n`;
}

const up = ['a', 'b', 'c'].map((srv_name, at) => {
  return { srv_name, srv_id: `${at + 1}`, srv_addr: `10.0.0.${101 + at}` };
});

const folder = useFolder();
const { write } = folder;
const servers: Server[] = [];
beforeAll(() => {
  write('puppetlb.yaml', inventory);
});
afterAll(() => {
  for (const server of servers) server.close();
});

function diff(words: string, stdin = ''): Promise<Run> {
  return runProgram(['diff', ...words.split(' ')], folder.path, { stdin });
}

async function listen(name: string, answer: string | undefined): Promise<void> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    if (answer !== undefined) socket.end(answer);
  });
  servers.push(server.listen(folder.at(name)));
  await once(server, 'listening');
}

describe('puppetlb diff --state', () => {
  it('says that nothing is other than built', async () => {
    const { output, code } = await diff('--against puppetlb.yaml --state -', stateOf(up));
    expect([output, code]).toEqual([
      'no difference to HAProxy; no reload needed\nruntime state from <stdin> matches puppetlb.yaml\n',
      0,
    ]);
  });

  it('knows who is out of rotation before the change, and who stays out', async () => {
    const down = { ...up[0], srv_op_state: '0', srv_check_status: '8' };
    const drained = { ...up[2], srv_admin_state: '8' };
    write('state', stateOf([down, up[1] ?? {}, drained]));
    write('drained.yaml', inventory.replace('102 }', '102, state: drain }'));
    const { stdout, code } = await diff('drained.yaml --against puppetlb.yaml --state state');
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'DANGER  one: 1 -> 0 servers in rotation (b drained); no server is left',
      'RELOAD  not needed: send 1 command to the stats socket; a reload would undo 1 runtime drain: c',
      'AGENTS  one: 100.0 % of agents move because b left',
    ]);
    expect(stdout).toContain('assuming that a stays down\n');
    expect(code).toBe(2);
    write('port.yaml', inventory.replace('100:8140', '100:8141'));
    const reloaded = await diff('port.yaml --against puppetlb.yaml --state state');
    expect(reloaded.stdout).toContain('; the reload undoes 1 runtime drain: c\n');
    expect(reloaded.stdout).toContain('one: 1 -> 2 servers in rotation');
    expect(reloaded.stdout).toContain(
      'DANGER  one: a is DOWN now: after the reload it gets agents until a check fails',
    );
  });

  it('leaves weights to agents, and says that a drain may be theirs', async () => {
    write('agents.yaml', inventory.replace('102 }', '102, agent-check: { port: 9201 } }'));
    const row = { ...up[1], srv_agent_state: '22', srv_agent_port: '9201', srv_uweight: '0' };
    const rows = (more: object) => stateOf([up[0] ?? {}, { ...row, ...more }, up[2] ?? {}]);
    const words = 'agents.yaml --against agents.yaml --state -';
    expect((await diff(words, rows({}))).code).toBe(0);
    const { stdout } = await diff(words, rows({ srv_admin_state: '8' }));
    expect(stdout).toContain('a reload undoes it (unless its agent check sets it again)\n');
    expect((await diff(words, rows({ srv_agent_state: '18' }))).stdout).toContain(
      'b weight: configured 1, running 0',
    );
  });

  it('proposes no command that what runs would refuse', async () => {
    write('moved.yaml', inventory.replace('0.102 }', '0.112, check: { port: 9300 } }'));
    const commandsOf = async (rows: readonly Readonly<Record<string, string>>[]) => {
      const words = 'moved.yaml --against puppetlb.yaml --state - --format json';
      const { stdout } = await diff(words, stateOf(rows));
      const preview = JSON.parse(stdout);
      expect(validate(preview), JSON.stringify(validate.errors)).toBe(true);
      return [preview.action, ...preview.commands];
    };
    const [a = {}, b = {}, c = {}] = up;
    const address = 'set server one/b addr 10.0.0.112 port 8140';
    const checks = 'set server one/b check-port 9300';
    expect(await commandsOf([a, b, c])).toEqual(['runtime', address, checks]);
    expect(await commandsOf([a, { ...b, srv_addr: '10.0.0.112' }, c])).toEqual(['runtime', checks]);
    expect(await commandsOf([a, { ...b, srv_check_state: '2' }, c])).toEqual(['reload']);
    expect(await commandsOf([a, c])).toEqual(['reload']);
    expect(await commandsOf([{ ...a, be_name: 'other' }])).toEqual(['reload']);
  });

  it('tells a pool that does not run, and one that nobody knows', async () => {
    const other = stateOf(up.map((server) => ({ ...server, be_name: 'two' })));
    const { stdout, code } = await diff('--against puppetlb.yaml --state -', other);
    expect(stdout).toBe(
      `RELOAD  not needed; a reload would undo 1 configured pool not running: one; 1 pool running but not configured: two
no difference to HAProxy
runtime state from <stdin> differs from puppetlb.yaml
  one: configured 3 servers, not running  puppetlb.yaml:2:11  a reload undoes it
  two: not configured, running 3 servers  a reload undoes it
`,
    );
    expect(code).toBe(2);
  });

  it('says what it cannot ask or read, at its place, and guesses nothing', async () => {
    const stale = folder.at('stale.sock');
    const script =
      'require("node:net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))';
    spawnSync(process.execPath, ['-e', script, stale]);
    await listen('denied.sock', 'Permission denied\n\n');
    await listen('silent.sock', undefined);
    await listen('empty.sock', '');
    folder.make('folder');
    write('broken', stateOf([{ ...up[0], srv_uweight: '300' } as Record<string, string>]));
    const tries: [string, number, RegExp][] = [
      ['stale.sock', 74, /no answer from .*stale.sock: connection refused; HAProxy is not running/],
      ['denied.sock', 1, /denied.sock:1:1: "Permission denied" is not the output of/],
      [
        'silent.sock',
        74,
        /no answer from .*silent.sock: "show servers state" has no answer after 5/,
      ],
      ['empty.sock', 1, /empty.sock:1:1: the file is empty/],
      ['missing.sock', 74, /missing.sock: no such file/],
      ['folder', 74, /folder: is a directory/],
      ['puppetlb.yaml', 1, /puppetlb.yaml:1:1: "pools:" is not the output of/],
      ['broken', 1, /broken:3:26: srv_uweight "300" is not a whole number from 0 to 256/],
    ];
    for (const [state, code, message] of tries) {
      const run = await diff(`--against puppetlb.yaml --state ${state}`);
      expect([run.stdout, run.code], state).toEqual(['', code]);
      expect(run.stderr, state).toMatch(message);
    }
    const twice = await diff('--against - --state -');
    expect([twice.code, twice.stderr]).toEqual([
      64,
      'puppetlb: standard input can be used only once\n',
    ]);
  }, 30_000);
});
