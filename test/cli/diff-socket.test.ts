import { beforeAll, describe, expect, it } from 'vitest';
import { buildIn, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { validate } from './preview-schema.ts';

function inventory(more = '', global = ''): string {
  return `pools:
  - name: compile
    bind: 10.0.0.100:8140
    servers:
      - { name: c1, address: 10.0.0.101 }
      - { name: c2, address: 10.0.0.102 }
      - { name: c3, address: 10.0.0.103${more} }
${global}`;
}

const drain = ', state: drain, reason: upgrade';
const needed =
  'RELOAD  needed: no stats socket with level admin (runtime state not checked; use --state)';
const notNeeded =
  'RELOAD  not needed: send 1 command to the stats socket (runtime state not checked; use --state)';
const command = 'set server compile/c3 state drain';

const folder = useFolder();
const { write } = folder;
let built = '';
beforeAll(async () => {
  write('puppetlb.yaml', inventory());
  built = await buildIn(folder.path);
  write('drained.yaml', inventory(drain));
});

async function diff(words: string, stdin = '') {
  return runProgram(['diff', ...words.split(' ')], folder.path, { stdin });
}

describe('puppetlb diff, where nothing takes commands', () => {
  it('says that a reload is needed, and shows what a socket of level admin would take', async () => {
    const { stdout, code } = await diff('drained.yaml --against -', built);
    expect(code).toBe(2);
    expect(stdout).toContain(`${needed}\n`);
    expect(stdout).toContain(
      `send to a stats socket with level admin, in this order:\n  ${command}\n  (to change servers without a reload, write haproxy.global.stats-socket: `,
    );
    expect(stdout).not.toContain('not needed');
    const inventories = await diff('drained.yaml --against puppetlb.yaml');
    expect(inventories.stdout).toContain(`${needed}\n`);
  });

  it('says so in every format', async () => {
    const json = await diff('drained.yaml --against - --format json', built);
    const preview = JSON.parse(json.stdout);
    expect(validate(preview), JSON.stringify(validate.errors)).toBe(true);
    expect(preview).toMatchObject({
      action: 'reload',
      reload_reason: 'no stats socket with level admin',
      commands: [command],
    });
    const markdown = await diff('drained.yaml --against - --format markdown', built);
    expect(markdown.stdout).toContain('`needed: no stats socket with level admin (runtime');
    expect(markdown.stdout).toContain(
      'send to a stats socket with level admin, in this order: 1 command',
    );
    const html = await diff('drained.yaml --against - --format html', built);
    expect(html.stdout).toContain('needed: no stats socket with level admin (runtime');
    expect(html.stdout).toContain('send to a stats socket with level admin, in this order:');
    expect([json.code, markdown.code, html.code]).toEqual([2, 2, 2]);
  });

  it('finds a socket in another global section, and none in a comment', async () => {
    const line = 'stats socket /run/haproxy/a.sock level admin';
    const own = `haproxy: { global: { stats-socket: ${line.replace('stats socket ', '')} } }\n`;
    write('with.yaml', inventory(drain, own));
    const second = await diff('with.yaml --against -', `${built}\nglobal\n  ${line}\n`);
    expect(second.stdout).toContain(notNeeded);
    const comment = built.replace('global\n', `global\n  # ${line}\n`);
    expect((await diff('drained.yaml --against -', comment)).stdout).toContain(needed);
  });

  it('needs a reload for a socket that comes with the same change, or of another level', async () => {
    const socket = 'haproxy: { global: { stats-socket: /run/haproxy/admin.sock } }\n';
    write('with.yaml', inventory(drain, socket));
    const added = await diff('with.yaml --against -', built);
    expect(added.stdout).toContain(
      'RELOAD  needed: global stats socket (runtime state not checked; use --state)\n',
    );
    write('before.yaml', inventory('', socket));
    const kept = await diff('with.yaml --against before.yaml');
    expect(kept.stdout).toContain(`${notNeeded}\n`);
    write('low.yaml', inventory(drain, socket.replace('.sock', '.sock level operator')));
    const lowered = await diff('low.yaml --against before.yaml');
    expect(lowered.stdout).toMatch(/^RELOAD {2}needed: global stats socket/m);
  });

  it('keeps to the reasons of a change that needs a reload anyway', async () => {
    write('other.yaml', inventory(drain).replace('8140', '8141'));
    const { stdout } = await diff('other.yaml --against puppetlb.yaml');
    expect(stdout).toMatch(/^RELOAD {2}needed: compile bind/m);
    expect(stdout).not.toContain('stats socket');
  });

  it('says nothing of a socket where nothing has to be sent', async () => {
    const { stdout, code } = await diff('--against -', built);
    expect([stdout, code]).toEqual(['no difference to HAProxy; no reload needed\n', 0]);
  });
});
