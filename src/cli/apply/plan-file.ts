import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandText } from '../../haproxy/process/runtime-command.ts';
import { readJson } from '../balancer/lock.ts';
import { FileError, RefusedError } from '../exit.ts';
import { replaceFile } from '../replace-file.ts';
import type { ApplyOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

/** A plan as it is saved: by what everything that it depends on is recognised, and what it would do. */
interface SavedPlan {
  readonly version: 1;
  readonly before: string;
  readonly after: string;
  readonly running: string | null;
  readonly action: string;
  readonly commands: readonly string[];
  readonly overrides: ApplyOptions['overrides'];
}

function planOf({ asked, situation }: Prepared, overrides: ApplyOptions['overrides']): SavedPlan {
  const { preview, runningId } = situation;
  return {
    version: 1,
    ...asked.hashes,
    running: runningId ?? null,
    action: preview.action,
    commands: preview.commands.map(commandText),
    overrides,
  };
}

/** Saves what would be done. */
export function savePlan(file: string, prepared: Prepared, { overrides }: ApplyOptions): void {
  const text = `${JSON.stringify(planOf(prepared, overrides), undefined, 2)}\n`;
  replaceFile(resolve(file), file, text);
}

/** The overrides that were named when the plan was made; the file must be the user's own. */
export function readOverrides(file: string): ApplyOptions['overrides'] {
  return readPlan(file).overrides;
}

function readPlan(file: string): SavedPlan {
  const stats = lstatSync(resolve(file), { throwIfNoEntry: false });
  if (stats === undefined) throw new FileError(`${file}: no such file`);
  const isOwn = stats.isFile() && stats.uid === process.geteuid?.() && (stats.mode & 0o022) === 0;
  if (!isOwn) {
    throw new RefusedError(`${file} may be written by other users; save the plan again`);
  }
  const plan = readJson<SavedPlan>(resolve(file));
  const { adopt, remove, allowEmpty, inPlace } = plan?.overrides ?? {};
  const isPlan =
    [adopt, inPlace].every((one) => typeof one === 'boolean') &&
    [remove, allowEmpty].every((names) => Array.isArray(names));
  if (plan?.version === 1 && isPlan) return plan;
  throw new RefusedError(`${file} is not a plan; save one with puppetlb apply --plan FILE`);
}

/** Refuses a plan that would do something else now than when it was saved. */
export function comparePlan(file: string, prepared: Prepared): void {
  const saved = readPlan(file);
  const now = planOf(prepared, saved.overrides);
  const names = {
    before: prepared.situation.configuration,
    after: 'what the inventory builds',
    running: 'what HAProxy runs',
    action: 'what the change needs',
    commands: 'the commands',
  } as const;
  for (const key of ['before', 'after', 'running', 'action', 'commands'] as const) {
    if (JSON.stringify(saved[key]) === JSON.stringify(now[key])) continue;
    throw new RefusedError(
      `${names[key]} changed since the plan was saved; run puppetlb apply --dry-run, then save the plan again`,
    );
  }
}
