import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Machine } from '../../apply/machine.ts';
import type { Hidden } from '../../apply/trial.ts';
import { lastAlert } from '../../haproxy/process/failed-start.ts';
import { describeFault } from '../../haproxy/process/message-machine.ts';
import { readMessages } from '../../haproxy/process/messages.ts';
import type { SourceText } from '../../text/positions.ts';
import type { Target } from './preflight.ts';

/** So long HAProxy runs in a trial, in milliseconds: what it cannot have, it asks for at once. */
const trialTime = 1500;

/** How a trial ended. */
export type TrialOutcome =
  | { readonly is: 'started' }
  | { readonly is: 'untried'; readonly why: string }
  | {
      readonly is: 'failed';
      readonly message: string;
      readonly help: string;
      /** The line that HAProxy names; undefined where it names none. */
      readonly at: { readonly line: number; readonly source: SourceText } | undefined;
    };

/**
 * Runs in namespaces of its own: words are the folder for what is written, the new file, the file in whose place it
 * stands, the limit of files, and the command; the folders and files to hide are lines. The shell stays: it dies with us,
 * and all its processes with it, where a HAProxy that changes its user would live on.
 */
const script = `
set -e
work=$1 new=$2 place=$3 files=$4 folders=$5 hide=$6
shift 6
ip link set lo up
for family in 4 6; do
  setting=/proc/sys/net/ipv$family/ip_nonlocal_bind
  if [ -e $setting ]; then echo 1 > $setting; fi
done
mount -t tmpfs tmpfs "$work/private"
IFS='
'
count=0
for folder in $folders; do
  count=$((count + 1))
  mkdir "$work/private/upper$count" "$work/private/work$count"
  chown --reference="$folder" "$work/private/upper$count"
  chmod --reference="$folder" "$work/private/upper$count"
  mount -t overlay overlay -o "lowerdir=$folder,upperdir=$work/private/upper$count,workdir=$work/private/work$count" "$folder"
done
for file in $hide; do mount --bind /dev/null "$file"; done
if [ "$place" != "$new" ]; then mount --bind "$new" "$place"; fi
if [ -n "$files" ]; then ulimit -Hn "$files" 2>/dev/null || ulimit -n "$files" 2>/dev/null || true; fi
echo ready >&3
exec 3>&-
"$@" && exit 0
exit 1
`;

/** Starts HAProxy for a moment where nobody sees it: network, processes, mounts and what it writes are its own. */
export async function tryOut(
  sources: readonly SourceText[],
  hidden: Hidden,
  target: Pick<Target, 'program' | 'configuration' | 'arguments'>,
  { limits }: Machine,
): Promise<TrialOutcome> {
  const { program, configuration } = target;
  if (program === undefined) return { is: 'untried', why: 'no HAProxy is installed' };
  const work = mkdtempSync(join(tmpdir(), 'puppetlb-trial-'));
  try {
    const file = join(work, 'haproxy.cfg');
    writeFileSync(file, sources.map(textOf).join(''));
    mkdirSync(join(work, 'private'));
    const place = existsSync(configuration) ? configuration : file;
    const lists = [hidden.folders, hidden.files].map((paths) =>
      paths.filter((path) => existsSync(path)).join('\n'),
    );
    const command = [program, '-db', ...target.arguments, '-f', place];
    const words = [work, file, place, `${limits?.files ?? ''}`, ...lists, ...command];
    const { isReady, hasEnded, stderr } = await runFor(trialTime, words);
    if (!isReady) return { is: 'untried', why: stderr.trim().split('\n').at(-1) ?? '' };
    return hasEnded ? explain(stderr, place, sources) : { is: 'started' };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function textOf({ text }: SourceText): string {
  return text.replace(/\n?$/, '\n');
}

/** Why HAProxy ended, at the line that it names. */
function explain(stderr: string, file: string, sources: readonly SourceText[]): TrialOutcome {
  const alert = lastAlert(readMessages(stderr, file));
  const fault = alert?.machine;
  if (fault?.is === 'unresolved' || fault?.is === 'nameserver') {
    return { is: 'untried', why: `${describeFault(fault)}, where a trial has no network` };
  }
  const why = fault === undefined ? (alert?.text ?? 'it printed no reason') : describeFault(fault);
  const message = `HAProxy ended in a trial: ${why}`;
  const help = 'fix what HAProxy reports, and try again';
  return { is: 'failed', message, help, at: placeOf(alert?.line, sources) };
}

function placeOf(line: number | undefined, sources: readonly SourceText[]) {
  let above = 0;
  for (const source of sources) {
    const count = textOf(source).split('\n').length - 1;
    if (line !== undefined && line <= above + count) return { line: line - above, source };
    above += count;
  }
  return undefined;
}

async function runFor(milliseconds: number, words: readonly string[]) {
  const namespaces = ['--mount', '--net', '--pid', '--ipc', '--fork', '--kill-child'];
  const child = spawn('unshare', [...namespaces, 'sh', '-c', script, 'trial', ...words], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  });
  const [stderr, ready] = [collect(child.stdio[2]), collect(child.stdio[3] as Readable)];
  const ended = Promise.race([
    once(child, 'close').then(() => true),
    once(child, 'error').then(() => true),
  ]);
  const began = once(child.stdio[3] as Readable, 'data');
  await Promise.race([began, ended]);
  const hasEnded = await Promise.race([ended, pause(milliseconds, false)]);
  child.kill('SIGKILL');
  await ended;
  return { isReady: ready.join('') !== '', hasEnded, stderr: stderr.join('') };
}

/** What a stream says, as far as it has been heard. */
function collect(stream: Readable | null): string[] {
  const parts: string[] = [];
  stream?.setEncoding('utf8').on('data', (part: string) => {
    if (parts.length < 1000) parts.push(part);
  });
  return parts;
}
