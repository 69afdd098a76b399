import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildConfiguration } from '../../src/compile/build.ts';
import { makeFolder } from '../folder.ts';
import { askSocket, rowsOf } from '../runtime-socket.ts';
import { inventoryOf } from './inventory.ts';
import { wait } from './stubs.ts';

/** Debian's own. */
const program = 'haproxy';

/** What HAProxy's own check says of a server: UP or DOWN, and why. */
export interface Status {
  readonly status: string;
  readonly check: string;
}

/** Runs the real HAProxy on an inventory until every check has run; what it says by POOL/SERVER. */
export async function runHaproxy(
  pools: readonly object[],
  more: { haproxy?: Record<string, unknown>; puppet?: Record<string, unknown> } = {},
): Promise<Map<string, Status>> {
  const folder = makeFolder();
  const socket = folder.at('admin.sock');
  const off = { log: [], chroot: false, user: false, group: false };
  const global = { ...off, 'stats-socket': socket };
  const inventory = inventoryOf({ ...more, haproxy: { ...more.haproxy, global }, pools });
  const file = folder.write('haproxy.cfg', buildConfiguration(inventory, 'whole').text);
  const child = spawn(program, ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(child, 'close');
  try {
    await once(child, 'spawn');
    for (let tries = 0; tries < 100; tries += 1) {
      if (child.exitCode !== null) throw new Error(said);
      await wait(100);
      const found = await showStat(socket).catch(() => new Map<string, Status>());
      if (found.size > 0 && [...found.values()].every(({ check }) => check !== 'INI')) return found;
    }
    throw new Error(`HAProxy did not check every server\n${said}`);
  } finally {
    child.kill('SIGKILL');
    await ended;
    folder.remove();
  }
}

async function showStat(path: string): Promise<Map<string, Status>> {
  const found = new Map<string, Status>();
  for (const row of rowsOf(await askSocket(path, 'show stat'))) {
    const name = row.get('svname') ?? '';
    if (name === 'FRONTEND' || name === 'BACKEND') continue;
    const [status = ''] = (row.get('status') ?? '').split(' ');
    const check = (row.get('check_status') ?? '').replace('* ', '');
    found.set(`${row.get('pxname')}/${name}`, { status, check });
  }
  return found;
}
