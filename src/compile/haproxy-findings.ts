import { diagnose } from '../findings/diagnose.ts';
import type { CodeInfo, Diagnostic, Label } from '../findings/diagnostic.ts';
import { haproxyCodes } from '../findings/haproxy-codes.ts';
import { describeFault, type MachineFault } from '../haproxy/process/message-machine.ts';
import { type HaproxyMessage, reproducible } from '../haproxy/process/messages.ts';
import type { Inventory } from '../inventory/model.ts';
import { type Origin, spanOfPlace } from '../inventory/place.ts';
import { Lines, type SourceText } from '../text/positions.ts';
import type { BuiltConfiguration } from './build.ts';

/**
 * The messages of HAProxy about a built configuration, at the places of the inventory that made its lines;
 * what no place made is shown in the built file, and what names no line is shown alone. `file` is
 * what HAProxy was given.
 */
export function toFindings(
  messages: readonly HaproxyMessage[],
  built: BuiltConfiguration,
  inventory: Inventory,
  file: string,
): Diagnostic[] {
  const output = { name: 'haproxy.cfg', text: built.text };
  const faults = new Set<string>();
  return withoutEchoes(messages).flatMap((message) => {
    const code = codeOf(message);
    if (code === undefined) return [];
    const fault = message.machine && describeFault(message.machine);
    if (fault !== undefined && faults.has(fault)) return [];
    if (fault !== undefined) faults.add(fault);
    const { source, span } = primaryLabel(message, built, inventory, output);
    const related = message.relatedLines.map((line) => ({
      ...lineLabel(line, built, output),
      note: 'also named in the message',
    }));
    const text = fault ?? `HAProxy: ${message.text}`;
    const help = `read the output of haproxy -c: ${reproducible(message, file)}`;
    return diagnose(code, source, span, text, { help, related });
  });
}

/** HAProxy reports a missing file twice from 2.6 on: that it cannot be used, and why. */
function withoutEchoes(messages: readonly HaproxyMessage[]): readonly HaproxyMessage[] {
  const missing = new Set(messages.map(({ machine }) => fileOf(machine, 'missing')));
  return messages.filter(({ machine }) => {
    const unusable = fileOf(machine, 'unusable');
    return unusable === undefined || !missing.has(unusable);
  });
}

/** The file that a fault is about, where it is that of the file. */
function fileOf(
  fault: MachineFault | undefined,
  ...wanted: readonly MachineFault['is'][]
): string | undefined {
  const isFile = fault !== undefined && 'what' in fault && fault.what === 'file';
  return isFile && wanted.includes(fault.is) ? fault.name : undefined;
}

function codeOf({ level, machine }: HaproxyMessage): CodeInfo | undefined {
  if (machine !== undefined) return haproxyCodes.machine;
  if (level === 'warning') return haproxyCodes.warning;
  return level === 'notice' ? undefined : haproxyCodes.alert;
}

function primaryLabel(
  message: HaproxyMessage,
  built: BuiltConfiguration,
  inventory: Inventory,
  output: SourceText,
): Label {
  const file = fileOf(message.machine, 'missing', 'unusable');
  const checks = file === undefined ? [] : inventory.pools.map(({ check }) => check);
  const files = checks.flatMap(({ caFile, crlFile }) => [caFile ?? [], crlFile ?? []].flat());
  const named = originLabel(files.find((one) => one.value === file)?.from);
  if (named !== undefined) return named;
  if (message.line !== undefined) return lineLabel(message.line, built, output);
  const pool = inventory.pools.find(({ name }) => name?.value === message.proxy);
  const server = pool?.servers.find(({ name }) => name?.value === message.server);
  const origin = server?.place ?? pool?.name?.from;
  return (
    originLabel(origin) ?? { source: { name: 'haproxy', text: '' }, span: { start: 0, end: 0 } }
  );
}

/** What made a line of what was built; the line itself where no place of the inventory did. */
export function lineLabel(
  line: number,
  { origins }: Pick<BuiltConfiguration, 'origins'>,
  output: SourceText,
): Label {
  const label = originLabel(origins.get(line));
  if (label !== undefined) return label;
  return { source: output, span: new Lines(output.text).span(line) };
}

function originLabel(origin: Origin | undefined): Label | undefined {
  if (origin === undefined || origin === 'builtin') return undefined;
  const part = origin.path[0] === 'hosts' ? 'key' : 'value';
  return { source: origin.document.source, span: spanOfPlace(origin, part) };
}
