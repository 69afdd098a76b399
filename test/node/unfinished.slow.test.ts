import { describe, expect, it } from 'vitest';
import { useFolder } from '../use-folder.ts';
import { onMachine } from './interruption.ts';

const machine = useFolder();

const before = { balancers: '127.0.0.1, 127.0.0.2' };
const after = { balancers: '127.0.0.1, 127.0.0.3' };

/** What commands print after `sh "$old"` has installed the check on a new machine. */
async function says(name: string, commands: string): Promise<string> {
  const { stdout } = await onMachine(
    machine.at(name),
    { old: before, wanted: after },
    `pending=/var/backups/puppetmastercheck/pending
say() { rc=0; sh "$@" || rc=$?; echo "ended with $rc"; }
asked() { echo "asked: $(answers | cut -d ' ' -f 1-3)"; }
marked() { if [ -e $pending ]; then echo "pending: $(cat $pending)"; else echo 'nothing pending'; fi; }
break_service() { mv "$own/bin/service" "$own/service"; printf '#!/bin/sh\\nexit 1\\n' >"$own/bin/service"; chmod 755 "$own/bin/service"; }
mend_service() { mv "$own/service" "$own/bin/service"; }
sh "$old" >/dev/null
${commands}`,
  );
  return stdout;
}

const facts = (said: string): string[] =>
  said.match(/^(ended with|asked:|pending:|nothing pending).*|stopped and stays so/gm) ?? [];

describe('install.sh, where a reload fails', { timeout: 120_000 }, () => {
  it('reloads in the next run', async () => {
    const said = await says(
      'fails',
      'break_service; say "$new"; asked; marked; mend_service; say "$new" --dry-run; say "$new"; asked; marked; say "$new"',
    );
    expect(facts(said), said).toEqual([
      'ended with 2',
      'asked: 200 200 000',
      'pending: reload 9200 ',
      'ended with 0',
      'ended with 0',
      'asked: 200 000 200',
      'nothing pending',
      'ended with 0',
    ]);
    expect(said).toMatch(/xinetd could not be reloaded and still has its old configuration/);
    expect(said.match(/^(would )?reload xinetd: the last run was not completed$/gm)).toEqual([
      'would reload xinetd: the last run was not completed',
      'reload xinetd: the last run was not completed',
    ]);
  });

  it('does not start what was stopped since', async () => {
    const said = await says(
      'stopped',
      'break_service; say "$new"; mend_service; end_all; say "$new"; asked; marked; say "$new" --start; asked',
    );
    expect(facts(said), said).toEqual([
      'ended with 2',
      'stopped and stays so',
      'ended with 2',
      'asked: 000 000 000',
      'nothing pending',
      'ended with 0',
      'asked: 200 000 200',
    ]);
  });

  it('leaves no mark when it uninstalls', async () => {
    const said = await says(
      'uninstalls',
      'break_service; say "$new"; marked; mend_service; say "$new" --uninstall; asked; marked; say "$new" --uninstall',
    );
    expect(facts(said), said).toEqual([
      'ended with 2',
      'pending: reload 9200 ',
      'ended with 0',
      'asked: 000 000 000',
      'nothing pending',
      'ended with 0',
    ]);
    expect(said).toMatch(/is uninstalled\n[\s\S]*is not installed\n/);
  });
});

describe('install.sh', { timeout: 120_000 }, () => {
  it('reloads what an older one left, and does not start it', async () => {
    const old = ': >/var/backups/puppetmastercheck/unstarted';
    const said = await says(
      'older',
      `${old}; say "$old"; marked; ls /var/backups/puppetmastercheck; ${old}; end_all; say "$old"; asked`,
    );
    expect(facts(said), said).toEqual([
      ...['ended with 0', 'nothing pending'],
      ...['stopped and stays so', 'ended with 2', 'asked: 000 000 000'],
    ]);
    expect(said).not.toMatch(/^unstarted$/m);
    expect(said).toMatch(/^reload xinetd: the last run was not completed$/m);
  });

  it('keeps a drained node drained when it finishes what was interrupted', async () => {
    const said = await says(
      'drained',
      'echo drain upgrade >/etc/puppetmastercheck/state; break_service; say "$new"; mend_service; say "$new"; asked; marked',
    );
    expect(facts(said), said).toEqual([
      ...['ended with 2', 'ended with 0', 'asked: 503 000 503', 'nothing pending'],
    ]);
  });

  it('reloads and starts xinetd where there is no service command', async () => {
    const said = await says(
      'plain',
      `mkdir "$own/programs"; for folder in /usr/bin /bin /usr/sbin /sbin; do
  for file in $folder/*; do [ "\${file##*/}" = service ] || ln -sf "$file" "$own/programs/"; done
done
sed -i 's,^PATH=.*,PATH=/usr/local/sbin:$own/bin:$own/programs,' "$old" "$new"
rm "$own/bin/service"
say "$new"; asked; end_all; say "$new"; say "$new" --start; asked`,
    );
    expect(facts(said), said).toEqual([
      ...['ended with 0', 'asked: 200 000 200', 'stopped and stays so', 'ended with 2'],
      ...['ended with 0', 'asked: 200 000 200'],
    ]);
  });

  it('waits for another one', async () => {
    const said = await says(
      'two',
      `(say "$new" >own/first) & first=$!; (say "$old" >own/second) & wait $first $!
cat own/first own/second; say "$new"; asked; marked`,
    );
    expect(facts(said), said).toEqual([
      ...['ended with 0', 'ended with 0', 'ended with 0', 'asked: 200 000 200', 'nothing pending'],
    ]);
    expect(said).toMatch(/waits for another install.sh to end/);
  });
});
