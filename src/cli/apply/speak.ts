import type { Event } from '../../apply/effects.ts';
import { commandText } from '../../haproxy/process/runtime-command.ts';
import { showUnseen } from '../../text/characters.ts';
import { type AuditEntry, audit } from '../balancer/audit.ts';
import { isSystemError } from '../exit.ts';
import type { Io } from '../io.ts';

/** What is said while a change is under way; a terminal that is gone, or a pipe that is closed, stops nothing. */
export class Speaker {
  readonly #io: Io;
  readonly #isJson: boolean;
  readonly #ticket: string | undefined;
  #watched = '';

  constructor(io: Io, isJson: boolean, ticket: string | undefined) {
    this.#io = io;
    this.#isJson = isJson;
    this.#ticket = ticket;
  }

  /** A line in the log of the machine. */
  log(step: string, details: AuditEntry['details'] = {}): void {
    quietly(() => audit({ action: 'apply', step, ticket: this.#ticket, details }, this.#io));
  }

  /** A line for people; programs get none. */
  line(text: string): void {
    if (!this.#isJson) this.#write(`${showUnseen(text)}\n`);
  }

  /** A text for people that is safe already. */
  text(text: string): void {
    if (!this.#isJson) this.#write(text);
  }

  /** A line for programs. */
  json(value: object): void {
    if (this.#isJson) this.#write(`${JSON.stringify(value)}\n`);
  }

  say(event: Event): void {
    switch (event.kind) {
      case 'step':
        this.log(event.step);
        this.json({ step: event.step });
        if (event.step in stepTexts) this.line(stepTexts[event.step] ?? '');
        return;
      case 'command': {
        const command = commandText(event.command);
        this.json({ command, problem: event.problem ?? null });
        this.line(`  ${command}${event.problem === undefined ? '' : `: ${event.problem}`}`);
        return;
      }
      case 'again':
        this.line('the new process does not answer; reloading again');
        return;
      case 'waiting':
        this.json({ waiting: event.seconds });
        this.line(
          `CONFIRM within ${event.seconds} s: puppetlb confirm (or puppetlb abort); otherwise it is rolled back`,
        );
        return;
      case 'watching':
        this.#watch(event);
    }
  }

  /** Says who changed since the last look. */
  #watch({ servers, left }: Event & { kind: 'watching' }): void {
    const named = servers.filter(({ isDown, isUnknown }) => isDown || isUnknown);
    const states = named.map(
      (one) => `${one.pool}/${one.server} ${one.isDown ? 'DOWN' : 'not checked yet'}`,
    );
    const text = states.join(', ');
    if (text === this.#watched) return;
    this.#watched = text;
    this.json({ watching: states, left: Math.ceil(left) });
    const what = text === '' ? 'all checked servers are up' : text;
    this.line(`  ${what}; ${Math.ceil(left)} s left`);
  }

  #write(text: string): void {
    quietly(() => this.#io.out(text));
  }
}

/** Nobody has to hear it. */
function quietly(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

const stepTexts: Readonly<Partial<Record<string, string>>> = {
  replaced: 'replacing the file',
  reloaded: 'reloading HAProxy',
  commanded: 'sending commands',
  watched: 'the new configuration answers; watching its servers',
  'rolling-back': 'rolling back',
};
