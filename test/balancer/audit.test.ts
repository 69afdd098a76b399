import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { root } from '../built.ts';
import { haproxies } from '../integration/haproxies.ts';
import { useFolder } from '../use-folder.ts';
import { useBalancers } from './balancer.ts';
import { until } from './namespace.ts';

const makeBalancer = useBalancers();
const folder = useFolder();

/** A program that writes a few lines as a command would. */
function program(): string {
  const outfile = folder.at('audit.cjs');
  const entry = join(root, 'src/cli/balancer/audit.ts');
  const contents = `
    import { audit } from ${JSON.stringify(entry)};
    const io = { env: process.env, err: (text) => process.stderr.write(text) };
    const of = { action: 'drain', ticket: 'a" user=root\\n\\u001b[2J' };
    audit({ ...of, step: 'start', details: { server: 'compile/compile03', until: undefined } }, io);
    audit({ ...of, step: 'end', details: { result: 'x'.repeat(5000) } }, io);
  `;
  const stdin = { contents, resolveDir: root };
  buildSync({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs' });
  return outfile;
}

describe('the audit of a command', () => {
  it('is one line of syslog for each event, and is said once to be missing', async () => {
    const [haproxy] = haproxies;
    if (haproxy === undefined) return expect.fail('no HAProxy');
    const balancer = await makeBalancer(haproxy);
    const words = [process.execPath, program()];
    const { code, stderr } = await balancer.run(words, { env: { SUDO_USER: 'alice' } });
    expect([code, stderr]).toEqual([0, '']);
    await until(() => balancer.logged().includes('step=end'), 'the last line is there');
    const lines = balancer
      .logged()
      .split(/<(?=85>)/)
      .slice(1);
    // 10 is authpriv, 5 notice.
    const ticket = String.raw`ticket="a\" user=root<U+000A><U+001B>[2J"`;
    expect(lines.map((line) => line.replace(/^(\d+>).*? puppetlb: /, '$1 '))).toEqual([
      `85> action=drain step=start user=root sudo_user=alice ${ticket} server=compile/compile03`,
      `85> action=drain step=end user=root sudo_user=alice ${ticket} result=${'x'.repeat(117)}...`,
    ]);
    await balancer.run(['rm', '/dev/log']);
    const without = await balancer.run(words);
    expect([without.code, without.stderr]).toEqual([
      0,
      expect.stringMatching(/^puppetlb: syslog cannot be reached \(.*\); this run is not in it\n$/),
    ]);
  });
});
