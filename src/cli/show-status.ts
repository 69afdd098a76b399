import { settingsFile } from '../apply/paths.ts';
import { isDifference, problemsOf, type Status } from '../apply/status.ts';
import { type NagiosState, nagiosLine, nagiosStates } from '../report/monitoring.ts';
import { statusJson } from '../report/status/json.ts';
import { nagiosState, statusNagios, statusPrometheus } from '../report/status/monitoring.ts';
import { statusText } from '../report/status/text.ts';
import { loadSettings, missingSocket } from './balancer/settings.ts';
import { SocketError } from './balancer/socket.ts';
import type { Arguments } from './command.ts';
import { exit } from './exit.ts';
import type { Io } from './io.ts';
import { isUnknown, outputsOf, writeDown, writeTo } from './outputs.ts';
import { readStatus } from './status.ts';

/** Looks at this balancer and shows it in each format that is asked for; returns the exit status. */
export async function showStatus(args: Arguments, io: Io): Promise<number> {
  const outputs = outputsOf(args);
  const isNagios = outputs.some(({ format }) => format === 'nagios');
  try {
    const settings = loadSettings(args, io);
    if (settings === undefined) return unknown(`${settingsFile} has errors`, exit.wrong);
    const { socket } = settings;
    if (socket === undefined) return unknown(missingSocket(settings), exit.unlike, 'say');
    const name = args.operands[0] ?? settings.inventory;
    const status = await readStatus(name, settings, socket, args, io);
    if (status === undefined) return unknown(`${name} has errors`, exit.wrong);
    for (const output of outputs) writeTo(output, toText(output.format, status), io);
    if (isNagios) return nagiosStates[nagiosState(status)];
    return problemsOf(status).some(isDifference) ? exit.differs : exit.fine;
  } catch (error) {
    if (error instanceof SocketError && error.code !== 'EACCES') {
      return unknown(error.message, exit.unlike, 'say', 'CRITICAL');
    }
    if (!isNagios || !isUnknown(error)) {
      writeDown(outputs, statusPrometheus(undefined, new Date()), io);
      throw error;
    }
    return unknown(error.message, nagiosStates.UNKNOWN);
  }

  /** Nothing can be said: monitoring is told so. */
  function unknown(
    message: string,
    code: number,
    said?: 'say',
    state: NagiosState = 'UNKNOWN',
  ): number {
    writeDown(outputs, statusPrometheus(undefined, new Date()), io);
    if (isNagios) {
      io.out(nagiosLine('PUPPETLB', state, message));
      return nagiosStates[state];
    }
    if (said !== undefined) io.err(`puppetlb: ${message}\n`);
    return code;
  }
}

function toText(format: string, status: Status): string {
  switch (format) {
    case 'json':
      return statusJson(status);
    case 'nagios':
      return statusNagios(status);
    case 'prometheus':
      return statusPrometheus(status, status.at);
    default:
      return statusText(status);
  }
}
