const sample = 4096;

/** Names UTF-16 and UTF-32 by their byte order mark, or by the places of their NUL bytes. */
export function findWideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  return findUnmarked(bytes.subarray(0, sample));
}

/** In a text of mostly ASCII each character has its NUL bytes on the same side. */
function findUnmarked(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0, 0, 0];
  for (const [at, byte] of bytes.entries()) {
    if (byte === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  }
  const quarter = Math.floor(bytes.length / 4);
  if (quarter === 0) return undefined;
  const isFull = zeros.map((count) => count >= quarter * 0.7);
  const isFree = zeros.map((count) => count <= quarter * 0.05);
  const pattern = isFull.map((full, at) => (full ? '0' : isFree[at] ? 'x' : '?')).join('');
  if (pattern === 'x0x0' || pattern === '0x0x') return 'UTF-16';
  return pattern === 'x000' || pattern === '000x' ? 'UTF-32' : undefined;
}

const signatures = ['\x7fELF', 'PK\x03\x04', '%PDF-'];

/** Whether a text is what a binary file looks like: its signature, or full of control characters. */
export function isBinary(text: string): boolean {
  const begin = text.slice(0, sample);
  if (signatures.some((signature) => begin.startsWith(signature))) return true;
  const controls = begin.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/g)?.length ?? 0;
  return controls > 8 && controls > begin.length / 20;
}
