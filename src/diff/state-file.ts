import { endpointText } from '../haproxy/model/address.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { RunningServer } from '../haproxy/process/running.ts';
import type { RunningPools } from '../haproxy/process/running-pools.ts';
import type { ServiceSides } from '../predict/affinity.ts';
import { type RuntimeSelection, runtimeSelection } from '../predict/runtime-selection.ts';
import type { Action } from './change.ts';
import type { DriftFieldName } from './drift-fields.ts';
import type { Sides } from './server-changes.ts';
import type { Side } from './side.ts';

/** What a start does with something that runs otherwise, and why it is left where it is. */
export type ReloadEffect =
  | { readonly kind: 'undoes'; readonly reason?: string }
  | { readonly kind: 'keeps' | 'partly-undoes' | 'ends'; readonly reason: string };

/** Whether a pool takes the state of its servers from a file when HAProxy starts. */
export function keepsState({ proxies }: Side, { back }: Service): boolean {
  const loading = back.directives.findLast(
    ({ words }) => words[0] === 'load-server-state-from-file',
  );
  const from = loading?.words[1];
  const hasFile = proxies.global.some(({ words }) => words[0]?.text === 'server-state-file');
  return from === 'local' || (from === 'global' && hasFile);
}

/** Whether anything finds out that a server is up. */
export function isWatched({ isChecked, options }: ProxyServer): boolean {
  return isChecked || options.has('agent-check') || options.has('track');
}

/** Who takes clients as HAProxy runs, and would after a start; undefined where that is not known of a pool. */
export function poolRuntime(
  sides: Sides,
  { before, after }: ServiceSides,
  pools: RunningPools | undefined,
  action: Action['kind'],
): RuntimeSelection | undefined {
  const running = pools?.get(before.back.name);
  if (running === undefined) return undefined;
  const hasFile = keepsState(sides.after, after);
  const olds = new Map(before.back.servers.map((server) => [server.name, server]));
  const isKept = (server: ProxyServer, what: 'state' | 'weight') => {
    const [old, row] = [olds.get(server.name), running.get(server.name)];
    if (!hasFile || old === undefined || row === undefined) return false;
    return fileKeeps(what, old, server, row).kind === 'keeps';
  };
  return runtimeSelection({ before, after, running, action, isKept });
}

const isSaved: ReloadEffect = {
  kind: 'keeps',
  reason: 'the state file keeps it if it is saved right before the reload',
};

/**
 * What a state file keeps (measured on HAProxy 2.2, 2.6, 3.0 and 3.2): states, whether checks are on,
 * weights where the written one is the same, ports. An address that is written is not taken from it,
 * so that a port can stand behind another address than it was meant for. A server is found by its name alone.
 */
export function fileKeeps(
  what: DriftFieldName,
  before: ProxyServer,
  after: ProxyServer,
  row: RunningServer,
): ReloadEffect {
  const undone: ReloadEffect = { kind: 'undoes' };
  if (before.name !== after.name) return undone;
  switch (what) {
    case 'state':
      // A drain by hand outlives that "disabled" goes.
      return before.isDisabled === after.isDisabled || (before.isDisabled && row.wanted === 'drain')
        ? isSaved
        : undone;
    case 'weight':
      return after.weight === row.initialWeight ? isSaved : undone;
    case 'check':
      return after.isChecked && row.check === 'off' ? isSaved : undone;
    case 'address':
      return addressEffect(after, row);
    default:
      return undone;
  }
}

function addressEffect({ point }: ProxyServer, { address, port }: RunningServer): ReloadEffect {
  if (point.host.text === address) return isSaved;
  if (point.port === port) return { kind: 'undoes' };
  const reason = `the state file keeps the port but not the address: ${endpointText(point.host.text, port)}`;
  return { kind: 'partly-undoes', reason };
}
