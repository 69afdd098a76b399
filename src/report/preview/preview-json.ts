import { type ConfigurationChange, subjectText } from '../../diff/change.ts';
import type { Drift } from '../../diff/drift.ts';
import type { OpenConnections } from '../../diff/open-connections.ts';
import {
  isSame,
  lacksSocket,
  type PoolPreview,
  type Preview,
  type RunningPreview,
} from '../../diff/preview.ts';
import type { Risk } from '../../diff/risks.ts';
import { formatVersion } from '../../haproxy/facts/versions.ts';
import { commandText } from '../../haproxy/process/runtime-command.ts';
import type { ClientMoves } from '../../predict/client-moves.ts';
import type { PathPreview } from '../../predict/flows.ts';
import { toJsonText } from '../lint/json-text.ts';
import { maskPreview } from './mask-preview.ts';
import { missingSocket } from './preview-head.ts';
import { riskText, textOf } from './value-text.ts';

/** A preview as the text of one JSON object. */
export function formatPreviewJson(preview: Preview, unified: string | undefined): string {
  return toJsonText(previewReport(preview, unified));
}

/** A preview as plain data, as schemas/preview.schema.json describes it; shares are 0 to 1. */
export function previewReport(found: Preview, unified: string | undefined): object {
  const preview = maskPreview(found);
  return {
    format_version: 2,
    before: preview.before,
    after: preview.after,
    haproxy: formatVersion(preview.version),
    is_same: isSame(preview),
    risks: preview.risks.map(toRisk),
    action: preview.action,
    reload_reason: lacksSocket(preview) ? missingSocket : undefined,
    commands: preview.commands.map(commandText),
    commands_after_reload:
      preview.commandsAfterReload.length === 0
        ? undefined
        : preview.commandsAfterReload.map(commandText),
    changes: preview.changes.map(toChange),
    open_connections:
      preview.connections.length === 0 ? undefined : preview.connections.map(toConnections),
    running: preview.running && toRunning(preview.running),
    pools: preview.pools.map(toPool),
    unified,
  };
}

function toRisk(risk: Risk): object {
  return { kind: risk.kind, pool: risk.pool, message: riskText(risk) };
}

function toConnections({ pool, stay, servers, hardStop }: OpenConnections): object {
  return { pool, stay, servers, hard_stop_after: hardStop };
}

function toChange(change: ConfigurationChange): object {
  const { kind, section, server, subject, whyOut, at, action } = change;
  return {
    kind,
    section,
    server,
    what: subjectText(subject),
    before: textOf(change.before),
    after: textOf(change.after),
    state_reason: whyOut?.reason,
    until: whyOut?.until,
    at: { before: at.before, after: at.after },
    action: action.kind,
    reason: action.kind === 'runtime' ? undefined : action.reason,
    commands: action.kind === 'runtime' ? action.commands.map(commandText) : undefined,
  };
}

function toRunning({ source, drifts }: RunningPreview): object {
  const { name, versionText, uptime } = source;
  return { source: name, haproxy: versionText, uptime, drift: drifts.map(toDrift) };
}

function toDrift({ pool, server, what, built, running, at, reload }: Drift): object {
  const texts = { configured: textOf(built), running: textOf(running) };
  return { pool, server, what, ...texts, at, reload: reload.kind, reason: reload.reason };
}

function toPool(preview: PoolPreview): object {
  const { pool, capacity, agents, affinity, shares, paths } = preview;
  const { before, after } = capacity;
  return {
    pool,
    in_rotation: { before: before.servers, after: after.servers },
    busiest: {
      before: before.busiest,
      after: after.busiest,
      if_one_fails: after.busiestIfOneFails,
    },
    unpredictable: agents.unknown,
    conditions: agents.conditions,
    fixed_master: affinity,
    shares,
    paths: paths.map(toPath),
  };
}

function toPath({ bind, movement, advice, clientMoves }: PathPreview): object {
  return {
    bind,
    all_clients: movement && {
      moved: movement.moved,
      moved_by_servers: movement.byServers,
      moved_by_hash: movement.byHash,
      error: movement.error,
    },
    advice,
    clients: clientMoves && toClientMoves(clientMoves),
  };
}

function toClientMoves({ total, moves, byServers, counts }: ClientMoves): object {
  return {
    total,
    moved: moves.length,
    moved_by_servers: byServers,
    servers: [...counts].map(([server, count]) => ({ server: server ?? null, ...count })),
    moves: moves.map(({ client, from, to }) => ({
      client: client.text,
      name: client.name,
      from: from ?? null,
      to: to ?? null,
    })),
  };
}
