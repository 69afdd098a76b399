import { isConfigurationId } from '../model/configuration-id.ts';

/** The process that answers `show info`. */
export interface Identity {
  readonly pid: number;
  /** The configuration ID that it shows; undefined where its file names none. */
  readonly id: string | undefined;
  /** Whether it only serves the clients that it has. */
  readonly isStopping: boolean;
}

/** Reads of the answer to `show info` which process it is, and of which configuration; undefined where it is no such answer. */
export function readIdentity(text: string): Identity | undefined {
  const fieldOf = (name: string) => new RegExp(`^${name}: ?(.*?)\r?$`, 'm').exec(text)?.[1];
  const pid = Number(fieldOf('Pid'));
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const id = fieldOf('description')?.split(/\s+/).findLast(isConfigurationId);
  return { pid, id, isStopping: fieldOf('Stopping') === '1' };
}
