import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Listener } from '../../apply/journal.ts';
import { isSystemError } from '../exit.ts';

/** The state of a listening socket in /proc/net/tcp. */
const listening = '0A';

/** Which of some addresses a process does not listen on; undefined where this user cannot see that. */
export function missingListeners(wanted: readonly Listener[], pid: number): Listener[] | undefined {
  try {
    const own = new Set(
      readdirSync(`/proc/${pid}/fd`).map((name) => linkOf(`/proc/${pid}/fd/${name}`)),
    );
    const owned = new Set(
      (['tcp', 'tcp6'] as const).flatMap((file) =>
        listeners(`/proc/${pid}/net/${file}`)
          .filter(({ inode }) => own.has(`socket:[${inode}]`))
          .map(({ address, port }) => (file === 'tcp' ? `${address}:${port}` : port)),
      ),
    );
    return wanted.filter(
      ({ family, host, port }) =>
        !owned.has(
          family === 4 ? `${kernelAddress(host)}:${hexadecimal(port)}` : hexadecimal(port),
        ),
    );
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** An IPv4 address as the kernel lists it on a machine whose lowest byte comes first; those of IPv6 are known by their ports. */
function kernelAddress(host: string): string {
  return host
    .split('.')
    .reverse()
    .map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
    .join('');
}

function hexadecimal(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // It was closed meanwhile.
    return '';
  }
}

interface KernelListener {
  readonly address: string;
  readonly port: string;
  readonly inode: string;
}

function listeners(path: string): KernelListener[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    if (fields[3] !== listening) return [];
    const [address = '', port = ''] = (fields[1] ?? '').split(':');
    return [{ address, port, inode: fields[9] ?? '' }];
  });
}
