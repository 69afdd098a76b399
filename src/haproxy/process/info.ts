import { isError } from '../../text/result.ts';
import { parseVersion } from '../facts/versions.ts';
import type { Running } from './running.ts';

/** Reads of the answer to `show info` the version and the time since the start; what is not there stays unknown. */
export function readInfo(text: string): Pick<Running, 'versionText' | 'version' | 'uptime'> {
  const fieldOf = (name: string) => new RegExp(`^${name}: (.*?)\r?$`, 'm').exec(text)?.[1];
  const versionText = fieldOf('Version');
  const result = parseVersion(/^[0-9]+\.[0-9]+(\.[0-9]+)?/.exec(versionText ?? '')?.[0] ?? '');
  const seconds = fieldOf('Uptime_sec');
  return {
    versionText,
    version: isError(result) ? undefined : result.value,
    uptime: seconds !== undefined && /^[0-9]{1,12}$/.test(seconds) ? Number(seconds) : undefined,
  };
}
