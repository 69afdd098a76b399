const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** Whether a text is an IPv4 address in four plain decimal numbers. */
export function isIPv4(text: string): boolean {
  return ipv4.test(text);
}

/** Whether a text is an IPv6 address, without brackets; a zone is none. */
export function isIPv6(text: string): boolean {
  return /^[0-9a-f:.]{2,45}$/i.test(text) && text.includes(':') && URL.canParse(`http://[${text}]`);
}

/** An IPv6 address in its one spelling, lower-case and compressed. */
export function canonicalIPv6(text: string): string {
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

/** Whether an address is of a range for documentation (RFC 5737, 3849, 9637), at which there is no machine. */
export function isDocumentationAddress(text: string): boolean {
  if (isIPv4(text)) return /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(text);
  return isIPv6(text) && /^(?:2001:db8:|3fff:[0-9a-f]{0,3}:)/.test(canonicalIPv6(text));
}

/** The IPv4 address in an IPv4-mapped IPv6 address; undefined for the others. */
export function mappedIPv4(text: string): string | undefined {
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(isIPv6(text) ? canonicalIPv6(text) : '');
  if (mapped === null) return undefined;
  const [, high = '0', low = '0'] = mapped;
  return readLoosely(`${Number.parseInt(high, 16) * 65536 + Number.parseInt(low, 16)}`);
}

/**
 * The IPv4 address as which HAProxy reads numbers that are no plain address (glibc's inet_aton: octal
 * after a leading zero, hexadecimal after 0x, the last of fewer than four fills what is left);
 * undefined where it refuses them.
 */
export function readLoosely(text: string): string | undefined {
  const isNumbers = /^(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+)){0,3}$/i.test(text);
  if (!isNumbers || !URL.canParse(`http://${text}`)) return undefined;
  return new URL(`http://${text}`).hostname;
}
