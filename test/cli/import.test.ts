import { describe, expect, it } from 'vitest';
import { buildIn, runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const listen = `listen compile
  bind 10.0.0.100:8140
  balance source
  option httpchk
  server compile01 10.0.0.101:8140 check port 9200 fall 3 rise 3
`;

const folder = useFreshFolder();
const { write } = folder;

function run(...words: string[]): ReturnType<typeof runProgram> {
  return runProgram(['import', ...words], folder.path);
}

describe('import', () => {
  it('reads a file, standard input, several files and a folder', async () => {
    folder.make('parts');
    write('parts/20-listen.cfg', listen);
    write('parts/10-global.cfg', 'global\n  maxconn 2000\n');
    write('parts/30-readme.txt', 'no part of it');
    write('parts/.40-hidden.cfg', 'nor this');
    const whole = await run('parts');
    expect(whole.code).toBe(0);
    expect(whole.stderr).toMatch(
      /\n1 of 1 TCP services became pools, 0 sections copied, [0-9]+ lines changed\n$/,
    );
    expect(whole.stdout).toContain('maxconn: 2000');
    expect(whole.stdout).toContain('- { name: compile01, address: 10.0.0.101 }');
    const listed = await run('parts/10-global.cfg', 'parts/20-listen.cfg');
    expect(listed.stdout).toBe(whole.stdout);
    write('whole.cfg', `global\n  maxconn 2000\n${listen}`);
    expect((await run('whole.cfg')).stdout).toBe(whole.stdout);
    // A line that goes into "extra" is said where it stands.
    const stdin = `global\n  maxconn 2000\n${listen}  fullconn 10\n`;
    const piped = await runProgram(['import', '-', '--verbose'], folder.path, { stdin });
    expect(piped.stdout).toContain('extra: [ fullconn 10 ]');
    expect(piped.stderr).toContain('<stdin>:8:3');
  });

  it('says only that a fragment cannot stand beside the file that it becomes', async () => {
    write('old.cfg', `${listen}listen web\n  mode http\n  bind :80\n  server w 10.0.0.9:80\n`);
    await run('old.cfg', '-o', 'puppetlb.yaml');
    await runProgram(['build', '-o', 'haproxy.cfg'], folder.path);
    const { code, stderr } = await run('--fragment', 'haproxy.cfg', '--verbose', '-o', 'f.yaml');
    expect(code).toBe(1);
    expect(stderr.match(/(error|warning) [A-Z]+[0-9]+/g)).toEqual(['error INV140']);
    expect(stderr).not.toContain('puppetlb build');
  });

  it('writes a file, and not over what it reads', async () => {
    write('haproxy.cfg', listen);
    const { code, stdout } = await run('haproxy.cfg', '-o', 'puppetlb.yaml');
    expect([code, stdout]).toEqual([0, '']);
    expect(folder.read('puppetlb.yaml')).toContain('pools:\n');
    expect((await runProgram(['lint'], folder.path)).code).toBe(0);
    folder.write('puppetlb.yaml', 'edited by hand');
    const refused = await run('haproxy.cfg', '-o', 'puppetlb.yaml');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('puppetlb.yaml already exists; it is unchanged (use --force');
    expect(folder.read('puppetlb.yaml')).toBe('edited by hand');
    expect((await run('haproxy.cfg', '-o', 'puppetlb.yaml', '--force')).code).toBe(0);
    expect(folder.read('puppetlb.yaml')).toContain('pools:\n');
    const over = await run('haproxy.cfg', '-o', './haproxy.cfg');
    expect([over.code, over.stdout]).toEqual([64, '']);
    expect(folder.read('haproxy.cfg')).toBe(listen);
  });

  it('says what it cannot read, and writes nothing', async () => {
    write('empty.cfg', ' \n');
    write('binary.cfg', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 3]));
    write('wide.cfg', Buffer.from('\ufeffglobal\n', 'utf16le'));
    write('huge.cfg', Buffer.alloc(16 * 1024 * 1024 + 1, '#'));
    folder.make('nothing');
    const expected: [words: string[], code: number, said: string][] = [
      [['empty.cfg'], 1, 'the file is empty'],
      [['binary.cfg'], 1, 'the file is not text'],
      [['wide.cfg'], 1, 'the file is UTF-16'],
      [['huge.cfg'], 1, 'the file has more than 16 MiB'],
      [['missing.cfg'], 74, 'missing.cfg: no such file'],
      [['nothing'], 74, 'nothing: no *.cfg file in this folder'],
      [[], 64, 'import needs a haproxy.cfg'],
    ];
    for (const [words, code, text] of expected) {
      const { code: ended, stdout, stderr } = await run(...words, '-o', 'out.yaml');
      expect([words, ended, stdout]).toEqual([words, code, '']);
      expect(stderr).toContain(text);
    }
    expect(folder.has('out.yaml')).toBe(false);
  });

  it('reads Latin-1, CRLF and what no editor shows', async () => {
    write(
      'latin.cfg',
      Buffer.from(`# Gr\u00fc\u00dfe\r\n${listen.replaceAll('\n', '\r\n')}`, 'latin1'),
    );
    const { code, stdout } = await run('latin.cfg');
    expect(code).toBe(0);
    expect(stdout).toContain('description: "Gr\u00fc\u00dfe"');
  });

  it('copies a service whose pool lint would refuse, and exits 0 where nothing changed', async () => {
    write('haproxy.cfg', listen.replace('compile01 10.0.0.101', '_c1 010.0.0.101'));
    const { code, stdout, stderr } = await run('haproxy.cfg');
    expect(code).toBe(0);
    expect(stdout).toContain('server _c1 010.0.0.101:8140 check');
    expect(stdout).toContain('pools: []');
    expect(stderr).toContain('listen "compile" is not a pool: "');
    expect(stderr).toContain('0 of 1 TCP services became pools, 1 section copied');
  });

  it('exits 0 where what it builds means the same', async () => {
    write('haproxy.cfg', listen);
    await run('haproxy.cfg', '-o', 'puppetlb.yaml');
    await runProgram(['build', '-o', 'built.cfg', '--haproxy', 'off'], folder.path);
    const again = await run('built.cfg');
    expect(again.code).toBe(0);
    expect(again.stderr).toMatch(
      /(^|\n)1 of 1 TCP services became pools, 0 sections copied, 0 lines changed\n$/,
    );
  });

  it('copies what is in mode http, and builds it', async () => {
    write(
      'haproxy.cfg',
      'global\n  maxconn 10\nlisten web\n  mode http\n  bind :80\n  timeout client 9s\n  timeout connect 9s\n  timeout server 9s\n  server a 10.0.0.1:80\n',
    );
    const { code, stdout, stderr } = await run('haproxy.cfg', '-o', 'puppetlb.yaml');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('0 of 0 TCP services became pools, 1 section copied, 0 lines changed');
    expect(await buildIn(folder.path)).toContain('listen web');
  });

  it('reads old syntax as it was meant', async () => {
    const old = listen
      .replace('compile\n  bind 10', 'compile 10')
      .replace('balance source', 'source');
    write('haproxy.cfg', `defaults\n  contimeout 3000\n  clitimeout 30000\n${old}`);
    const { code, stdout, stderr } = await run('haproxy.cfg');
    expect(code).toBe(1);
    expect(stdout).toContain('bind: 10.0.0.100:8140');
    expect(stdout).toContain('connect: 3000');
    expect(stderr).toContain(
      '"10.0.0.100:8140" follows the section name; read as "bind 10.0.0.100:8140"',
    );
    expect(stderr).toContain('HAProxy refuses "source"; read as "balance source"');
    expect(stderr).toContain('HAProxy refuses "clitimeout"; read as "timeout client 30000"');
  });

  it('lists what is lost, counts what is kept, and lists everything where that is asked for', async () => {
    write(
      'haproxy.cfg',
      `${listen}  fullconn 7\n  server compile02 10.0.0.102 check\nlisten web\n  mode http\n  bind :80\nbackend app\n  mode http\nbackend other\n  mode http\n`,
    );
    const { stderr } = await run('haproxy.cfg');
    expect(stderr).toContain('haproxy.cfg:7:3: warning HAP381 server "compile02" has no port');
    expect(stderr).toContain(
      '\n1 line copied to "extra", 1 listen copied unchanged, 2 backends copied unchanged, 3 findings of lint; --verbose lists them\n',
    );
    expect(stderr).not.toContain('fullconn');
    const all = await run('haproxy.cfg', '--verbose');
    expect(all.stderr).toContain(
      'haproxy.cfg:6:3: info HAP382 "fullconn 7" has no property; copied to "extra" of each pool that inherits it\n',
    );
    expect(all.stderr).toContain('<stdout>:1:1: info HAP349');
    const framed = await run('haproxy.cfg', '--format', 'text');
    expect(framed.stderr).toContain(
      'info[HAP382]: "fullconn 7" has no property; copied to "extra"',
    );
  });

  it('loses no comment', async () => {
    const lines = listen.trimEnd().split('\n');
    const text = lines.map((line, index) => `  # above ${index}\n${line} # behind ${index}\n`);
    write(
      'haproxy.cfg',
      `# head\n\nglobal # one\n  # two\n  maxconn 10 # three\n  # four\ndefaults # five\n  timeout client 1h # six\n${text.join('')}# tail\n`,
    );
    const { stdout } = await run('haproxy.cfg');
    const wanted = ['head', 'one', 'two', 'three', 'four', 'five', 'six', 'tail'];
    const numbered = lines.flatMap((_, index) => [`above ${index}`, `behind ${index}`]);
    for (const comment of [...wanted, ...numbered]) {
      expect(stdout.split('\n').filter((line) => line.includes(`# ${comment}`))).toHaveLength(1);
    }
  });
});
