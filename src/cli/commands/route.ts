import type { Client } from '../../clients/client.ts';
import { hasError } from '../../diagnostics/diagnostic.ts';
import { isRefusal } from '../../haproxy/judged.ts';
import type { Inventory } from '../../inventory/model.ts';
import type { RoutedPool } from '../../route/pools.ts';
import { lint } from '../../rules/lint.ts';
import { quote, showUnseen } from '../../source/characters.ts';
import { nearest } from '../../source/nearest.ts';
import { Lines } from '../../source/text.ts';
import type { Arguments, Command } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { readInput } from '../files.ts';
import type { Host } from '../host.ts';
import { writeReport } from '../report.ts';
import { defaultInventory } from './lint.ts';

/** Says which server a client reaches. */
export const routeCommand: Command = {
  name: 'route',
  operands: '[INVENTORY] CLIENT...',
  most: 10_000,
  summary: 'Says which server a client reaches, and where it goes if one is down.',
  example: 'puppetlb route 10.0.3.17 10.1.0.0/16 --down compile02',
  options: [
    {
      name: 'clients',
      value: 'FILE',
      summary:
        'addresses, with names or not: lines, CSV, JSON, facts of PuppetDB; - is standard input',
    },
    {
      name: 'down',
      value: 'SERVER',
      repeats: true,
      summary: 'what if SERVER, or POOL/SERVER, were down; may be given several times',
    },
    { name: 'pool', value: 'NAME', summary: 'ask this pool alone' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      summary: 'how answers are shown: text, or json: one object a line',
    },
  ],
  async run(args, host) {
    const { inventory: name, addresses } = splitOperands(args);
    const list = args.value('clients');
    if (addresses.length === 0 && list === undefined) {
      throw new UsageError('route needs a client: an address, a network, or --clients FILE');
    }
    if (name === '-' && list === '-') {
      throw new UsageError('standard input cannot be both the inventory and the clients');
    }
    const clients = await parseClients(addresses);
    const linted = lint(readInput(host, name));
    const { inventory } = linted;
    if (inventory === undefined || hasError(linted.diagnostics)) {
      writeReport(linted.diagnostics, args, host, 'stderr');
      return exit.wrong;
    }
    const pools = await choosePools(inventory, args);
    const listed = list === undefined ? [] : await readList(list, host);
    if (listed === undefined) return exit.wrong;
    return answer([...clients, ...listed], pools, args, host);
  },
};

/** What is no address, and stands first, is the inventory. */
function splitOperands({ operands }: Arguments): {
  inventory: string;
  addresses: readonly string[];
} {
  const [first] = operands;
  if (first === undefined || isLikeAddress(first)) {
    return { inventory: defaultInventory, addresses: operands };
  }
  return { inventory: first, addresses: operands.slice(1) };
}

function isLikeAddress(text: string): boolean {
  return /^([0-9.]+|[0-9a-f.]*:[0-9a-f.:]*)(\/[0-9]*)?$/i.test(text);
}

async function parseClients(texts: readonly string[]): Promise<Client[]> {
  const { parseClient } = await import('../../clients/client.ts');
  return texts.map((text) => {
    const judged = parseClient(text);
    if (!isRefusal(judged)) return judged.value;
    throw new UsageError(
      judged.help === undefined ? judged.message : `${judged.message}; ${judged.help}`,
    );
  });
}

async function choosePools(inventory: Inventory, args: Arguments): Promise<readonly RoutedPool[]> {
  const { routedPools } = await import('../../route/pools.ts');
  const wanted = args.value('pool');
  const names = inventory.pools.flatMap(({ name }) => name?.value ?? []);
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new UsageError(`there is no pool ${quote(wanted)}${hintFor(wanted, names)}`);
  }
  const pools = inventory.pools.filter(
    ({ name }) => wanted === undefined || name?.value === wanted,
  );
  const downs = new Set(args.values('down'));
  const known = pools.flatMap(({ name, servers }) =>
    servers.flatMap((server) => [server.name?.value ?? '', `${name?.value}/${server.name?.value}`]),
  );
  const knownNames = new Set(known);
  const unknown = [...downs].find((down) => !knownNames.has(down));
  if (unknown !== undefined) {
    const where = wanted === undefined ? 'any pool' : `pool ${quote(wanted)}`;
    throw new UsageError(
      `there is no server ${quote(unknown)} in ${where}${hintFor(unknown, known)}`,
    );
  }
  const isDown = (pool: string, server: string) =>
    downs.has(server) || downs.has(`${pool}/${server}`);
  return routedPools({ ...inventory, pools }, downs.size === 0 ? undefined : isDown);
}

function hintFor(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** The clients of a list; undefined where something is wrong with it, which is said. */
async function readList(name: string, host: Host): Promise<readonly Client[] | undefined> {
  const { maxListBytes, readClients } = await import('../../clients/read.ts');
  const file = readInput(host, name, maxListBytes);
  const { source, clients, problems, withoutAddress } = readClients(file.name, file.bytes);
  const lines = new Lines(source.text);
  for (const { at, message, help } of problems) {
    const { line, column } = lines.position(at);
    const text = help === undefined ? message : `${message}; ${help}`;
    host.err(`puppetlb: ${showUnseen(`${file.name}:${line}:${column}: ${text}`)}\n`);
  }
  if (problems.length > 0) return undefined;
  if (withoutAddress > 0) {
    const what = withoutAddress === 1 ? 'machine has' : 'machines have';
    host.err(
      `puppetlb: ${showUnseen(file.name)}: ${withoutAddress} ${what} no address and are left out\n`,
    );
  }
  return clients;
}

/** As many addresses of networks are counted one by one: some seconds. */
const budget = 2 ** 28;

async function answer(
  clients: readonly Client[],
  pools: readonly RoutedPool[],
  args: Arguments,
  host: Host,
): Promise<number> {
  const { answersOf, isTrouble } = await import('../../route/answer.ts');
  const { Counter } = await import('../../route/spread.ts');
  const { jsonLine, textLines } = await import('../../route/report.ts');
  for (const { name, conditions } of pools) {
    for (const condition of conditions) {
      host.err(`puppetlb: pool ${showUnseen(name)}: this holds as long as ${condition}\n`);
    }
  }
  const isJson = args.value('format') === 'json';
  const format = isJson ? jsonLine : textLines(clients, pools, args.values('down').length > 0);
  const counter = new Counter(budget);
  let isWrong = false;
  let text = '';
  for (const client of clients) {
    for (const one of pools.flatMap((pool) => answersOf(client, pool, counter))) {
      isWrong ||= isTrouble(one);
      text += format(one);
    }
    if (text.length < 65_536) continue;
    host.out(text);
    text = '';
  }
  host.out(text);
  return isWrong ? exit.wrong : exit.fine;
}
