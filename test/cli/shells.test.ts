import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/list.ts';
import { exitWords } from '../../src/cli/exit.ts';
import { optionUsage } from '../../src/cli/usage.ts';
import { version } from '../../src/generated/manifest.ts';
import { released } from '../built.ts';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const folder = useFolder();
beforeAll(async () => {
  folder.write('masters.yaml', '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    folder.write(`_puppetlb.${shell}`, (await run('completion', shell)).stdout);
  }
});

function run(...words: string[]): ReturnType<typeof runProgram> {
  return runProgram(words, folder.path);
}

/** What a shell that is really there writes; the tests fail where it is not. */
function real(program: string, words: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(program, words, {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder.path, TERM: 'dumb', XDG_CONFIG_HOME: folder.path },
  });
  if (error !== undefined) throw error;
  expect(stderr).toBe('');
  return stdout;
}

/** Completions of a line whose last word is still being written. */
const shells: Readonly<Record<string, (line: string) => string[]>> = {
  bash(line) {
    const words = line.split(/ |(=)/).filter((word) => word !== undefined);
    const script = `source ./_puppetlb.bash
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}
      _puppetlb; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return real('bash', ['--norc', '-c', script]).trim().split('\n');
  },
  fish(line) {
    const script = `source _puppetlb.fish; complete --do-complete '${`puppetlb ${line.replace(/^puppetlb /, '')}`}'`;
    return real('fish', ['--no-config', '-c', script])
      .trim()
      .split('\n')
      .map((row) => row.replace(/\t.*/, ''));
  },
  zsh(line) {
    // A widget that lists and then says so: zsh lists nothing while it has more to read.
    const script = `zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell 'PS1=; unsetopt beep; autoload -Uz compinit; compinit -u -d ./dump; source ./_puppetlb.zsh'
      zpty -w shell 'zstyle ":completion:*" verbose no; zstyle ":completion:*" list-colors ""; LISTMAX=9999; stty cols 60'
      zpty -w shell 'zle -C list list-choices _main_complete; show() { zle list; zle -R; zle -I; print DO""NE }; zle -N show; bindkey "^I" show; print REA""DY'
      zpty -r -m shell got '*READY*'
      zpty -w -n shell '${line}'$'\\t'
      zpty -r -m shell got '*DONE*'
      print -r -- $got`;
    return real('zsh', ['-f', '-c', script])
      .replaceAll(/\u001b\[[\d;?]*[A-Za-z]|\r/g, ' ')
      .split(/\s+/);
  },
};

describe.each(Object.entries(shells))('completion in the real %s', (_name, complete) => {
  it('knows the commands', () => {
    expect(complete('puppetlb ')).toEqual(expect.arrayContaining(['build', 'lint', 'diff']));
    expect(complete('puppetlb pro')).toContain('probe');
  });

  it('knows the options of a command, and what they take', () => {
    const options = complete('puppetlb build --');
    expect(options.join(' ')).toContain('--out-dir');
    expect(options.join(' ')).not.toContain('--against');
    expect(complete('puppetlb lint --format sa').join(' ')).toContain('sarif');
    expect(complete('puppetlb diff --format=js').join(' ')).toContain('json');
  });

  it('knows codes and schemas', () => {
    expect(complete('puppetlb explain INV10')).toEqual(expect.arrayContaining(['INV102']));
    expect(complete('puppetlb schema prev')).toContain('preview');
  });
});

it('says which shells it knows', async () => {
  const said = 'puppetlb: unknown shell "tcsh"; write one of bash, zsh, fish\n';
  expect(await run('completion', 'tcsh')).toMatchObject({ code: 64, stderr: said });
  expect((await run('completion')).code).toBe(64);
});

describe('the manual page', () => {
  it('is the one that is kept', async () => {
    const { stdout } = await run('man');
    const shown = stdout.replace(`"puppetlb ${version}"`, `"puppetlb ${released}"`);
    await expect(shown).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/puppetlb.1'));
  });

  it('is one for groff and for mandoc', async () => {
    folder.write('puppetlb.1', (await run('man')).stdout);
    expect(real('groff', ['-man', '-ww', '-z', 'puppetlb.1'])).toBe('');
    expect(real('mandoc', ['-T', 'lint', '-W', 'error', 'puppetlb.1'])).toBe('');
    const shown = real('mandoc', ['-T', 'utf8', 'puppetlb.1']).replaceAll(/.\u0008/g, '');
    expect(shown).toContain('--out-dir DIR');
  });

  it.each(commands)(
    'of $name alone is one, too, with its options and exit statuses',
    async ({ name, options }) => {
      const page = `puppetlb-${name}.1`;
      folder.write(page, (await run('man', name)).stdout);
      expect(real('groff', ['-man', '-ww', '-z', page])).toBe('');
      expect(real('mandoc', ['-T', 'lint', '-W', 'error', page])).toBe('');
      const shown = real('mandoc', ['-T', 'utf8', page]).replaceAll(/.\u0008/g, '');
      for (const { name: option } of options) expect(shown).toContain(`--${option}`);
      for (const status of Object.keys(exitWords))
        expect(shown).toMatch(RegExp(`^ +${status} +\\w`, 'm'));
    },
  );

  it('is not made for what is no command', async () => {
    const said = 'puppetlb: unknown command "biuld"; run puppetlb --help\n';
    expect(await run('man', 'biuld')).toMatchObject({ code: 64, stderr: said });
  });
});

/** A cell of a table. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The page of every command, for whoever reads it in a browser. */
function commandsPage(): string {
  const exits = Object.entries(exitWords).map(([code, words]) => `| ${code} | ${words} |`);
  const list = commands.map(({ name, summary }) => `| [${name}](#${name}) | ${cell(summary)} |`);
  const sections = commands.map(({ name, operands, summary, example, options }) => {
    const rows = options.map(
      (option) => `| \`${cell(optionUsage(option))}\` | ${cell(option.summary)} |`,
    );
    const table =
      rows.length === 0 ? '' : `\n| option | meaning |\n|---|---|\n${rows.join('\n')}\n`;
    return `## ${name}

\`puppetlb ${`${name} [OPTION...] ${operands}`.trimEnd()}\`

${summary}
${table}
\`\`\`sh
${example}
\`\`\`
`;
  });
  return `# Reference: commands and exit statuses

<!-- Made from the commands by test/cli/shells.test.ts. -->

The same text is in \`puppetlb COMMAND --help\` and \`puppetlb man COMMAND\`. Every command also takes \`--color\`, \`--debug\` and \`--help\`.

| command | does |
|---|---|
${list.join('\n')}

## Exit statuses

They are the same for every command.

| status | meaning |
|---|---|
${exits.join('\n')}

## Environment variables

| variable | effect |
|---|---|
| \`NO_COLOR\`, \`FORCE_COLOR\` | without \`--color\`: no colours, or colours also where the output is not a terminal |
| \`GITHUB_ACTIONS=true\` | \`lint\` writes annotations too |
| \`XDG_CACHE_HOME\` | where the cache of compiled code is, in place of \`~/.cache\` |

${sections.join('\n')}`;
}

it('the page of all commands is the one that is kept', async () => {
  await expect(commandsPage()).toMatchFileSnapshot(
    join(import.meta.dirname, '../../docs/commands.md'),
  );
});
