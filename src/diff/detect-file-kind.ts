import { sectionKeywords } from '../haproxy/syntax/section.ts';

/** A named file as it was read. */
interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const looked = 65_536;

/**
 * Whether a file is an inventory and not a configuration of HAProxy: by the end of its name, else by
 * its first line that is no comment, which opens a section, or is a mapping of YAML or JSON.
 */
export function isInventory(file: NamedBytes | undefined): boolean {
  if (file === undefined || /\.cfg$/i.test(file.name)) return false;
  if (/\.(ya?ml|json)$/i.test(file.name)) return true;
  const text = new TextDecoder().decode(file.bytes.subarray(0, looked));
  const line = /^[ \t]*(?![#\r\n\s])(.*)$/m.exec(text.replace(/^\ufeff/, ''))?.[1] ?? '';
  const [first = ''] = line.split(/\s+/);
  return !sectionKeywords.has(first) && /^(---|\{|["']?[\w-]+["']?\s*:(\s|$))/.test(line);
}
