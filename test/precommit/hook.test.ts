import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'puppetlb-hook-'));
  run('git', ['clone', '--quiet', root, 'puppetlb']);
  run('git', ['init', '--quiet', 'fleet']);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(
  program: string,
  words: readonly string[],
  cwd: string = folder,
): { status: number | null; output: string } {
  const env = { ...process.env, PRE_COMMIT_HOME: join(folder, 'cache') };
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { status, output: stdout + stderr };
}

/** Runs the hook of a clone by the real pre-commit over a repository that holds one example. */
function tryExample(name: string): { status: number | null; output: string } {
  const fleet = join(folder, 'fleet');
  copyFileSync(join(root, 'examples', name, 'inventory.yaml'), join(fleet, 'puppetlb.yaml'));
  run('git', ['add', '.'], fleet);
  return run('pre-commit', ['try-repo', '../puppetlb', 'puppetlb-lint', '--all-files'], fleet);
}

describe('the hook, run by pre-commit from a clone', () => {
  it('passes a good inventory', () => {
    const { status, output } = tryExample('fleet');
    expect(output).toMatch(/lint the inventory of Puppet masters\.+Passed/);
    expect(status).toBe(0);
  });

  it("fails on the article's, and says where", () => {
    const { status, output } = tryExample('seed');
    expect(output).toContain(
      'server name "puppetmaster1" is already taken\n   --> puppetlb.yaml:10:15',
    );
    expect(status).toBe(1);
  });
});
