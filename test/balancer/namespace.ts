import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RealHaproxy } from '../integration/haproxies.ts';

/** What a command said. */
export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** The command that makes another user of it. */
  readonly as?: readonly string[];
  /** A folder inside. */
  readonly cwd?: string;
}

/** A network, folders and processes of their own, in which a machine looks like a balancer. */
export interface Namespace {
  /** Its first process, as the test knows it. */
  readonly pid: number;
  /** The command that runs words inside. */
  enter(words: readonly string[]): readonly [string, ...string[]];
  run(words: readonly string[], options?: RunOptions): Promise<Output>;
  /** Starts a command that goes on until it ends, or the namespace does. */
  start(words: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
  /** Ends all that runs inside. */
  stop(): Promise<void>;
}

/** Where programs stand that only look like those of a balancer. */
export const standIns = '/run/stand-ins';

/** The messages for systemd, and those for syslog. */
export const notifyLog = '/run/notify.log';
export const syslog = '/run/syslog';

const notifySocket = '/run/notify';

/**
 * The first process inside reaps what is left over. /etc and /var/lib are layers above those of the machine, /run and /dev
 * are new, so that nothing of the machine changes.
 */
const setUp = (root: string): string => `
set -e
ip link set lo up
mount -t tmpfs -o mode=755 run /run
mkdir -m 755 /run/layers /run/haproxy /run/dev ${standIns}
mount -t tmpfs -o mode=755 layers /run/layers
for folder in etc var/lib; do
  name=$(basename $folder)
  mkdir -p /run/layers/$name/upper /run/layers/$name/work
  mount -t overlay overlay -o lowerdir=/$folder,upperdir=/run/layers/$name/upper,workdir=/run/layers/$name/work /$folder
done
mkdir -p /etc/haproxy /etc/puppetlb /var/lib/haproxy
mkdir -p -m 700 /var/lib/puppetlb
rm -rf /etc/haproxy/*
mount -t tmpfs -o mode=755 dev /run/dev
for name in null zero full random urandom tty; do
  touch /run/dev/$name
  mount --bind /dev/$name /run/dev/$name
done
ln -s /proc/self/fd /run/dev/fd
ln -s /proc/self/fd/0 /run/dev/stdin
ln -s /proc/self/fd/1 /run/dev/stdout
ln -s /proc/self/fd/2 /run/dev/stderr
mount --rbind /run/dev /dev
cat > ${standIns}/systemctl <<'END'
#!/bin/sh
# What "systemctl reload haproxy" does by Debian's unit.
[ "$1" = reload ] || exit 0
haproxy -c -q $(cat /run/haproxy.files) >&2 || exit 1
kill -USR2 "$(cat /run/haproxy.pid)"
END
chmod 755 ${standIns}/systemctl
mount --bind ${standIns}/systemctl /usr/bin/systemctl
if [ ${root} != / ]; then
  for folder in /etc/haproxy /var/lib /run /tmp /dev /proc; do mount --rbind $folder ${root}$folder; done
  printf '#!/bin/sh\\nexec chroot ${root} /usr/sbin/haproxy "$@"\\n' > ${standIns}/haproxy
  chmod 755 ${standIns}/haproxy
  mount --bind ${standIns}/haproxy /usr/sbin/haproxy
fi
socat -u UNIX-RECV:${notifySocket} OPEN:${notifyLog},creat,append &
socat -u UNIX-RECV:/dev/log,mode=666 OPEN:${syslog},creat,append &
until [ -S ${notifySocket} ] && [ -S /dev/log ]; do sleep 0.02; done
echo ready
sleep infinity &
wait $!
`;

/** Makes a namespace in which `haproxy` is the one that is asked for. */
export async function makeNamespace({ root }: RealHaproxy): Promise<Namespace> {
  const words = ['-mnpf', '--kill-child', '--mount-proc', 'bash', '-c', setUp(root)];
  const outer = spawn('unshare', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  outer.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const isReady = await Promise.race([
    once(outer.stdout, 'data').then(() => true),
    once(outer, 'exit').then(() => false),
  ]);
  const children = readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, {
    encoding: 'utf8',
    flag: 'r',
  });
  const pid = Number(children.trim().split(' ')[0]);
  if (!isReady || !pid) throw new Error(`no namespace: ${said}`);
  const enter = (command: readonly string[]): readonly [string, ...string[]] => [
    'nsenter',
    ...['-t', String(pid), '-m', '-n', '-p', '--'],
    ...command,
  ];
  const start: Namespace['start'] = (command, env = {}) => {
    const [program, ...rest] = enter(command);
    return spawn(program, rest, {
      cwd: '/',
      env: { PATH: process.env['PATH'], NOTIFY_SOCKET: notifySocket, ...env },
      stdio: ['ignore', 'ignore', 'ignore'],
    });
  };
  return {
    pid,
    enter,
    start,
    run: (command, options = {}) =>
      runCommand(
        enter(['env', '-C', options.cwd ?? '/', ...(options.as ?? []), ...command]),
        options,
      ),
    async stop() {
      if (outer.exitCode !== null || outer.signalCode !== null) return;
      const ended = once(outer, 'exit');
      process.kill(pid, 'SIGKILL');
      await ended;
    },
  };
}

async function runCommand(
  [program, ...words]: readonly [string, ...string[]],
  { env = {}, stdin = '' }: RunOptions,
): Promise<Output> {
  const child = spawn(program, words, {
    cwd: '/',
    env: { PATH: process.env['PATH'], HOME: '/root', ...env },
    stdio: 'pipe',
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [code] = await once(child, 'close');
  return { code, ...output };
}

/** Waits until something holds, for at most some 20 s. */
export async function until(
  isReached: () => Promise<boolean> | boolean,
  what: string,
): Promise<void> {
  for (let tries = 0; tries < 800; tries += 1) {
    if (await isReached()) return;
    await pause(25);
  }
  throw new Error(`it did not happen: ${what}`);
}

/** What listens and connects inside a namespace; each action is one of inside.mjs. */
export interface Inside {
  do<Result = void>(action: string, words?: object): Promise<Result>;
}

/** Starts the servers and clients of a namespace. */
export async function startInside({ enter }: Namespace): Promise<Inside> {
  const script = join(import.meta.dirname, 'inside.mjs');
  const [program, ...words] = enter([process.execPath, script]);
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  let last = 0;
  const waiting = new Map<number, (message: { result?: unknown; error?: string }) => void>();
  child.on('message', (message: { id: number; result?: unknown; error?: string }) =>
    waiting.get(message.id)?.(message),
  );
  return {
    do: (action, of = {}) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, ({ result, error }) => {
          if (error === undefined) resolve(result as never);
          else reject(new Error(`${action}: ${error}`));
        });
        child.send({ id, action, words: of });
      }),
  };
}
