import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Io } from './io.ts';

/** Runs beside what keeps this thread busy: a line each second that says for how long, unless the other one writes. */
const ticker = `
  const { workerData: { shared, label } } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  let seconds = 0;
  setInterval(() => {
    seconds += 1;
    if (Atomics.compareExchange(shared, 0, 0, 1) !== 0) return;
    try {
      writeSync(2, '\\r\\u001b[K' + label + ' (' + seconds + ' s)');
      shared[1] = 1;
    } catch {}
    Atomics.store(shared, 0, 0);
  }, 1000);
`;

const erase = '\r\u001b[K';

/** Streams on which a line of progress goes before anything else is written, and the end of that line. */
interface Progress {
  readonly io: Io;
  end(): void;
}

/** Says on standard error what takes longer than a second, and nothing of what does not. */
export function startProgress(label: string, io: Io): Progress {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(ticker, { eval: true, workerData: { shared, label }, stdin: false });
  worker.unref();
  worker.on('error', () => undefined);
  const alone = (action: () => void): void => {
    while (Atomics.compareExchange(shared, 0, 0, 1) !== 0) Atomics.wait(shared, 0, 1, 10);
    try {
      if (shared[1] === 1) writeSync(2, erase);
      shared[1] = 0;
      action();
    } finally {
      Atomics.store(shared, 0, 0);
    }
  };
  return {
    io: {
      ...io,
      out: (content) => alone(() => io.out(content)),
      err: (content) => alone(() => io.err(content)),
    },
    end() {
      alone(() => undefined);
      void worker.terminate();
    },
  };
}
