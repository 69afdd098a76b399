import { isOwnProxy } from './read.ts';

/** A server as `show stat` lists it. */
export interface StatServer {
  readonly pool: string;
  readonly server: string;
  /** In HAProxy's words, such as "UP 1/3", "DOWN", "MAINT", "DRAIN", "no check". */
  readonly status: string;
  /** The result of the last check, such as L7OK; INI before the first one, empty where there is none. */
  readonly check: string;
  readonly weight: number;
  readonly isBackup: boolean;
  /** Connections now, and all since the process started. */
  readonly current: number;
  readonly sessions: number;
  /** Seconds since its status changed; undefined where HAProxy does not show it. */
  readonly changed: number | undefined;
}

/** Reads the servers of an answer to `show stat`, whose columns are known by their names; undefined where it is none. */
export function readStat(text: string): StatServer[] | undefined {
  const [head = '', ...lines] = text.split(/\r?\n/);
  if (!head.startsWith('# pxname,svname,')) return undefined;
  const columns = head.slice('# '.length).split(',');
  return lines.flatMap((line): StatServer[] => {
    const values = line.split(',');
    const of = (name: string) => values[columns.indexOf(name)] ?? '';
    // Type 2 is a server; a proxy itself and its listeners are others.
    if (of('type') !== '2' || isOwnProxy(of('pxname'))) return [];
    const changed = of('lastchg');
    return [
      {
        pool: of('pxname'),
        server: of('svname'),
        status: of('status'),
        check: of('check_status').replace(/^\* /, ''),
        weight: Number(of('weight')),
        isBackup: of('bck') === '1',
        current: Number(of('scur')),
        sessions: Number(of('stot')),
        changed: changed === '' ? undefined : Number(changed),
      },
    ];
  });
}

/** Whether new clients can reach a server. */
export function takesNewClients({ status, weight }: StatServer): boolean {
  return weight > 0 && (status === 'no check' || status === 'UP' || status.startsWith('UP '));
}
