import type { Command } from '../command.ts';
import { abortCommand } from './abort.ts';
import { applyCommand } from './apply.ts';
import { buildCommand } from './build.ts';
import { completionCommand } from './completion.ts';
import { confirmCommand } from './confirm.ts';
import { diffCommand } from './diff.ts';
import { drainCommand } from './drain.ts';
import { explainCommand } from './explain.ts';
import { importCommand } from './import.ts';
import { initCommand } from './init.ts';
import { lintCommand } from './lint.ts';
import { lspCommand } from './lsp.ts';
import { maintCommand } from './maint.ts';
import { manCommand } from './man.ts';
import { probeCommand } from './probe.ts';
import { readyCommand } from './ready.ts';
import { routeCommand } from './route.ts';
import { rulesCommand } from './rules.ts';
import { schemaCommand } from './schema.ts';
import { statusCommand } from './status.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  initCommand,
  buildCommand,
  lintCommand,
  diffCommand,
  routeCommand,
  probeCommand,
  applyCommand,
  confirmCommand,
  abortCommand,
  statusCommand,
  drainCommand,
  maintCommand,
  readyCommand,
  importCommand,
  explainCommand,
  rulesCommand,
  schemaCommand,
  lspCommand,
  completionCommand(() => commands),
  manCommand(() => commands),
];
