import { bracket } from '../inventory/values/address.ts';
import type { Target } from './probe-plan.ts';
import type { ProbeAnswer } from './prober.ts';

/** Whether an answer speaks against the inventory: what is out, by it or by its state file, may fail. */
export function isFailure(answer: ProbeAnswer): boolean {
  return answer.result === 'failed' && isAskedFor(answer);
}

/** Whether a server should answer. */
function isAskedFor(answer: ProbeAnswer): boolean {
  return answer.target.state === 'ready' && !(answer.result === 'failed' && answer.isDrained);
}

/** A line of text for an answer, as wide as the targets need it. */
export function textLines(targets: readonly Target[]): (answer: ProbeAnswer) => string {
  const nameWidth = widest(targets.map(nameOf));
  const placeWidth = widest(targets.map(placeOf));
  return (answer) => {
    const { target } = answer;
    const name = nameOf(target).padEnd(nameWidth);
    const place = placeOf(target).padEnd(placeWidth);
    return `${labelOf(answer)}  ${name}  ${place}  ${detailOf(answer)}\n`;
  };
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, { length }) => Math.max(width, length), 0);
}

function nameOf({ pool, server }: Target): string {
  return `${pool}/${server}`;
}

function placeOf({ address, port }: Target): string {
  const isIPv6 = address.includes(':');
  return `${isIPv6 ? bracket({ family: 6, text: address }) : address}:${port}`;
}

function labelOf(answer: ProbeAnswer): string {
  if (answer.result === 'ok') return 'ok  ';
  if (answer.result === 'not checked') return '-   ';
  return isFailure(answer) ? 'FAIL' : 'fail';
}

function detailOf(answer: ProbeAnswer): string {
  const { target, detail } = answer;
  switch (answer.result) {
    case 'ok':
      return `${detail} in ${answer.ms} ms`;
    case 'failed':
      if (isAskedFor(answer)) return detail;
      return target.state === 'ready'
        ? `${detail}: ignored`
        : `${detail} (in ${target.state}: ignored)`;
    case 'not checked':
      return `not checked: ${detail}`;
  }
}

/** A line of JSON for an answer. */
export function jsonLine(answer: ProbeAnswer): string {
  const { pool, server, address, port, kind, state } = answer.target;
  const { result, detail } = answer;
  const ms = 'ms' in answer ? answer.ms : null;
  const drained = 'isDrained' in answer && answer.isDrained;
  return `${JSON.stringify({ pool, server, address, port, kind, state, result, detail, ms, drained })}\n`;
}

/** What all answers come to, in a sentence. */
export function summarize(answers: readonly ProbeAnswer[]): string {
  const asked = answers.filter(({ result }) => result !== 'not checked');
  const ready = asked.filter(isAskedFor);
  const failures = ready.filter(isFailure).length;
  const excused = asked.filter((answer) => answer.result === 'failed').length - failures;
  const parts = [summarizeReady(failures, ready.length)];
  if (excused > 0) {
    parts.push(
      `${excused} in drain or maint ${verb(excused, 'does', 'do')} not answer, which is ignored`,
    );
  }
  const unasked = answers.length - asked.length;
  if (unasked > 0) parts.push(`${unasked} ${verb(unasked, 'was', 'were')} not checked`);
  return `${parts.join('; ')}\n`;
}

/** A server starts as up and one failure away from down (configuration manual 5.2, "rise"). */
function summarizeReady(failures: number, count: number): string {
  if (count === 0) return 'no server in rotation was checked';
  if (failures === 0) return `${count} of ${count} ${verb(count, 'answers', 'answer')}`;
  const take = verb(failures, 'it', 'them');
  return `${failures} of ${count} ${verb(failures, 'does', 'do')} not answer; HAProxy would mark ${take} DOWN at the first failed check`;
}

function verb(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
