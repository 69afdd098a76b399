import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { askSocket, type Row, rowsOf } from '../runtime-socket.ts';
import { hasEnded, start, stop, until } from './processes.ts';

/** A real HAProxy. */
export class Balancer {
  readonly #socket: string;
  readonly #child: ChildProcess;

  private constructor(socket: string, child: ChildProcess) {
    this.#socket = socket;
    this.#child = child;
  }

  /** Starts one with the haproxy.cfg of a folder. */
  static async start(folder: string, socket: string): Promise<Balancer> {
    const file = join(folder, 'haproxy.cfg');
    const log = join(folder, 'haproxy.log');
    rmSync(socket, { force: true });
    const child = await start(['haproxy', '-db', '-f', file], log);
    const said = (): string => readFileSync(log, 'utf8');
    await until(() => hasEnded(child) || existsSync(socket), said);
    if (hasEnded(child)) throw new Error(said());
    return new Balancer(socket, child);
  }

  async stop(): Promise<void> {
    await stop(this.#child);
  }

  /** The row of a server, named POOL/SERVER. */
  async row(server: string): Promise<Row> {
    const row = (await this.rows()).get(server);
    if (row === undefined) throw new Error(`HAProxy has no ${server}`);
    return row;
  }

  /** The rows of all servers, by POOL/SERVER. */
  async rows(): Promise<ReadonlyMap<string, Row>> {
    const rows = rowsOf(await this.ask('show stat'));
    const servers = rows.filter((row) => row.get('type') === '2');
    return new Map(servers.map((row) => [`${row.get('pxname')}/${row.get('svname')}`, row]));
  }

  /** What was counted of the failed checks of every server. */
  async failures(): Promise<Record<string, string>> {
    const rows = [...(await this.rows())];
    return Object.fromEntries(
      rows.map(([server, row]) => [server, `${row.get('chkfail')} ${row.get('chkdown')}`]),
    );
  }

  /** The reasons for which a server takes no clients, as `show servers state` has them. */
  async adminState(server: string): Promise<number> {
    const [pool, name] = server.split('/');
    const rows = rowsOf(await this.ask(`show servers state ${pool}`));
    const row = rows.find((found) => found.get('srv_name') === name);
    return Number(row?.get('srv_admin_state'));
  }

  /** Waits until the status of a server, and how its check ended, are what they should be. */
  async until(server: string, wanted: RegExp): Promise<Row> {
    let row: Row = new Map();
    await until(
      async () => {
        row = await this.row(server).catch(() => new Map());
        return wanted.test(describe(row));
      },
      () => `${server} is ${describe(row)}, not ${wanted}`,
    );
    return row;
  }

  ask(question: string): Promise<string> {
    return askSocket(this.#socket, question);
  }
}

/** A status as in "DOWN L7STS 503", without the star of a check that runs right now. */
export function describe(row: Row): string {
  const check = row.get('check_status')?.replace('* ', '');
  return [row.get('status'), check, row.get('check_code')].join(' ').trimEnd();
}
