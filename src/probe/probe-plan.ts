import { type CheckRequest, checkRequest } from '../compile/check.ts';
import { required } from '../compile/lines.ts';
import { isOlder } from '../haproxy/facts/versions.ts';
import { type Expectation, readExpectation } from '../haproxy/model/expectation.ts';
import {
  type CheckKind,
  checkKinds,
  hasLines,
  kindOf,
  speaksTls,
} from '../inventory/check-kinds.ts';
import { type CheckTimeouts, checkTimeouts } from '../inventory/check-timeouts.ts';
import type { Haproxy, Inventory, Pool, Server, State } from '../inventory/model.ts';
import { trackedServer } from '../inventory/track.ts';
import { quote } from '../text/characters.ts';
import { unsupportedPoolLine, unsupportedServerWord } from './unsupported.ts';

/** A server of a pool, and what is asked of it or why nothing is. */
export interface Target {
  readonly pool: string;
  readonly server: string;
  /** An IP address without brackets, or a host name. */
  readonly address: string;
  /** The port that is checked. */
  readonly port: number;
  readonly kind: CheckKind;
  readonly state: State;
  readonly plan: ProbePlan | NotProbed;
}

/** What HAProxy's check does at a server; times are in milliseconds. */
export interface ProbePlan extends CheckTimeouts {
  readonly proxyHeader: 'v1' | 'v2' | undefined;
  readonly tls: Tls | undefined;
  /** Without it the connection is all that is asked. */
  readonly request: ProbeRequest | undefined;
  /** Whether an answer counts that came at once from who did not read the request. */
  readonly takesUnread: boolean;
}

/** What is asked, and which answer counts. */
export interface ProbeRequest extends Omit<CheckRequest, 'expect'> {
  readonly expect: Expectation;
}

/** How the certificate of a check over TLS is judged. */
export interface Tls {
  /** Without it any certificate will do. */
  readonly caFile: string | undefined;
  /** What revokes certificates of that CA. */
  readonly crlFile: string | undefined;
  /** Without it a certificate of any name will do. */
  readonly certname: string | undefined;
}

/** Why a server is not asked. */
export interface NotProbed {
  readonly notChecked: string;
}

/** What every server of an inventory without errors is asked, in the order of the inventory. */
export function planProbe({ pools, puppet, haproxy }: Inventory): Target[] {
  return pools.flatMap((pool) => {
    const request = checkRequest(pool, puppet);
    return pool.servers.map((server) => targetOf(server, pool, haproxy, request));
  });
}

function targetOf(
  server: Server,
  pool: Pool,
  haproxy: Haproxy,
  request: CheckRequest | undefined,
): Target {
  const address = required(server.address).value;
  const notChecked = reasonNotToAsk(server, pool, request);
  const kind = server.track === undefined && !isUnchecked(pool) ? server.check.kind.value : 'none';
  const port = checkKinds[kind].isChecked ? server.check.port?.value : undefined;
  return {
    pool: required(pool.name).value,
    server: required(server.name).value,
    address: 'hostName' in address ? address.hostName : address.text,
    port: port ?? server.port.value,
    kind,
    state: server.state?.value ?? 'ready',
    plan:
      notChecked === undefined
        ? {
            ...checkTimeouts(server.check, pool, haproxy),
            ...talkOf(server, request),
            takesUnread: !isOlder(haproxy.version.value, { major: 2, minor: 6 }),
          }
        : { notChecked },
  };
}

function isUnchecked({ check }: Pool): boolean {
  return !kindOf(check).isChecked;
}

function reasonNotToAsk(
  server: Server,
  pool: Pool,
  request: CheckRequest | undefined,
): string | undefined {
  const tracked = trackedServer(server);
  if (tracked !== undefined) return `it tracks ${tracked}`;
  if (isUnchecked(pool)) return "its pool's check is none";
  if (!kindOf(server.check).isChecked) return 'its check is none';
  const isOption = hasLines(pool.check);
  if (isOption) return `probe does not speak ${quote(optionOf(pool))}`;
  if (request !== undefined && readExpectation(request.expect) === undefined) {
    return `probe cannot tell what ${quote(request.expect.join(' '))} finds`;
  }
  const line = unsupportedPoolLine(pool);
  if (line !== undefined) {
    return `${quote(line)} in its pool's extra changes the check in a way that probe does not speak`;
  }
  const word = unsupportedServerWord(server);
  if (word === undefined) return undefined;
  return `${quote(word)} in its extra changes the check in a way that probe does not speak`;
}

function talkOf(
  { check, 'send-proxy': sendProxy, certname }: Server,
  request: CheckRequest | undefined,
): Pick<ProbePlan, 'proxyHeader' | 'tls' | 'request'> {
  const { isNamed } = kindOf(check);
  const expect = request && readExpectation(request.expect);
  const isVerified = check.verify?.value !== 'none';
  const caFile = isVerified ? check.caFile?.value : undefined;
  const crlFile = isVerified ? check.crlFile?.value : undefined;
  const name = caFile === undefined || !isNamed ? undefined : certname?.value;
  return {
    proxyHeader: check.port === undefined ? proxyHeaderOf(sendProxy?.value) : undefined,
    tls: speaksTls(check) ? { caFile, crlFile, certname: name } : undefined,
    request: request && expect && { ...request, expect },
  };
}

/** The option of a check of kind option. */
function optionOf({ check: { lines } }: Pool): string {
  const words = lines?.value.map(({ value }) => value) ?? [];
  return words.find(([first]) => first === 'option')?.join(' ') ?? '';
}

/** A check of another port goes without the header (configuration manual 5.2, "check-send-proxy"). */
function proxyHeaderOf(sendProxy: boolean | 'v2' | undefined): 'v1' | 'v2' | undefined {
  if (sendProxy === 'v2') return 'v2';
  return sendProxy === true ? 'v1' : undefined;
}
