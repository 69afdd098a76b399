/**
 * An IP address as big-endian 32-bit words, one or four; undefined for what is none. IPv6 as RFC 4291
 * spells it, without a zone.
 */
export function addressWords(text: string): readonly number[] | undefined {
  if (!text.includes(':')) {
    const word = ipv4Word(text);
    return word === undefined ? undefined : [word];
  }
  return ipv6Words(text);
}

/** Four decimal numbers without leading zeros, read digit by digit: lists of clients are long. */
function ipv4Word(text: string): number | undefined {
  let word = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      if (digits === 0) return undefined;
      word = word * 256 + part;
      part = 0;
      digits = 0;
      dots += 1;
      continue;
    }
    if (code < 0x30 || code > 0x39 || (digits > 0 && part === 0)) return undefined;
    part = part * 10 + code - 0x30;
    digits += 1;
    if (part > 255) return undefined;
  }
  return dots === 3 && digits > 0 ? word * 256 + part : undefined;
}

function ipv6Words(text: string): readonly number[] | undefined {
  const [before = '', after, ...more] = text.split('::');
  const first = groups(before, after === undefined);
  if (after === undefined) return first?.length === 8 ? joined(first) : undefined;
  const last = groups(after, true);
  if (first === undefined || last === undefined || more.length > 0) return undefined;
  const missing = 8 - first.length - last.length;
  if (missing < 1) return undefined;
  return joined([...first, ...new Array<number>(missing).fill(0), ...last]);
}

/** Groups of 16 bits; an IPv4 address may be the last two of them. */
function groups(text: string, mayEndInIPv4: boolean): number[] | undefined {
  if (text === '') return [];
  const found: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      found.push(Number.parseInt(part, 16));
      continue;
    }
    const word = mayEndInIPv4 && index === parts.length - 1 ? ipv4Word(part) : undefined;
    if (word === undefined) return undefined;
    found.push(Math.floor(word / 65536), word % 65536);
  }
  return found;
}

function joined(all: readonly number[]): readonly number[] {
  const words: number[] = [];
  for (let at = 0; at < 8; at += 2) words.push((all[at] ?? 0) * 65536 + (all[at + 1] ?? 0));
  return words;
}
