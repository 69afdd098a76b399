import { compareDiagnostics, type Diagnostic } from '../findings/diagnostic.ts';
import { settingsCodes } from '../findings/settings-codes.ts';
import { formatProblem } from '../findings/yaml.ts';
import { checkPart } from '../inventory/check-part.ts';
import { MappingReader } from '../inventory/mapping-reader.ts';
import { below } from '../inventory/place.ts';
import { ReadContext } from '../inventory/read-context.ts';
import type { InputFile } from '../rules/lint.ts';
import { quote } from '../text/characters.ts';
import type { SourceText } from '../text/positions.ts';
import type { Result } from '../text/result.ts';
import { readYaml } from '../yaml/document.ts';
import type { SourceProblem } from '../yaml/problem.ts';

/** How HAProxy is reloaded. */
export type Reload =
  | { readonly by: 'master'; readonly socket: string }
  | { readonly by: 'systemd'; readonly unit: string }
  | { readonly by: 'signal'; readonly pidFile: string }
  | { readonly by: 'command'; readonly command: readonly string[] };

/** What the HAProxy of this balancer is; every path is absolute. */
export interface Settings {
  readonly inventory: string;
  readonly site: string | undefined;
  /** The program. */
  readonly haproxy: string;
  /** What stands behind each -f: files, or folders. */
  readonly files: readonly string[];
  /** The file that is built: one of them, or in one of the folders. */
  readonly configuration: string;
  /** Further arguments that change how HAProxy reads them. */
  readonly arguments: readonly string[];
  readonly socket: string | undefined;
  readonly masterSocket: string | undefined;
  readonly pidFile: string | undefined;
  readonly unit: string | undefined;
  /** Undefined where no setting says how; `status` needs none. */
  readonly reload: Reload | undefined;
  /** The command that prints the status of the other balancer of a pair. */
  readonly peer: readonly string[] | undefined;
}

/** Settings, or why they are none, sorted. */
export interface ReadSettings {
  readonly source: SourceText;
  readonly settings: Settings | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the settings of a balancer. */
export function readSettings({ name, bytes }: InputFile): ReadSettings {
  const { source, document, problems } = readYaml(name, bytes);
  if (document === undefined) {
    const diagnostics = problems.map((problem) => format(source, problem));
    return { source, settings: undefined, diagnostics };
  }
  const context = new ReadContext();
  const place = { document, path: [] };
  checkPart('apply', document.value, place, context);
  const settings = toSettings(new MappingReader(place, document.value, context));
  const diagnostics = context.found.sort(compareDiagnostics);
  return { source, settings: diagnostics.length > 0 ? undefined : settings, diagnostics };
}

function format(source: SourceText, problem: SourceProblem): Diagnostic {
  const found = formatProblem(source, problem, 'settings file');
  const help = helps[problem.kind];
  return help === undefined ? found : { ...found, help };
}

const begin = 'write "inventory: PATH", or run puppetlb init --apply';

const helps: Partial<Readonly<Record<SourceProblem['kind'], string>>> = {
  alias: 'write the value itself',
  empty: begin,
  'merge-key': 'write the properties that it would merge',
  'not-a-mapping': begin,
};

function toSettings(root: MappingReader): Settings {
  const path = (key: string) => root.parsed(key, settingsCodes.value, parsePath)?.value;
  const words = (key: string) => {
    const value = root.values[key];
    return Array.isArray(value) ? value.map(String) : undefined;
  };
  const written = root.parsedItems('files', settingsCodes.value, parsePath);
  const files = root.has('files') ? written.map(({ value }) => value) : [defaultFile];
  const masterSocket = path('master-socket');
  const pidFile = path('pid-file');
  const unit = root.parsed('unit', settingsCodes.value, parseUnit)?.value;
  const settings = {
    inventory: path('inventory') ?? '',
    site: root.text('site')?.value,
    haproxy: path('haproxy') ?? defaultProgram,
    files,
    configuration: configurationOf(root, files, path('configuration')),
    arguments: words('arguments') ?? [],
    socket: path('socket'),
    ...{ masterSocket, pidFile, unit },
    peer: words('peer'),
  };
  const command = words('reload-command');
  return { ...settings, reload: reloadOf(root, { masterSocket, pidFile, unit, command }) };
}

const defaultProgram = '/usr/sbin/haproxy';
const defaultFile = '/etc/haproxy/haproxy.cfg';

function parsePath(text: string): Result<string> {
  if (!text.startsWith('/')) {
    return {
      message: `${quote(text)} is not an absolute path`,
      help: 'write a path that begins with "/"',
    };
  }
  if (text.split('/').some((part) => part === '.' || part === '..')) {
    return { message: `${quote(text)} has a "." or ".." in it`, help: 'write the path without it' };
  }
  return { value: text.replace(/\/+/g, '/').replace(/(.)\/$/, '$1') };
}

function parseUnit(text: string): Result<string> {
  if (/^[\w@:.\\-]+\.service$/.test(text)) return { value: text };
  const isName = /^[\w@:.\\-]+$/.test(text);
  const help = `write ${isName ? `${text}.service` : 'the name of the unit, such as haproxy.service'}`;
  return { message: `${quote(text)} is not a systemd unit`, help };
}

function configurationOf(
  root: MappingReader,
  files: readonly string[],
  written: string | undefined,
): string {
  const [only = '', ...others] = files;
  if (!root.has('configuration')) {
    if (others.length > 0) {
      const help = `write configuration: ${only}, if that is the file that puppetlb builds`;
      const message = `"files" has ${files.length} items, and "configuration" is missing`;
      root.report(below(root.place, 'files'), settingsCodes.value, message, { help }, 'key');
    }
    return only;
  }
  if (written === undefined) return only;
  const isRead = files.some((file) => written === file || written.startsWith(`${file}/`));
  if (!isRead) {
    const message = `${quote(written)} is not in "files", so HAProxy does not read it`;
    const help = `write ${only}, or add the file to "files"`;
    root.report(below(root.place, 'configuration'), settingsCodes.value, message, { help });
  }
  return written;
}

interface Ways {
  readonly masterSocket: string | undefined;
  readonly pidFile: string | undefined;
  readonly unit: string | undefined;
  readonly command: readonly string[] | undefined;
}

function reloadOf(root: MappingReader, ways: Ways): Reload | undefined {
  const { masterSocket, pidFile, unit, command } = ways;
  const known: Readonly<Record<Reload['by'], Reload | undefined>> = {
    master: masterSocket === undefined ? undefined : { by: 'master', socket: masterSocket },
    systemd: unit === undefined ? undefined : { by: 'systemd', unit },
    signal: pidFile === undefined ? undefined : { by: 'signal', pidFile },
    command: command === undefined ? undefined : { by: 'command', command },
  };
  const chosen = root.word<Reload['by']>('reload')?.value;
  if (chosen === undefined) {
    return known.master ?? known.systemd ?? known.signal ?? known.command;
  }
  const key = keyOf[chosen];
  if (known[chosen] === undefined && !root.has(key)) {
    const message = `reload is ${quote(chosen)}, and "${key}" is missing`;
    const help = `add ${key}, or write a different reload`;
    root.report(below(root.place, 'reload'), settingsCodes.value, message, { help });
  }
  return known[chosen];
}

const keyOf: Readonly<Record<Reload['by'], string>> = {
  master: 'master-socket',
  systemd: 'unit',
  signal: 'pid-file',
  command: 'reload-command',
};
