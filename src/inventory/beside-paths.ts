import { valueCodes } from '../findings/value-codes.ts';
import { hasControl, quote } from '../text/characters.ts';
import type { Result } from '../text/result.ts';
import { isMapping, readYaml } from '../yaml/document.ts';
import type { MappingReader } from './mapping-reader.ts';
import { below, type Setting } from './place.ts';

/** The paths that an inventory names in `haproxy.beside`, as they are written, whatever else is wrong with it. */
export function besidePaths(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // The YAML is read a second time, so only where it may have the key.
  if (!buffer.includes('beside') || !/beside["']?\s*:/.test(buffer.toString('latin1'))) return [];
  const root = readYaml('', bytes).document?.value;
  const haproxy = isMapping(root) ? root['haproxy'] : undefined;
  const paths = isMapping(haproxy) ? haproxy['beside'] : undefined;
  return [paths].flat().filter((path) => typeof path === 'string');
}

/** Reads `beside`, and refuses what then belongs to the owners of the other files. */
export function readBesidePaths(haproxy: MappingReader): readonly Setting<string>[] | undefined {
  if (!haproxy.has('beside')) return undefined;
  for (const key of ['global', 'baseline']) {
    if (!haproxy.has(key)) continue;
    const message = `"${key}" is not allowed together with "beside"`;
    const help = `remove "${key}", or remove "beside" to build the whole file`;
    haproxy.report(below(haproxy.place, key), valueCodes.beside, message, { help }, 'key');
  }
  return haproxy.parsedItems('beside', valueCodes.beside, parsePath);
}

function parsePath(text: string): Result<string> {
  if (hasControl(text)) return { message: 'the path contains a control character' };
  if (!/[*?]|\[.*\]/.test(text)) return { value: text };
  const folder = text
    .slice(0, text.search(/[*?[]/))
    .replace(/[^/]*$/, '')
    .replace(/(.)\/$/, '$1');
  const help = `write the folder ${folder === '' ? '"."' : quote(folder)}; all of its .cfg files are read`;
  return { message: `${quote(text)} is a pattern, not a file or a folder`, help };
}
