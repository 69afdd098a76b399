import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Folder } from '../folder.ts';
import { buildInto, runApart } from './machine.ts';
import type { Ended } from './nodes.ts';

/** What a node's inventory says here. */
interface Wanted {
  readonly balancers: string;
  readonly transport?: 'xinetd' | 'systemd';
  readonly port?: number;
}

/** A run of the installer, interrupted before each of its commands at which something has changed. */
interface Interruption {
  /** What was built into the folder `old`. */
  readonly old?: Wanted;
  /** What was built into the folder `new`, whose install.sh is run. */
  readonly wanted: Wanted;
  /** Makes the machine's files, once; `$old` and `$new` are install.sh of the folders. */
  readonly prepare?: string;
  /** Brings into being what runs at the beginning of each case. */
  readonly begin?: string;
  /** The options of install.sh. */
  readonly options?: string;
  /** What happens between the interruption and the second run. */
  readonly between?: string;
}

/** When install.sh is interrupted, how, and what a run that is not interrupted ends with. */
export type InterruptedCase = readonly [name: string, interruption: Interruption, outcome: RegExp];

/** How a machine is after a run: what install.sh ended with, who is answered, and everything else in a checksum. */
interface Outcome {
  readonly undisturbed: string;
  readonly interrupted: readonly string[];
}

async function build(folder: string, wanted: Wanted): Promise<void> {
  const { balancers, transport = 'xinetd', port = 9200 } = wanted;
  await buildInto(
    folder,
    `haproxy: { balancers: [${balancers}] }
pools:
  - name: compile
    bind: 10.0.0.100:8140
    check: { kind: node, transport: ${transport}, port: ${port} }
    servers: [{ name: compile01, address: 10.0.0.101 }]
`,
  );
}

/** Runs commands on a machine, with `$old` and `$new` for the install.sh of what is built into these folders. */
export async function onMachine(
  folder: string,
  { old, wanted }: Pick<Interruption, 'old' | 'wanted'>,
  commands: string,
): Promise<Ended> {
  await build(join(folder, 'new'), wanted);
  if (old !== undefined) await build(join(folder, 'old'), old);
  writeFileSync(join(folder, 'systemctl'), systemctl);
  chmodSync(join(folder, 'systemctl'), 0o755);
  writeFileSync(join(folder, 'hook'), hook);
  return await runApart(folder, `${functions}\n${commands}`);
}

/** Tests, on machines in a folder, that a run which follows an interrupted one ends as if it had been the only one. */
export function expectTheSame(machines: Folder, cases: readonly InterruptedCase[]): void {
  describe.each(cases)('install.sh, interrupted where %s', (name, interruption, outcome) => {
    it('ends as if it had not been', { timeout: 300_000 }, async () => {
      const folder = machines.at(name.replaceAll(' ', '-'));
      const { undisturbed, interrupted } = await interrupt(folder, interruption);
      expect(undisturbed).toMatch(outcome);
      expect(interrupted.length).toBeGreaterThan(5);
      // A run that had only its last word left to say is over.
      const said = interrupted.map((line) => line.replace('is not installed', 'is uninstalled'));
      expect(said).toEqual(said.map(() => undisturbed));
    });
  });
}

/**
 * Kills install.sh before each command that finds the machine changed, and runs it again. Before the commands in
 * between, which change nothing, the machine is the same.
 */
async function interrupt(folder: string, interruption: Interruption): Promise<Outcome> {
  const { options = '', prepare = '', begin = '', between = '' } = interruption;
  const { stdout, stderr } = await onMachine(
    folder,
    interruption,
    `begin() { :; ${begin}
}
between() { :; ${between}
}
${prepare}
save
reset
between
echo "undisturbed: $(run sh "$new" ${options})"
reset
KILL_AT=record BASH_ENV=$folder/hook bash "$new" ${options} >"$own/output" 2>&1 || true
awk '$2 != state { print; state = $2 }' "$own/steps" >"$own/kills"
while read -r step state; do
  reset
  KILL_AT=$step BASH_ENV=$folder/hook bash "$new" ${options} </dev/null >"$own/output" 2>&1 || true
  [ "$(state)" = "$state" ] || echo "interrupted: another state before command $step"
  between
  echo "interrupted: $(run sh "$new" ${options})"
done <"$own/kills"`,
  );
  const lines = stdout.split('\n');
  const after = (word: string): string[] =>
    lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length));
  const [undisturbed] = after('undisturbed: ');
  if (undisturbed === undefined) throw new Error(stdout + stderr);
  return { undisturbed, interrupted: after('interrupted: ') };
}

/** Counts the commands of the shell that runs install.sh, each of which is a step, and ends it before one of them. */
const hook = `unset BASH_ENV
steps=0
at_step() {
  [ "$BASH_SUBSHELL" = 0 ] || return 0
  steps=$((steps + 1))
  if [ "$KILL_AT" = record ]; then
    echo "$steps $(state)" >>"$own/steps"
  elif [ "$steps" = "$KILL_AT" ]; then
    kill -9 $$
  fi
}
state() { tar --sort=name --mtime=@0 -C / -cf - $watched $own/calls 2>/dev/null | cksum | tr ' ' -; }
set -T
trap at_step DEBUG
`;

/** A systemd that listens by the units which it has read, and says which ones. */
const systemctl = `#!/bin/sh
echo "systemctl $*" >>"$own/calls"
units=/etc/systemd/system
stop() {
  if [ -e "$own/pids/$1" ]; then
    pid=$(cat "$own/pids/$1")
    kill -9 "$pid" 2>/dev/null
    while [ -n "$(ls "/proc/$pid/fd" 2>/dev/null)" ]; do /bin/sleep 0.02; done
  fi
  rm -f "$own/pids/$1" "$own/running/$1"
}
load() { for unit in "$units"/puppetmastercheck*; do [ ! -f "$unit" ] || cp "$unit" "$own/loaded/"; done; }
case "$*" in
  daemon-reload) rm -f "$own"/loaded/*; load ;;
  'enable '*) : >"$own/enabled/$2" ;;
  'disable --now '*) stop "$3"; rm -f "$own/enabled/$3" "$own/loaded/$3" ;;
  'stop '*) stop "$2" ;;
  'reload-or-restart xinetd')
    if [ -e /run/xinetd.pid ]; then kill -HUP "$(cat /run/xinetd.pid)"; else xinetd -pidfile /run/xinetd.pid; fi
    ;;
  'restart '*)
    stop "$2"
    [ -e "$own/loaded/$2" ] || load
    port=$(sed -n 's/^ListenStream=//p' "$own/loaded/$2")
    "$own/systemd" --accept --inetd -l "$port" /usr/local/sbin/puppetmastercheck --http </dev/null >/dev/null 2>&1 9>&- &
    pid=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
      /bin/sleep 0.05
      kill -0 "$pid" 2>/dev/null || exit 1
      if ls -l "/proc/$pid/fd" 2>/dev/null | grep -q socket: ; then break; fi
    done
    echo "$pid" >"$own/pids/$2"
    cp "$own/loaded/$2" "$own/running/$2"
    ;;
  *) exit 1 ;;
esac
`;

const functions = `exec 2>&1
folder=$(pwd)
own=$folder/own
old=$folder/old/out/compile01/install.sh
new=$folder/new/out/compile01/install.sh
watched="etc/xinetd.d etc/services etc/puppetmastercheck etc/systemd/system var/backups usr/local/sbin"
watched="$watched $own/loaded $own/running $own/enabled"
export own watched
mkdir "$own/bin" "$own/loaded" "$own/running" "$own/enabled" "$own/pids"
mkdir -p /etc/systemd/system
chmod 755 "$folder" "$own"
cp "$folder/systemctl" "$own/bin/"
cp "$(command -v systemd-socket-activate)" "$own/systemd"
# What install.sh waits for is there sooner.
printf '#!/bin/sh\\nexec /bin/sleep 0.2\\n' >"$own/bin/sleep"
printf '#!/bin/sh\\n' >"$own/bin/sync"
cat >"$own/bin/service" <<'END'
#!/bin/sh
echo "service $*" >>"$own/calls"
exec /usr/sbin/service "$@"
END
chmod 755 "$own"/bin/*
: >"$own/calls"
PATH=$own/bin:$PATH
openssl req -x509 -newkey rsa:2048 -nodes -keyout own/key -out own/certificate -subj /CN=puppet 2>/dev/null
mkdir -p own/www/status/v1 && echo running >own/www/status/v1/simple
(cd own/www && exec openssl s_server -accept 8140 -cert ../certificate -key ../key -WWW >/dev/null 2>&1) &
/bin/sleep 0.5
state() { tar --sort=name --mtime=@0 -C / -cf - $watched "$own/calls" 2>/dev/null | cksum | tr ' ' -; }
is_open() { grep -q ":$(printf %04X "$1") 0*:0000 0A" /proc/net/tcp /proc/net/tcp6; }
until_done() { for _ in $(seq 60); do if "$@"; then return 0; fi; /bin/sleep 0.05; done; return 1; }
start_xinetd() { xinetd -pidfile /run/xinetd.pid; until_done is_open 9200; }
article() {
  cat >"$1" <<END
service article
{
    type        = UNLISTED
    socket_type = stream
    protocol    = tcp
    wait        = no
    port        = 9200
    user        = nobody
    server      = /usr/local/sbin/article
}
END
  printf '#!/bin/sh\\nsleep 0.1\\nprintf "HTTP/1.1 200 OK\\\\r\\\\nContent-Length: 7\\\\r\\\\n\\\\r\\\\narticle"\\nsleep 0.1\\n' >/usr/local/sbin/article
  chmod 755 /usr/local/sbin/article
}
# Another service keeps xinetd running.
article /etc/xinetd.d/kept
sed -i 's,article$,kept,; s,9200,9999,; s,/usr/local/sbin/kept,/bin/true,' /etc/xinetd.d/kept
is_gone() { ! is_open 9200 && ! is_open 9300; }
end_all() {
  # This machine has processes of its own.
  for file in $(grep -lxE 'xinetd|systemd' /proc/[0-9]*/comm 2>/dev/null); do
    pid=\${file#/proc/}
    kill -9 "\${pid%/comm}" 2>/dev/null || true
  done
  rm -f /run/xinetd.pid "$own"/pids/*
  until_done is_gone || echo 'somebody still listens' >&2
}
save() { end_all; tar -C / -cf "$own/base.tar" $(cd / && ls -d $watched 2>/dev/null); }
reset() {
  end_all
  # shellcheck disable=SC2086
  (cd / && rm -rf etc/xinetd.d etc/puppetmastercheck etc/systemd/system var/backups/* usr/local/sbin/* $own/loaded $own/running $own/enabled)
  tar -C / -xf "$own/base.tar"
  begin
  : >"$own/calls"
}
answers() {
  for port in 9200 9300; do
    for from in 127.0.0.1 127.0.0.2 127.0.0.3; do
      printf '%s ' "$(curl -s -o /dev/null -w '%{http_code}' --max-time 8 --interface $from http://127.0.0.1:$port/ || true)"
    done
  done
}
settled() { now=$(answers); [ ! -e "$own/expected" ] || [ "$now" = "$(cat "$own/expected")" ]; }
# Runs install.sh; prints how it ended, what it said last, who is answered, and the checksum of all files.
run() {
  rc=0
  "$@" >"$own/output" 2>&1 </dev/null || rc=$?
  until_done settled || true
  [ -e "$own/expected" ] || echo "$now" >"$own/expected"
  runs=stopped
  ! grep -qx xinetd /proc/[0-9]*/comm 2>/dev/null || runs=runs
  files=$(tar --sort=name --mtime=@0 -C / -cf - $watched 2>/dev/null | cksum)
  echo "ended with $rc; $(tail -n 1 "$own/output"); asked: $now; xinetd $runs; files $files"
}
`;
