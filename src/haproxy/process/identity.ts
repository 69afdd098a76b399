import { isConfigurationId } from '../model/configuration-id.ts';
import { infoField } from './info.ts';

/** The process that answers `show info`. */
export interface Identity {
  readonly pid: number;
  /** The configuration ID that it shows; undefined where its file names none. */
  readonly id: string | undefined;
  /** Whether it only serves the clients that it has. */
  readonly isStopping: boolean;
}

/** Reads from the answer to `show info` the process and its configuration ID; undefined for any other answer. */
export function readIdentity(text: string): Identity | undefined {
  const pid = Number(infoField(text, 'Pid'));
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const id = infoField(text, 'description')?.split(/\s+/).findLast(isConfigurationId);
  return { pid, id, isStopping: infoField(text, 'Stopping') === '1' };
}
