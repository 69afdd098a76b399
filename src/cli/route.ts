import type { Inventory } from '../inventory/model.ts';
import { answersOf, isTrouble, type RouteAnswer } from '../predict/answer.ts';
import { type Client, parseClient } from '../predict/clients/client.ts';
import { maxProblems } from '../predict/clients/list.ts';
import { maxListBytes, readClients } from '../predict/clients/read.ts';
import { type RoutedPool, routedPools } from '../predict/pools.ts';
import { jsonLine, textLines } from '../predict/report.ts';
import { Counter } from '../predict/spread.ts';
import { escapeJson } from '../report/lint/json-text.ts';
import { maskLine } from '../report/secrets.ts';
import { quote, showUnseen } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import { Lines } from '../text/positions.ts';
import { isError, type ParseError } from '../text/result.ts';
import type { Arguments } from './command.ts';
import { exit, UsageError } from './exit.ts';
import { readInput } from './files.ts';
import type { Io } from './io.ts';

/** The clients that are named on the command line. */
export function parseClients(texts: readonly string[]): readonly Client[] {
  return texts.map((text) => {
    const result = parseClient(text);
    if (!isError(result)) return result.value;
    throw new UsageError(formatError(result));
  });
}

function formatError({ message, help }: ParseError): string {
  return help === undefined ? message : `${message}; ${help}`;
}

/** The pools that are asked, with the servers down that were named. */
export function selectPools(inventory: Inventory, args: Arguments): readonly RoutedPool[] {
  const wanted = args.value('pool');
  const names = inventory.pools.flatMap(({ name }) => name?.value ?? []);
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new UsageError(`unknown pool ${quote(wanted)}; ${hintFor(wanted, names)}`);
  }
  const pools = inventory.pools.filter(
    ({ name }) => wanted === undefined || name?.value === wanted,
  );
  const downs = new Set(args.values('down'));
  rejectUnknown({ ...inventory, pools }, downs, wanted);
  const isDown = (pool: string, server: string) =>
    downs.has(server) || downs.has(`${pool}/${server}`);
  return routedPools({ ...inventory, pools }, downs.size === 0 ? undefined : isDown);
}

function rejectUnknown(
  { pools }: Inventory,
  downs: ReadonlySet<string>,
  wanted: string | undefined,
): void {
  const known = new Set<string>();
  const knownByPool = new Set<string>();
  for (const { name: pool, servers } of pools) {
    for (const { name } of servers) {
      known.add(name?.value ?? '');
      knownByPool.add(`${pool?.value}/${name?.value}`);
    }
  }
  const unknown = [...downs].find((down) => !known.has(down) && !knownByPool.has(down));
  if (unknown === undefined) return;
  const where = wanted === undefined ? 'any pool' : `pool ${quote(wanted)}`;
  const hint = hintFor(unknown, [...(unknown.includes('/') ? knownByPool : known)]);
  throw new UsageError(`unknown server ${quote(unknown)} in ${where}; ${hint}`);
}

const maxListed = 8;

function hintFor(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean ${near}?`;
  const listed = known.slice(0, maxListed).join(', ');
  return `known: ${listed}${known.length > maxListed ? ', ...' : ''}`;
}

/** The clients of a list; undefined where something is wrong with it, which is said. */
export function readList(name: string, io: Io): readonly Client[] | undefined {
  const file = readInput(io, name, maxListBytes);
  const { source, clients, problems, withoutAddress } = readClients(file.name, file.bytes);
  const lines = new Lines(source.text);
  for (const problem of problems) {
    const { line, column } = lines.position(problem.at);
    const place = `${file.name}:${line}:${column}`;
    io.err(`puppetlb: ${showUnseen(`${place}: ${formatError(problem)}`)}\n`);
  }
  if (problems.length === maxProblems) {
    io.err(
      `puppetlb: ${showUnseen(file.name)}: only the first ${maxProblems} problems are shown\n`,
    );
  }
  if (problems.length > 0) return undefined;
  if (withoutAddress > 0) {
    const what =
      withoutAddress === 1
        ? '1 machine without an address is ignored'
        : `${withoutAddress} machines without an address are ignored`;
    io.err(`puppetlb: ${showUnseen(file.name)}: ${what}\n`);
  }
  return clients;
}

/** As many addresses of networks are counted one by one: some seconds. */
const budget = 2 ** 28;

/** Writes the answers for all clients; returns the exit code. */
export function answerAll(
  clients: readonly Client[],
  pools: readonly RoutedPool[],
  args: Arguments,
  io: Io,
): number {
  for (const { name, conditions } of pools) {
    for (const condition of conditions) {
      io.err(`puppetlb: pool ${showUnseen(name)}: assuming that ${maskLine(condition)}\n`);
    }
  }
  const isJson = args.value('format') === 'json';
  const format = isJson
    ? (answer: RouteAnswer) => escapeJson(jsonLine(answer))
    : textLines(clients, pools, args.values('down').length > 0);
  const counter = new Counter(budget);
  let isWrong = false;
  let text = '';
  for (const client of clients) {
    for (const answer of pools.flatMap((pool) => answersOf(client, pool, counter))) {
      isWrong ||= isTrouble(answer);
      text += format({ ...answer, reason: maskLine(answer.reason) });
    }
    if (text.length < 65_536) continue;
    io.out(text);
    text = '';
  }
  io.out(text);
  return isWrong ? exit.wrong : exit.fine;
}
