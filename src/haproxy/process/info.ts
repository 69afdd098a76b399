import { isError } from '../../text/result.ts';
import { parseVersion } from '../facts/versions.ts';
import type { Running } from './running.ts';

/** What a process says of itself. */
type Info = Pick<Running, 'versionText' | 'version' | 'uptime'> & {
  /** Its connections now; with that of the question, unless it came through the master. */
  readonly connections: number | undefined;
};

/** A field of the answer to `show info`; undefined where it is not there. */
export function infoField(text: string, name: string): string | undefined {
  return new RegExp(`^${name}: ?(.*?)\r?$`, 'm').exec(text)?.[1];
}

/** Reads of the answer to `show info` the version, the time since the start and connections; what is not there stays unknown. */
export function readInfo(text: string): Info {
  const fieldOf = (name: string) => infoField(text, name);
  const versionText = fieldOf('Version');
  const result = parseVersion(/^[0-9]+\.[0-9]+(\.[0-9]+)?/.exec(versionText ?? '')?.[0] ?? '');
  const numberOf = (name: string) => {
    const number = fieldOf(name);
    return number !== undefined && /^[0-9]{1,12}$/.test(number) ? Number(number) : undefined;
  };
  return {
    versionText,
    version: isError(result) ? undefined : result.value,
    uptime: numberOf('Uptime_sec'),
    connections: numberOf('CurrConns'),
  };
}
