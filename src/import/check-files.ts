import { diagnose } from '../findings/diagnose.ts';
import type { CodeInfo, Diagnostic, Label } from '../findings/diagnostic.ts';
import { haproxyCodes } from '../findings/haproxy-codes.ts';
import { importCodes } from '../findings/import-codes.ts';
import { describeFault } from '../haproxy/process/message-machine.ts';
import type { HaproxyMessage } from '../haproxy/process/messages.ts';
import { placeOfWord, textsOf } from '../haproxy/syntax/configuration.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import { Lines, type SourceText } from '../text/positions.ts';

/**
 * The messages of HAProxy about the files of a configuration, read one after the other as one: each message at
 * its line, else at the section that it names. A warning is no mistake of what will be built.
 */
export function checkFiles(
  messages: readonly HaproxyMessage[],
  sources: readonly SourceText[],
): Diagnostic[] {
  return messages.flatMap((message) => {
    const code = codeOf(message);
    const label = code === undefined ? undefined : labelOf(message, sources);
    if (code === undefined || label === undefined) return [];
    const { machine } = message;
    const text = machine === undefined ? `HAProxy: ${message.text}` : describeFault(machine);
    return diagnose(code, label.source, label.span, text);
  });
}

function codeOf({ level, machine }: HaproxyMessage): CodeInfo | undefined {
  if (machine !== undefined) return haproxyCodes.machine;
  if (level === 'alert') return haproxyCodes.alert;
  return level === 'warning' ? importCodes.note : undefined;
}

function labelOf(
  { line, proxy }: HaproxyMessage,
  sources: readonly SourceText[],
): Label | undefined {
  let before = 0;
  for (const source of sources) {
    const lines = new Lines(source.text);
    const count = source.text.endsWith('\n') ? lines.count - 1 : lines.count;
    if (line !== undefined && line <= before + count) {
      return { source, span: lines.span(line - before) };
    }
    const span = line === undefined ? spanOfProxy(source, proxy) : undefined;
    if (span !== undefined) return { source, span };
    before += count;
  }
  const [source] = sources;
  return source === undefined ? undefined : { source, span: { start: 0, end: 0 } };
}

function spanOfProxy(source: SourceText, proxy: string | undefined): Label['span'] | undefined {
  if (proxy === undefined) return undefined;
  const found = readConfiguration([source]).sections.find(({ opening }) => {
    const [kind, name] = textsOf(opening);
    return /^(listen|frontend|backend)$/.test(kind ?? '') && name === proxy;
  });
  if (found === undefined) return undefined;
  const { opening } = found;
  return { start: opening.span.start, end: placeOfWord(opening, 1).span.end };
}
