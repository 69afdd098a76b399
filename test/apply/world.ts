import {
  type Answer,
  DiskError,
  type Effects,
  type Event,
  type ReloadAnswer,
} from '../../src/apply/effects.ts';
import { formatJournal, type Journal, type Plan, parseJournal } from '../../src/apply/journal.ts';
import type { WatchedServer } from '../../src/apply/watch.ts';
import type { Identity } from '../../src/haproxy/process/identity.ts';
import type { RuntimeCommand } from '../../src/haproxy/process/runtime-command.ts';

/** Whoever carried something out was killed. */
export class Killed extends Error {}

/** How the new configuration behaves. */
export interface Nature {
  /** Whether a process of it starts; else the old one serves on. */
  readonly starts: boolean;
  /** Whether the master tells that it did not start. */
  readonly tells: boolean;
  /** Seconds after its start at which its pool loses all servers; undefined for never. */
  readonly emptiesAfter?: number;
  /** Whether its new CA has clients at once. */
  readonly signs?: boolean;
  /** A command of so many that is refused. */
  readonly refuses?: number;
}

interface Process {
  readonly pid: number;
  readonly file: string;
  readonly since: number;
}

/** Milliseconds between a reload that is asked for, the reading of the file, and the first answer. */
const reading = 60;
const starting = 160;

/** A file, a HAProxy and a disk, whose clock goes on only where somebody waits. */
export class World {
  file = 'old';
  running: Process = { pid: 100, file: 'old', since: 0 };
  disk: string | undefined;
  answer: Answer | undefined;
  isFull = false;
  reloads = 0;
  /** What a server of the pool weighs. */
  weights: number[] = [1, 1];
  readonly events: Event[] = [];
  readonly nature: Nature;
  #now = 0;
  #pending: { asked: number; file?: string } | undefined;
  #last = 100;
  #hasFailed = false;

  constructor(nature: Nature) {
    this.nature = nature;
  }

  /** Lets time pass: a reload reads the file some time after it was asked for, and serves later still. */
  pass(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed += 10) {
      this.#now += 10;
      const pending = this.#pending;
      if (pending === undefined) continue;
      if (pending.file === undefined && this.#now >= pending.asked + reading)
        pending.file = this.file;
      if (this.#now < pending.asked + starting || pending.file === undefined) continue;
      this.#pending = undefined;
      this.#start(pending.file);
    }
  }

  #start(file: string): void {
    this.#last += 1;
    this.#hasFailed = file === 'new' && !this.nature.starts;
    if (this.#hasFailed) return;
    this.running = { pid: this.#last, file, since: this.#now };
    this.weights = file === 'new' ? [2, 2] : [1, 1];
  }

  /** Somebody asks for a reload; one that comes during another one is lost. */
  reload(): void {
    this.reloads += 1;
    this.#pending ??= { asked: this.#now };
  }

  get journal(): Journal | undefined {
    return this.disk === undefined ? undefined : parseJournal(this.disk);
  }

  /** What one process does to it, until it is killed at its Nth effect, before or after that is done. */
  effects(
    plan: Plan,
    killAt: number = Number.POSITIVE_INFINITY,
    isAfter: boolean = false,
  ): Effects {
    let count = 0;
    const does = <T>(action: () => T): T => {
      count += 1;
      if (count === killAt && !isAfter) throw new Killed();
      const result = action();
      if (count === killAt) throw new Killed();
      return result;
    };
    const isNew = () => this.running.file === 'new';
    return {
      uptime: () => this.#now / 1000,
      sleep: async (milliseconds) => does(() => this.pass(milliseconds)),
      writeJournal: (journal) =>
        does(() => {
          if (this.isFull) throw new DiskError('the disk is full');
          this.disk = formatJournal(journal);
        }),
      endJournal: () =>
        does(() => {
          this.disk = undefined;
        }),
      targetHash: () => this.file,
      replace: () =>
        does(() => {
          this.file = 'new';
        }),
      restore: () =>
        does(() => {
          this.file = 'old';
        }),
      clean: () => does(() => undefined),
      identity: async (): Promise<Identity> =>
        does(() => {
          const { pid, file } = this.running;
          const id = plan.isCommanded ? 'same' : file;
          return { pid, id, isStopping: false };
        }),
      reload: async (): Promise<ReloadAnswer> =>
        does(() => {
          this.reload();
          if (!this.nature.tells) return { kind: 'asked' };
          this.pass(starting + 10);
          return this.#hasFailed
            ? { kind: 'failed', log: ['it did not start'] }
            : { kind: 'asked' };
        }),
      failure: async () => undefined,
      servers: async () =>
        does(() => {
          const { emptiesAfter = Number.POSITIVE_INFINITY, signs = false } = this.nature;
          const isEmpty = isNew() && this.#now / 1000 >= this.running.since / 1000 + emptiesAfter;
          const row: WatchedServer = {
            pool: 'compile',
            server: 'a',
            inRotation: !isEmpty,
            isDown: isEmpty,
            isUnknown: this.#now < this.running.since + 300,
            sessions: isNew() && signs ? 1 : 0,
          };
          return [row];
        }),
      unownedBinds: () => undefined,
      send: async (command: RuntimeCommand) =>
        does(() => {
          const index = command.server === 'compile/a' ? 0 : 1;
          if (command.verb !== 'set' || command.property !== 'weight') return undefined;
          if (this.nature.refuses === index && command.value === 2) return 'it is refused';
          this.weights[index] = command.value;
          return undefined;
        }),
      answer: () => this.answer,
      say: (event) => {
        this.events.push(event);
      },
    };
  }
}

/** A change of a pool with two servers, by a reload or by commands. */
export function planOf(more: Partial<Plan> = {}): Plan {
  const weights = (value: number) =>
    ['compile/a', 'compile/b'].map(
      (server): RuntimeCommand => ({ verb: 'set', server, property: 'weight', value }),
    );
  const isCommanded = more.isCommanded ?? false;
  return {
    target: '/etc/haproxy/haproxy.cfg',
    staged: '/etc/haproxy/.new',
    backup: '/etc/haproxy/.old',
    isInPlace: false,
    isRollbackOff: false,
    socket: '/run/haproxy/admin.sock',
    listeners: [],
    before: { hash: 'old', id: isCommanded ? 'same' : 'old' },
    pid: 100,
    after: { hash: 'new', id: isCommanded ? 'same' : 'new' },
    commands: isCommanded ? weights(2) : [],
    undo: isCommanded ? weights(1).map((command) => [command]) : undefined,
    afterReload: [],
    afterRollback: [],
    pools: [{ pool: 'compile', inRotation: 2 }],
    allowedEmpty: [],
    newCas: [],
    firstCheck: 0.5,
    watch: 1,
    confirm: undefined,
    ...more,
    isCommanded,
  };
}

const nobody = { pid: 1, start: '1', boot: 'a' };

/** A journal of a change of which nothing has happened yet. */
export function guarded(plan: Plan): Journal {
  return {
    version: 1,
    puppetlb: '0.0.0',
    id: 'a',
    user: 'root',
    started: '2026-12-02T02:00:00Z',
    step: 'guarded',
    foreground: nobody,
    deadline: 60,
    plan,
  };
}
