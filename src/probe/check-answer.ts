import type { Expectation } from '../haproxy/model/expectation.ts';
import { quote } from '../text/characters.ts';
import { type Response, readResponse } from './http.ts';

/** Whether HAProxy takes an answer, and the answer in words. */
export interface CheckResult {
  readonly isGood: boolean;
  readonly detail: string;
  /** Whether the script of the node says that a person took it out, and why. */
  readonly isDrained?: boolean;
  /** Whether more of the answer's text may come, which changes no verdict. */
  readonly isPartial?: boolean;
}

/** A verdict that takes the server out. */
export function failed(detail: string): CheckResult {
  return { isGood: false, detail };
}

/** Why no more bytes of an answer are waited for. */
export type Ending = 'closed' | 'full';

/** Judges the bytes that came so far; undefined while more of them could change the verdict. */
export function check(
  expect: Expectation,
  bytes: Uint8Array,
  ending: Ending | undefined,
): CheckResult | undefined {
  const response = readResponse(bytes);
  switch (response.state) {
    case 'incomplete':
      return ending === undefined ? undefined : failed(describeFragment(bytes, ending));
    case 'malformed':
      return failed(describeUnsupported(bytes, response.line));
    case 'answered':
      return expect.of === 'status'
        ? checkStatus(expect, response, ending)
        : checkBody(expect, response, ending);
  }
}

type Answered = Extract<Response, { readonly state: 'answered' }>;

/** What the script of a node answers where its state file takes it out, with a reason (health-check/templates). */
const drainedNode =
  /^Puppetmaster is in (?:drain|maint): (?!no reason is given$|.* cannot be read$)(.+)$/;

function checkStatus(
  expect: Expectation,
  response: Answered,
  ending: Ending | undefined,
): CheckResult {
  const { status, body, isWhole } = response;
  const answer = describeStatus(response);
  const { by, pattern, isNegated } = expect;
  if (expect.finds(String(status)) !== isNegated) return { isGood: true, detail: answer };
  const [line = ''] = body.trim().split(/\r?\n/, 1);
  const reason = status === 503 ? drainedNode.exec(line)?.[1] : undefined;
  const isPartial = !isWhole && ending === undefined;
  if (reason !== undefined) {
    const detail = `drained on the node: ${quoteBytes(reason)} (HTTP ${status})`;
    return { ...failed(detail), isDrained: true, isPartial };
  }
  const range = by === 'status' ? pattern.replaceAll('-', ' to ') : `a match of ${quote(pattern)}`;
  const counts = isNegated ? `anything but ${range}` : range;
  const text = line === '' ? '' : `: ${quoteBytes(line)}`;
  return { ...failed(`${answer}, where ${counts} counts${text}`), isPartial };
}

/** HAProxy does not look at the status where a text in the body is expected. */
function checkBody(
  { finds, by, pattern, isNegated }: Expectation,
  response: Answered,
  ending: Ending | undefined,
): CheckResult | undefined {
  const { body, isWhole } = response;
  const answer = describeStatus(response);
  const wanted = by === 'string' ? quote(pattern) : `a match of ${quote(pattern)}`;
  if (finds(body)) return { isGood: !isNegated, detail: `${answer} with ${wanted}` };
  if (!isWhole && ending === undefined) return undefined;
  if (isNegated) return { isGood: true, detail: `${answer} without ${wanted}` };
  if (body === '') return failed(`${answer} with an empty body, where ${wanted} counts`);
  const where = ending === 'full' ? 'the first 16 KiB of the answer' : 'the answer';
  return failed(`${answer} without ${wanted} in ${where}: ${quoteBytes(body.trim())}`);
}

function describeStatus({ status, reason }: Answered): string {
  return reason === '' ? String(status) : `${status} ${shortened(reason)}`;
}

/** A reason phrase without the quotes that `quote` puts around it. */
function shortened(reason: string): string {
  return quoteBytes(reason).slice(1, -1);
}

function describeFragment(bytes: Uint8Array, ending: Ending): string {
  if (ending === 'full') return 'the head of the answer is longer than 16 KiB';
  return `closed the connection within the head of its answer: ${quoteFirstLine(bytes)}`;
}

/** A TLS server that does not understand the request answers with an alert (RFC 8446, 5.1). */
function describeUnsupported(bytes: Uint8Array, line: string): string {
  const isTls = (bytes[0] === 0x15 || bytes[0] === 0x16) && (bytes[1] === 3 || bytes.length < 2);
  if (isTls)
    return 'answered with TLS to a check without TLS; kind: puppet, or tls: true, asks over TLS';
  return `the answer is not HTTP as HAProxy takes it: ${quoteBytes(line)}`;
}

/** The first line of what came, in quotes. */
export function quoteFirstLine(bytes: Uint8Array): string {
  const [line = ''] = Buffer.from(bytes.subarray(0, 400)).toString('latin1').split(/\r?\n/);
  return quoteBytes(line);
}

/** A text of one character a byte, shown as the UTF-8 that it is. */
function quoteBytes(text: string): string {
  return quote(Buffer.from(text.slice(0, 400), 'latin1').toString('utf8'));
}
