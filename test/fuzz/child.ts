import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Order } from './serve.ts';

/** A child that says nothing for so many milliseconds is ended. */
const patience = 120_000;

/** What became of a child that did not do all that it was asked. */
export interface Ended {
  readonly ended: string;
}

/** Runs an order in a child: what it answers, and at last why it ended where it should not have. */
export async function* runChild(server: string, order: Order): AsyncGenerator<Answer | Ended> {
  const child = fork(server, {
    execArgv: ['--max-old-space-size=512'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      said += data;
    });
  }
  child.send(order);
  try {
    let last = order.from - 1;
    for await (const answer of messagesOf(child)) {
      if (answer === 'silent') {
        yield { ended: `no end within ${patience} ms` };
        return;
      }
      last = answer.index;
      yield answer;
    }
    const how = child.signalCode ?? child.exitCode;
    if (said !== '') yield { ended: `the process itself says: ${said.slice(0, 500)}` };
    else if (last + 1 < order.to || how !== 0) yield { ended: `the process ended with ${how}` };
  } finally {
    child.kill('SIGKILL');
  }
}

/** The messages of a child until it ends; `silent` where it says nothing for too long. */
async function* messagesOf(child: ChildProcess): AsyncGenerator<Answer | 'silent'> {
  const waiting: (Answer | 'silent')[] = [];
  let isOver = false;
  let wake = (): void => undefined;
  const timer = setTimeout(() => {
    waiting.push('silent');
    wake();
  }, patience);
  child.on('message', (answer) => {
    waiting.push(answer as Answer);
    timer.refresh();
    wake();
  });
  child.once('close', () => {
    clearTimeout(timer);
    isOver = true;
    wake();
  });
  try {
    for (;;) {
      const answer = waiting.shift();
      if (answer !== undefined) yield answer;
      else if (isOver) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
