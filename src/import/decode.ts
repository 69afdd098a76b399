import type { SourceText } from '../text/positions.ts';
import { decode, maxBytes } from '../yaml/decode.ts';
import type { ImportReport } from './report.ts';

/**
 * The text of a configuration, whose line breaks and marks are kept as they are; undefined, and reported,
 * for what is no text. Bytes that are no UTF-8 are read as Latin-1, which HAProxy does not care about.
 */
export function decodeConfiguration(
  name: string,
  bytes: Uint8Array,
  report: ImportReport,
): SourceText | undefined {
  const start = { start: 0, end: 0 };
  const explain = (message: string): undefined => {
    report.unreadable({ source: { name, text: '' }, span: start }, message, help);
    return undefined;
  };
  if (bytes.length > maxBytes) return explain('the file has more than 16 MiB');
  const { source, problems } = decode(name, bytes);
  const [problem] = problems;
  if (problem?.kind === 'binary') return explain('the file is not text');
  if (problem?.kind === 'too-large') return explain(`the file has ${problem.what}`);
  if (problem?.kind === 'not-utf8' && problem.encoding !== undefined) {
    return explain(`the file is ${problem.encoding}, which HAProxy does not read`);
  }
  if (/^\s*$/.test(source.text)) return explain('the file is empty');
  const text = new TextDecoder(problem?.kind === 'not-utf8' ? 'latin1' : 'utf-8', {
    ignoreBOM: true,
  }).decode(bytes);
  return { name, text };
}

const help = 'write the path of the haproxy.cfg, or of the folder of its parts';
