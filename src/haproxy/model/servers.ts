import { automaticIds } from '../facts/automatic-ids.ts';
import type { FileLine } from '../syntax/configuration.ts';
import { readServerPoint } from './address.ts';
import type { ProxyServer, ServerOption } from './proxies.ts';
import { readServerOptions } from './server-option.ts';
import { readTemplateRange } from './template.ts';

type Options = ReadonlyMap<string, ServerOption>;
type Unnumbered = Omit<ProxyServer, 'id'>;
type Summary = Pick<ProxyServer, 'weight' | 'isChecked' | 'checkPort' | 'isBackup' | 'isDisabled'>;

/** The most servers that one server-template is read as. */
const maxTemplate = 10_000;

/** Reads the servers of a proxy in their order; default-server holds for those below it. */
export function readServers(
  lines: readonly { readonly line: FileLine; readonly isInherited: boolean }[],
): ProxyServer[] {
  const servers: Unnumbered[] = [];
  let defaults: Options = new Map();
  for (const { line } of lines) {
    const words = line.words.map(({ text }) => text);
    if (words[0] === 'default-server') {
      defaults = readServerOptions(words.slice(1), defaults, line, true).options;
    } else servers.push(...readServer(line, words, defaults));
  }
  return withIds(servers);
}

function readServer(line: FileLine, words: readonly string[], defaults: Options): Unnumbered[] {
  const isTemplate = words[0] === 'server-template';
  const [name = '', address = ''] = isTemplate ? [words[1], words[3]] : words.slice(1);
  const rest = words.slice(isTemplate ? 4 : 3);
  const { options, unknown } = readServerOptions(rest, defaults, line, false);
  const point = readServerPoint(address);
  const server = { name, point, ...summarize(options, point.port), options, unknown, line };
  if (!isTemplate) return [server];
  return numbersOf(words[2] ?? '').map((number) => ({ ...server, name: `${name}${number}` }));
}

function summarize(options: Options, port: number | undefined): Summary {
  const number = (name: string): number | undefined => {
    const value = options.get(name)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const checked = (number('port') ?? 0) & 0xffff;
  return {
    weight: number('weight') ?? 1,
    isChecked: options.has('check'),
    checkPort: checked === 0 || checked === port ? undefined : checked,
    isBackup: options.has('backup'),
    isDisabled: options.has('disabled'),
  };
}

/** The numbers of a server-template: a count, or a first and a last one. */
function numbersOf(text: string): number[] {
  const { first, last } = readTemplateRange(text);
  const to = Math.min(last, first + maxTemplate - 1);
  return Array.from({ length: Math.max(0, to - first + 1) }, (_, index) => first + index);
}

/** Servers with the numbers that are written, and those that HAProxy gives the others. */
function withIds(servers: readonly Unnumbered[]): ProxyServer[] {
  const written = servers.map(({ options }) => options.get('id')?.value);
  const ids = automaticIds(written.map((id) => (typeof id === 'number' ? id : undefined)));
  return servers.map((server, index) => ({ ...server, id: ids[index] ?? 0 }));
}
