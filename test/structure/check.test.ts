import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import slow from '../../vitest.slow.config.ts';
import { useFolder } from '../use-folder.ts';

const root = join(import.meta.dirname, '../..');
const head = "import { afterEach, beforeAll, describe, expect, it } from 'vitest';\n";

const folder = useFolder();

function put(name: string, text: string): void {
  folder.write(name, text, text.startsWith('#!') ? 0o755 : undefined);
}

function withoutFolder(line: string): string {
  return line.replaceAll(folder.path, 'FOLDER');
}

/** The environment without what this run of vitest says of itself. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|TEST$|NODE_ENV|NODE_OPTIONS|PUPPETLB_)/.test(name),
  );
  return { ...Object.fromEntries(own), PATH: `${folder.at('bin')}:${process.env['PATH']}` };
}

/**
 * Runs scripts/check in a project of its own, in which every program does nothing but vitest, and those whose
 * command line begins with one of some words, which fail. Returns what follows the output of the last step.
 */
function check(
  tests: Readonly<Record<string, string>>,
  failing: readonly string[] = [],
  words: readonly string[] = [],
) {
  folder.remove();
  folder.make('scripts');
  for (const name of ['check', 'summary.mjs']) {
    cpSync(join(root, 'scripts', name), folder.at('scripts', name));
  }
  const isFailing = [...failing, 'nothing'].map((words) => `"${words}"*`).join('|');
  const stub = `#!/bin/sh\ncase "$\{0##*/} $*" in\n${isFailing}) exit 1 ;;\n`;
  const vitest = join(root, 'node_modules/.bin/vitest');
  put('bin/npx', `${stub}"npx vitest"*) shift; exec ${vitest} "$@" ;;\nesac\n`);
  for (const name of ['npm', 'shellcheck']) put(`bin/${name}`, `${stub}esac\n`);
  put('scripts/install-debian-packages', `${stub}esac\n`);
  for (const name of ['check-dist', 'stage']) {
    put(`scripts/${name}.mjs`, failing.includes(name) ? 'process.exitCode = 1;' : '');
  }
  const only = '"numPassedTests":1,"success":true,"testResults":[]';
  put(
    'scripts/e2e',
    `${stub}esac\necho "$\{PUPPETLB_E2E_CHECKS:-}" >checks\nfor word; do case $word in --outputFile*) echo '{${only}}' >"$\{word#*=}" ;; esac; done\n`,
  );
  put('package.json', '{ "type": "module" }');
  const others = "['**/node_modules/**', '*.slow.test.ts']";
  put('vitest.config.ts', `export default { test: { exclude: ${others} } };`);
  put('vitest.slow.config.ts', "export default { test: { include: ['*.slow.test.ts'] } };");
  folder.link(join(root, 'node_modules'), 'node_modules');
  for (const [name, text] of Object.entries(tests)) put(name, head + text);
  const { status, stdout } = spawnSync(folder.at('scripts/check'), words, {
    cwd: folder.path,
    encoding: 'utf8',
    env: environment(),
  });
  const lines = stdout.trimEnd().split('\n');
  const named = lines.lastIndexOf('failed:');
  return {
    status,
    last: lines.at(-1),
    named: named === -1 ? [] : lines.slice(named + 1, -1).map(withoutFolder),
  };
}

const sound = { 'a.test.ts': "it('holds', () => {});\n" };

describe('the check', () => {
  it('ends with the number of what passed', () => {
    expect(check(sound)).toEqual({ status: 0, last: '13 passed, 0 failed', named: [] });
  });

  it('names each test that failed, each file that could not run, and each step', () => {
    const tests = {
      'one.test.ts': `describe('a group', () => {
        it('is "wrong"', () => { expect(1).toBe(2); });
        it('is wrong\\n\\u001b[31mtoo', () => { expect(1).toBe(2); });
        it('holds', () => {});
      });`,
      'import.test.ts': "import './nothing.ts';\nit('is not run', () => {});",
      'hook.test.ts':
        "describe('a group', () => { beforeAll(() => { throw new Error('no'); }); it('is skipped', () => {}); });",
      'each.test.ts':
        "afterEach(() => { throw new Error('no'); });\nit('is left badly', () => {});",
      'empty.test.ts': "describe('a group', () => {});",
      'whole.test.ts': "it('holds', () => {});",
    };
    expect(check(tests, ['npx tsc', 'check-dist'])).toEqual({
      status: 1,
      last: '12 passed, 8 failed',
      named: [
        '  dist/ is the one of a release: node scripts/check-dist.mjs',
        '  types: npx tsc --noEmit',
        '  tests: each.test.ts > is left badly',
        '  tests: empty.test.ts: No test found in suite empty.test.ts',
        '  tests: hook.test.ts: a hook failed',
        "  tests: import.test.ts: Cannot find module './nothing.ts' imported from FOLDER/import.test.ts",
        '  tests: one.test.ts > a group > is "wrong"',
        '  tests: one.test.ts > a group > is wrong too',
      ],
    });
  });

  it('fails where an error is outside of all tests, which hold', () => {
    const late = `it('holds', async () => {
      setTimeout(() => { throw new Error('later'); });
      await new Promise((resolve) => setTimeout(resolve, 50));
    });`;
    expect(check({ 'a.test.ts': late })).toEqual({
      status: 1,
      last: '13 passed, 1 failed',
      named: ['  tests: an error outside of the tests (exit status 1)'],
    });
  });

  it('fails where the tests have no results', () => {
    expect(check(sound, ['npx vitest', 'e2e'])).toEqual({
      status: 1,
      last: '11 passed, 2 failed',
      named: ['  tests: no results (exit status 1)', '  end to end: no results (exit status 1)'],
    });
  });

  it('has the slow tests, too, and the end-to-end test at its full length, where all is asked for', () => {
    const isSlow = "it('is slow', () => { expect(1).toBe(2); });\n";
    const tests = { ...sound, 'b.slow.test.ts': isSlow };
    expect(check(tests)).toEqual({ status: 0, last: '13 passed, 0 failed', named: [] });
    expect(folder.read('checks')).toBe('500\n');
    expect(check(tests, [], ['--all'])).toEqual({
      status: 1,
      last: '13 passed, 1 failed',
      named: ['  slow tests: b.slow.test.ts > is slow'],
    });
    expect(folder.read('checks')).toBe('\n');
  });

  it('refuses another word', () => {
    expect(check(sound, [], ['--slow'])).toEqual({ status: 64, last: '', named: [] });
  });

  it('ends at once where the packages are not there', () => {
    expect(check(sound, ['npm ci'])).toEqual({
      status: 1,
      last: '1 passed, 1 failed',
      named: ['  packages of npm: npm ci --no-audit --no-fund'],
    });
  });
});

describe('the slow tests', () => {
  it('have files that are there', () => {
    const files = slow.test?.include?.filter((file) => !file.includes('*')) ?? [];
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

describe('the summary of a run', () => {
  it('needs a name, an exit status and a file', () => {
    for (const words of [[], ['tests', 'abc', 'results.json']]) {
      const script = join(root, 'scripts/summary.mjs');
      const { status, stderr } = spawnSync(process.execPath, [script, ...words], {
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([
        64,
        'usage: node scripts/summary.mjs NAME STATUS RESULTS\n',
      ]);
    }
  });
});
