import { buildConfiguration } from '../../src/compile/build.ts';
import { readProxies } from '../../src/haproxy/model/read.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import { type Imported, importFiles } from '../../src/import/import.ts';
import { lint } from '../../src/rules/lint.ts';
import { comparable } from '../comparable.ts';

type Mapping = Record<string, unknown>;

/** A configuration as one file. */
export function importText(text: string): Imported {
  return importFiles([{ name: 'haproxy.cfg', bytes: new TextEncoder().encode(text) }]);
}

/** What an inventory builds; undefined where lint finds an error in it. */
export function build(yaml: string): string | undefined {
  const file = { name: 'inventory.yaml', bytes: new TextEncoder().encode(yaml) };
  const { inventory, diagnostics } = lint(file);
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  if (inventory === undefined || isWrong) return undefined;
  return buildConfiguration(inventory, 'whole').text;
}

/** What a configuration means, without what the import said that it changes. */
export function meaning(text: string, { diagnostics }: Imported): unknown {
  const configuration = readConfiguration([{ name: 'haproxy.cfg', text }]);
  const meant = structuredClone(comparable(readProxies(configuration))) as Record<string, Mapping>;
  const said = diagnostics.filter(({ code }) => code === 'HAP381').map(({ message }) => message);
  const has = (part: string) => said.some((message) => message.includes(part));
  for (const [name, service] of Object.entries(meant['services'] ?? {})) {
    const { timeouts, logs, ...rest } = service as Mapping;
    const about = (part: string) => said.some((one) => one.includes(`"${name}" ${part}`));
    const isSaid = (timeout: string) =>
      said.some((one) => one.includes(`"${name}"`) && one.includes(`"timeout ${timeout}"`));
    const isLoggedAnew = about('is logged');
    const left = isLoggedAnew
      ? /^option (dontlognull|tcplog|httplog)/
      : /^option (tcplog|httplog|clf)/;
    const settings = rest['settings'] as readonly (readonly string[])[];
    const isFormatSaid = isLoggedAnew || has('"option tcplog"');
    const servers = rest['servers'] as readonly Mapping[];
    (meant['services'] as Mapping)[name] = {
      ...rest,
      logs: isLoggedAnew ? [] : logs,
      servers: has('has no port') ? servers.map((server) => ({ ...server, port: 0 })) : servers,
      timeouts: Object.fromEntries(
        Object.entries(timeouts as Mapping).filter(([timeout]) => !isSaid(timeout)),
      ),
      settings: settings.filter((words) => !isFormatSaid || !left.test(words.join(' '))),
    };
  }
  const global = meant['global'] as unknown as readonly (readonly string[])[];
  const others = global.flatMap((words) => {
    if (words[0] === 'log' && has('the log of the process')) return [];
    if (words[0] === 'maxconn' && has('no "maxconn"')) return [];
    return words[0] === 'stats' && words[1] === 'socket' && has('the socket gets') ? [] : [words];
  });
  return { ...meant, global: others };
}
