import { hasError } from '../../findings/diagnostic.ts';
import type { Arguments, Command } from '../command.ts';
import { configOptions, lintInventory } from '../configurations.ts';
import { exit, UsageError } from '../exit.ts';
import { inventoryName } from '../files.ts';
import type { Io } from '../io.ts';
import { writeReport } from '../report.ts';
import { oneSite, siteOption } from '../site.ts';

/** Says which server a client reaches. */
export const routeCommand: Command = {
  name: 'route',
  operands: '[INVENTORY] CLIENT...',
  most: 10_000,
  summary: 'Show which server a client reaches, and which one if a server is down.',
  example: 'puppetlb route 10.0.3.17 10.1.0.0/16 --down compile02',
  progress: 'computing routes',
  options: [
    {
      name: 'clients',
      value: 'FILE',
      summary: 'read addresses from FILE: lines, CSV, JSON, facts of PuppetDB; - is standard input',
    },
    {
      name: 'down',
      value: 'SERVER',
      repeats: true,
      summary: 'assume that SERVER, or POOL/SERVER, is down; repeatable',
    },
    { name: 'pool', value: 'NAME', summary: 'show only this pool' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      summary: 'text, or json (one object per line)',
    },
    siteOption,
    ...configOptions,
  ],
  async run(args, io) {
    const { inventory: name, addresses } = splitOperands(args, io);
    const list = args.value('clients');
    if (addresses.length === 0 && list === undefined) {
      throw new UsageError('route needs a client: an address, a network, or --clients FILE');
    }
    if (name === '-' && list === '-') {
      throw new UsageError('standard input cannot be both the inventory and the clients');
    }
    const { answerAll, selectPools, parseClients, readList } = await import('../route.ts');
    const clients = parseClients(addresses);
    const linted = lintInventory(name, args, io);
    const { inventory } = linted;
    if (inventory === undefined || hasError(linted.diagnostics)) {
      writeReport(linted, args, io, 'stderr');
      return exit.wrong;
    }
    const pools = selectPools(oneSite(inventory, args), args);
    const listed = list === undefined ? [] : readList(list, io);
    if (listed === undefined) return exit.wrong;
    return answerAll([...clients, ...listed], pools, args, io);
  },
};

/** What is no address, and stands first, is the inventory. */
function splitOperands(
  { operands }: Arguments,
  io: Io,
): { inventory: string; addresses: readonly string[] } {
  const [first] = operands;
  if (first === undefined || isLikeAddress(first)) {
    return { inventory: inventoryName(undefined, io), addresses: operands };
  }
  return { inventory: first, addresses: operands.slice(1) };
}

function isLikeAddress(text: string): boolean {
  return /^([0-9.]+|[0-9a-f.]*:[0-9a-f.:]*)(\/[0-9]*)?$/i.test(text);
}
