import { preflightCodes } from '../findings/preflight-codes.ts';
import { readableWords } from '../haproxy/model/directive.ts';
import { openedSockets } from '../haproxy/model/opened-sockets.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import type { Configuration, FileLine } from '../haproxy/syntax/configuration.ts';
import { quote } from '../text/characters.ts';
import { folderOf, type StartFinding } from './machine.ts';

/** What a trial hides from the HAProxy that it starts. */
export interface Hidden {
  /** Folders in which it writes; what it writes there is gone with it. */
  readonly folders: readonly string[];
  /** Files and sockets that it finds empty, where they are. */
  readonly files: readonly string[];
}

/** The lines that would act on the real world in a trial: they run programs, or leave its namespaces. */
export function trialObstacles({ sections }: Pick<Configuration, 'sections'>): StartFinding[] {
  const lines = sections.flatMap(({ opening, lines: own }) => [opening, ...own]);
  return lines.flatMap((line) => {
    const word = obstacleIn(line);
    if (word === undefined) return [];
    const message = `${quote(word)} has effects outside of a trial, so HAProxy was not started`;
    const help = 'remove --trial';
    return [{ code: preflightCodes.untried, severity: 'error', message, help, line } as const];
  });
}

function obstacleIn(line: FileLine): string | undefined {
  const words = readableWords(line);
  const [first = '', second = ''] = words;
  if (running.has(first)) return first;
  if (first === 'option' && second === 'external-check') return second;
  const isSocket = /^(?:bind|server|server-template|default-server|dgram-bind)$/.test(first);
  return isSocket && words.includes('namespace') ? 'namespace' : undefined;
}

const running: ReadonlySet<string> = new Set(
  'program lua-load lua-load-per-thread external-check insecure-fork-wanted'.split(' '),
);

/** What a trial of a configuration hides. */
export function hiddenInTrial(proxies: Proxies, host: string): Hidden {
  const { global, others } = proxies;
  const folders = openedSockets(proxies, host).flatMap((socket) =>
    socket.is === 'path' ? folderOf(socket.path) : [],
  );
  const all = [...global, ...others.flatMap(({ lines }) => lines)].map(readableWords);
  const written = all.flatMap(([first, path = '']) =>
    first === 'pidfile' || first === 'backing-file' ? folderOf(path) : [],
  );
  const logs = [...global, ...proxies.proxies.flatMap(({ section }) => section.lines)]
    .map(readableWords)
    .flatMap(([first, path = '']) => (first === 'log' ? path : []));
  const states = all.flatMap(([first, path = '']) => (first === 'server-state-file' ? path : []));
  const isAbsolute = (path: string) => path.startsWith('/') && path !== '/';
  return {
    folders: topmost([...folders, ...written].filter(isAbsolute)),
    files: [...new Set(['/dev/log', ...logs, ...states].filter(isAbsolute))],
  };
}

/** Folders that are in none of the others. */
function topmost(folders: readonly string[]): string[] {
  const all = [...new Set(folders)];
  return all.filter((one) => !all.some((other) => one.startsWith(`${other}/`)));
}
