import { diagnose } from '../findings/diagnose.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { readListenAddresses } from '../haproxy/model/address.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import { asRead, type FilePlace, type FileSection } from '../haproxy/syntax/configuration.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import { quote } from '../text/characters.ts';
import type { SourceText } from '../text/positions.ts';
import type { ParseError } from '../text/result.ts';
import type { Pool } from './model.ts';
import { type NodeRef, type Setting, spanOfPlace } from './place.ts';
import type { ReadContext } from './read-context.ts';
import { formatServerAddress } from './server-address.ts';
import { formatListenEndpoint } from './values/listen-endpoint.ts';

/** The first comment of every file that is built. */
export const mark = 'Made by puppetlb. Change the inventory, not this file.';

/** A file that a path of `haproxy.beside` leads to, or why there is none; a folder may hold no file. */
export interface BesideFile {
  /** Which path it is, from 0. */
  readonly item: number;
  readonly source?: SourceText;
  readonly problem?: ParseError;
  /** Whether it is the file that is written, or that is compared with. */
  readonly isTarget?: boolean;
}

/** The files of a balancer around the one that an inventory builds, as HAProxy reads them. */
export interface Beside {
  readonly before: readonly SourceText[];
  /** The file that is built, as it is there now. */
  readonly own: SourceText | undefined;
  readonly after: readonly SourceText[];
  /** The sections of the others. */
  readonly sections: readonly FileSection[];
  /** A proxy without settings of its own, with one server, in the place of the pools. */
  readonly inherited: ProxySection;
  /** Services of the others that are also pools here, and are removed there once those are built. */
  readonly moved: ReadonlySet<FileSection>;
  /** The path that leads to a file, for a line of it. */
  refOf(place: FilePlace): NodeRef;
}

/** What the paths of an inventory led to. */
interface BesidePaths {
  readonly paths: readonly Setting<string>[];
  readonly files: readonly BesideFile[];
}

/** Reads the files of other people; a path without a readable file is a finding, and then nothing is read. */
export function readBeside(
  { paths, files }: BesidePaths,
  pools: readonly Pool[],
  context: ReadContext,
): Beside | undefined {
  const refOf = (item: number): NodeRef | undefined => {
    const from = paths[item]?.from;
    return from === 'builtin' ? undefined : from;
  };
  const own = ownFile(files, pools);
  const wrong = files.filter(({ problem }) => problem !== undefined);
  if (own?.isTarget === undefined && files.length === 1 && own !== undefined) {
    const name = quote(own.source?.name ?? '');
    const help = 'write the path of the haproxy.cfg, or the folder, that other people maintain';
    const problem = { message: `${name} is the file that this inventory builds`, help };
    if (isNamed(own, paths)) wrong.push({ ...own, problem });
  }
  for (const { item, problem } of wrong) {
    const at = refOf(item);
    if (at === undefined || problem === undefined) continue;
    const { message, help } = problem;
    const span = spanOfPlace(at, 'value');
    context.add(diagnose(valueCodes.beside, at.document.source, span, message, { help }));
    context.markInvalid(['haproxy']);
  }
  if (wrong.length > 0 || paths.length === 0) return undefined;
  const position = own === undefined ? files.length : files.indexOf(own);
  const texts = (list: readonly BesideFile[]) => list.flatMap(({ source }) => source ?? []);
  const [before, after] = [texts(files.slice(0, position)), texts(files.slice(position + 1))];
  const { sections } = readConfiguration([...before, ...after]);
  const items = new Map(files.map(({ source, item }) => [source, item]));
  return {
    ...{ before, own: own?.source, after, sections },
    inherited: inheritedAfter(sections.filter(({ opening }) => before.includes(opening.source))),
    moved: movedSections(sections, pools),
    refOf({ source, span }) {
      const ref = refOf(items.get(source) ?? 0) ?? refOf(0);
      if (ref === undefined) throw new Error('a file beside the inventory has no path');
      return { ...ref, beside: { source, span } };
    },
  };
}

/** Whether a path names the file itself, and not its folder. */
function isNamed({ source, item }: BesideFile, paths: BesidePaths['paths']): boolean {
  const last = (path: string) => path.replace(/^.*\//s, '');
  return last(paths[item]?.value ?? '') === last(source?.name ?? '');
}

/** The file that is replaced: the one that is named, or has our first line; of several the one with most of the pools. */
function ownFile(files: readonly BesideFile[], pools: readonly Pool[]): BesideFile | undefined {
  const target = files.find(({ isTarget }) => isTarget === true);
  if (target !== undefined) return target;
  const marked = files.filter(({ source }) => source !== undefined && isOurs(source));
  const names = new Set(pools.flatMap(({ name }) => name?.value ?? []));
  const shared = ({ source }: BesideFile): number => {
    const { sections } = readConfiguration(source === undefined ? [] : [source]);
    return sections.filter(({ opening: { words } }) => names.has(words[1]?.text ?? '')).length;
  };
  if (marked.length < 2) return marked[0];
  const counted = marked.map((file) => ({ file, count: shared(file) }));
  const best = Math.max(...counted.map(({ count }) => count));
  return best === 0 ? undefined : counted.find(({ count }) => count === best)?.file;
}

/** Whether puppetlb made a file, by its first line. */
export function isOurs({ text }: SourceText): boolean {
  return new RegExp(`^(\\uFEFF)?# ${mark}\\r?\\n`).test(text);
}

/** What a proxy starts from behind some sections. */
function inheritedAfter(sections: readonly FileSection[]): ProxySection {
  const lines = [{ words: ['server', 's', '127.0.0.1:1'], origin: undefined }];
  const bare = asRead({ words: ['listen', 'bare'], lines, origin: undefined });
  const proxy = readProxies({ sections: [...sections, bare] }).proxies.at(-1);
  if (proxy === undefined) throw new Error('a section that was added is not read');
  return proxy;
}

/** The sections with the same meaning as a pool: its name and one of its servers, or its binds and its backend. */
function movedSections(
  sections: readonly FileSection[],
  pools: readonly Pool[],
): ReadonlySet<FileSection> {
  const byName = new Map(pools.map((pool) => [pool.name?.value, pool]));
  const { proxies } = readProxies({ sections });
  const isMoved = (proxy: ProxySection): boolean => {
    const target = proxy.directives.find(({ key }) => key === 'default_backend')?.words[1];
    const pool = byName.get(proxy.kind === 'frontend' ? target : proxy.name);
    if (pool === undefined) return false;
    const isSame = proxy.kind === 'frontend' || sharesServer(proxy, pool);
    return isSame && (proxy.kind === 'backend' || sharesBinds(proxy, pool));
  };
  return new Set(proxies.filter(isMoved).map(({ section }) => section));
}

function sharesServer({ servers }: ProxySection, pool: Pool): boolean {
  const points = new Set(servers.map(({ point }) => point.text));
  return pool.servers.some(
    ({ address, port }) =>
      address !== undefined && points.has(formatServerAddress(address.value, port.value)),
  );
}

/** Whether a proxy listens on nothing but what a pool listens on. */
function sharesBinds({ binds }: ProxySection, pool: Pool): boolean {
  const own = new Set(
    pool.binds.map(({ endpoint: { value } }) => {
      const [host] = readListenAddresses(formatListenEndpoint(value));
      return `${host?.host.text} ${value.port}-${value.lastPort}`;
    }),
  );
  const there = binds.flatMap(({ addresses }) => addresses);
  return (
    there.length > 0 &&
    there.every(({ host, first, last }) => own.has(`${host.text} ${first}-${last}`))
  );
}
