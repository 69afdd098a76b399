import { uptime } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Effects, Event, ReloadAnswer } from '../../apply/effects.ts';
import type { Journal, Plan } from '../../apply/journal.ts';
import type { Settings } from '../../apply/settings.ts';
import { hashOfFile, removeStaged, replaceTarget, restoreTarget } from './configuration-file.ts';
import { endJournal, readAnswer, writeJournal } from './journal-file.ts';
import { missingListeners } from './listeners.ts';
import { rememberFiles } from './memory.ts';
import { failedReloads, startupLogs, triggerReload } from './reload.ts';
import { askIdentity, askServers, sendCommand } from './serving.ts';

/** What a change does to this machine, and who hears what happens. */
export function balancerEffects(
  journal: Pick<Journal, 'id' | 'plan'>,
  settings: Settings,
  listener: { say(event: Event): void; wanted(): Answer | undefined },
): Effects {
  const { id, plan } = journal;
  const sockets = { socket: plan.socket, masterSocket: settings.masterSocket };
  let failedBefore: number | undefined;
  return {
    uptime,
    sleep: (milliseconds) => pause(milliseconds),
    writeJournal,
    endJournal(ended) {
      endJournal();
      if (ended.step === 'confirmed') rememberFiles(settings);
    },
    targetHash: () => hashOfFile(plan.target),
    replace: () => replaceTarget(plan),
    restore: () => restoreTarget(plan, plan.before.hash),
    clean: () => removeStaged(plan),
    identity: () => askIdentity(sockets),
    async reload(): Promise<ReloadAnswer> {
      failedBefore = await failedReloads(settings);
      const answer = await triggerReload(settings);
      return answer.kind === 'failed' && answer.log.length === 0
        ? { ...answer, log: await startupLogs(settings) }
        : answer;
    },
    async failure() {
      const failed = await failedReloads(settings);
      // It counts from the last good one on, and HAProxy 3.2 counts one only.
      if (failed === undefined || failed <= (failedBefore ?? 0)) return undefined;
      return startupLogs(settings);
    },
    servers: () => askServers(sockets),
    unownedBinds: (pid) => unownedBinds(plan, pid),
    send: (command) => sendCommand(sockets, command),
    answer: () => listener.wanted() ?? readAnswer(id),
    say: (event) => listener.say(event),
  };
}

function unownedBinds({ listeners }: Plan, pid: number): readonly string[] | undefined {
  return missingListeners(listeners, pid)?.map(({ family, host, port }) =>
    family === 6 ? `[${host}]:${port}` : `${host}:${port}`,
  );
}
