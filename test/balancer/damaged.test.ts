import { describe, expect, it } from 'vitest';
import { haproxies } from '../integration/haproxies.ts';
import { inventoryFile, inventoryOf, settingsFile, startApplied } from './applying.ts';
import { type Balancer, useBalancers } from './balancer.ts';
import { until } from './namespace.ts';

const makeBalancer = useBalancers();
const [haproxy] = haproxies.filter(({ version }) => version === '2.6');
if (haproxy === undefined) throw new Error('HAProxy 2.6 is missing');

const statesFile = '/var/lib/puppetlb/states.json';
const journalFile = '/var/lib/puppetlb/apply.json';

async function started(): Promise<Balancer> {
  const balancer = await makeBalancer(haproxy ?? expect.fail());
  await startApplied(balancer, haproxy ?? expect.fail());
  return balancer;
}

/** What a program reads last. */
const lastLine = (text: string) => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');

describe('what is remembered on a balancer', () => {
  it('is never taken for nothing where it is damaged', async () => {
    const balancer = await started();
    const makes = {
      'ends too early': `printf '{' > ${statesFile}`,
      'states.json: not a regular file': `mkfifo ${statesFile}`,
      'is damaged': `printf '{"version":1}' > ${journalFile}`,
      'is damaged, or': `printf '{"ver' > ${journalFile}`,
    };
    for (const [says, make] of Object.entries(makes)) {
      await balancer.run(['sh', '-c', make]);
      const status = await balancer.puppetlb(['status']);
      expect(status.stderr, make).toContain(says);
      expect([1, 74]).toContain(status.code);
      expect(status.stdout).toBe('');
      const nagios = await balancer.puppetlb(['status', '--format', 'nagios']);
      expect([nagios.code, nagios.stdout.split(' - ')[0]]).toEqual([3, 'PUPPETLB UNKNOWN']);
      for (const words of [['--dry-run'], ['--rollback'], ['--continue']]) {
        if (make.includes(statesFile) && words[0] !== '--dry-run') continue;
        const apply = await balancer.puppetlb(['apply', ...words, '--format', 'json']);
        expect(apply.stderr, words.join()).toContain(says);
        expect([1, 74]).toContain(apply.code);
        expect(lastLine(apply.stdout)).toMatchObject({ changed: false, result: 'refused' });
      }
      await balancer.run(['rm', '-f', statesFile, journalFile]);
    }
  });

  it('is shown on one line, whatever somebody gave as a reason', async () => {
    const balancer = await started();
    const reason = 'disk\nSERVER      compile/b is DOWN\t.';
    expect((await balancer.puppetlb(['drain', 'a', '--reason', reason])).code).toBe(0);
    const { stdout } = await balancer.puppetlb(['status']);
    expect(stdout).toContain('disk<U+000A>SERVER      compile/b is DOWN<U+0009>.');
    expect(stdout).not.toMatch(/^SERVER/m);
  });
});

describe('a refusal of apply', () => {
  it('is an object for a program, too, before anything is asked', async () => {
    const balancer = await started();
    const apply = (...words: string[]) =>
      balancer.puppetlb(['apply', '--format', 'json', ...words]);
    const refused = { changed: false, result: 'refused' };
    balancer.write('/root-plan.json', '{"version":1}', 0o600);
    const plan = await apply('/root-plan.json');
    expect([plan.code, lastLine(plan.stdout)]).toEqual([1, expect.objectContaining(refused)]);
    balancer.write(settingsFile, 'inventory: [a]\n');
    const wrong = await apply('--yes');
    expect([wrong.code, lastLine(wrong.stdout)]).toEqual([1, expect.objectContaining(refused)]);
    await balancer.run(['rm', settingsFile]);
    const missing = await apply('--yes');
    expect([missing.code, lastLine(missing.stdout).why]).toEqual([
      74,
      `${settingsFile}: no such file; run puppetlb init --apply`,
    ]);
  });

  it('has a line for each thing that is refused', async () => {
    const balancer = await started();
    const text = inventoryOf({ version: '2.6', bind: '127.0.0.1:8199' });
    balancer.write(inventoryFile, text.replace('/run/haproxy/admin.sock', '/run/other.sock'));
    const { code, stderr } = await balancer.puppetlb(['apply', '--yes']);
    expect(code).toBe(1);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/^puppetlb: the .*; add /);
    expect(stderr).not.toContain('<U+000A>');
  });

  it('names the setting where nobody answers on the socket', async () => {
    const balancer = await started();
    await balancer.run([
      'sed',
      '-i',
      's,^socket: .*,socket: /run/no.sock,;/master/d',
      settingsFile,
    ]);
    await balancer.run(['sh', '-c', `echo 'pid-file: /run/haproxy.pid' >> ${settingsFile}`]);
    const { code, stderr } = await balancer.puppetlb(['apply', '--yes']);
    expect([code, stderr]).toEqual([
      74,
      `puppetlb: no answer from /run/no.sock; start HAProxy, or fix "socket" in ${settingsFile}\n`,
    ]);
  });

  it('says who has the lock', async () => {
    const balancer = await started();
    const held = balancer.namespace.start(['flock', '/var/lib/puppetlb/lock', 'sleep', '60']);
    await balancer.run([
      'sh',
      '-c',
      'until ! flock -n /var/lib/puppetlb/lock true; do sleep .05; done',
    ]);
    const { code, stdout } = await balancer.puppetlb(['apply', '--yes', '--format', 'json']);
    expect([code, lastLine(stdout).result]).toEqual([75, 'refused']);
    held.kill('SIGKILL');
  });
});

it('has who wanted to confirm or abort in the log of the machine', async () => {
  const balancer = await started();
  for (const action of ['confirm', 'abort']) {
    expect((await balancer.puppetlb([action])).code).toBe(1);
    await until(() => balancer.logged().includes(`action=${action} step=end`), 'the log has it');
    expect(balancer.logged()).toMatch(new RegExp(`action=${action} step=start user=root`));
  }
});

describe('two who change states', () => {
  it('exclude each other: the second may try again', async () => {
    const balancer = await started();
    balancer.write(
      '/var/lib/puppetlb/.puppetlb-write',
      JSON.stringify({ host: 'elsewhere', pid: 7, started: '1', temporaries: [], folders: [] }),
    );
    balancer.write(inventoryFile, inventoryOf({ version: '2.6' }));
    const { code, stderr } = await balancer.puppetlb(['drain', 'a']);
    expect([code, stderr]).toEqual([75, expect.stringContaining('(process 7 on elsewhere)')]);
  });
});
