import { diagnose } from '../findings/diagnose.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { schemaCodes } from '../findings/schema-codes.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { quote } from '../text/characters.ts';
import type { Result } from '../text/result.ts';
import { isMapping, type YamlDocument } from '../yaml/document.ts';
import { locate } from '../yaml/locate.ts';
import { type BesideFile, readBeside } from './beside.ts';
import { puppetDefaults } from './defaults.ts';
import { asFragment } from './fragment.ts';
import { readHaproxy } from './haproxy.ts';
import { type Hosts, readHosts } from './hosts.ts';
import { readLintSettings } from './lint-settings.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Inventory, Pool, Puppet } from './model.ts';
import { below } from './place.ts';
import { type PoolDefaults, readDefaults, readPool } from './pool.ts';
import { ReadContext } from './read-context.ts';
import { readSites } from './sites.ts';
import { validate } from './validate.ts';

/** An inventory as far as it was understood, and what was refused. */
export interface ReadInventory {
  readonly inventory: Inventory;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a document as an inventory; takes out of `document.value` what the schema refuses. `files` are what `haproxy.beside` led to. */
export function readInventory(
  document: YamlDocument,
  files?: readonly BesideFile[],
): ReadInventory {
  const context = new ReadContext();
  validate(document, context);
  reportAmbiguous(document, context);
  const place = { document, path: [] };
  const root = new MappingReader(place, document.value, context);
  const sites = readSites(root.inside('sites'));
  context.sites = new Set(sites.map(({ name }) => name));
  const hosts = readHosts(root.inside('hosts'), root.isValid);
  const haproxy = readHaproxy(root.inside('haproxy'), sites);
  const defaults = readDefaults(root.inside('defaults'), haproxy);
  const pools = readPools(root, defaults, hosts);
  const { beside: paths } = haproxy;
  const beside =
    files === undefined || paths === undefined
      ? undefined
      : readBeside({ paths, files }, pools, context);
  const whole = { haproxy, defaults, pools };
  const inventory = {
    place,
    ...(paths === undefined ? whole : asFragment(whole, beside)),
    puppet: readPuppet(root.inside('puppet')),
    sites,
    hosts: hosts.list,
    lint: readLintSettings(root.inside('lint')),
    beside,
  };
  return { inventory, diagnostics: context.found };
}

function readPuppet(puppet: MappingReader): Puppet {
  return {
    version:
      puppet.parsed('version', valueCodes.puppetVersion, parsePuppetVersion) ??
      puppetDefaults.version,
    layout: puppet.word<'vendor' | 'debian'>('layout') ?? puppetDefaults.layout,
  };
}

/** The versions of Puppet, Puppet Server and OpenVox share their majors from 5 on. */
function parsePuppetVersion(text: string): Result<number> {
  const major = /^([3-8])(\.[0-9]{1,3}){0,2}$/.exec(text)?.[1];
  if (major !== undefined) return { value: Number(major) };
  return {
    message: `Puppet ${quote(text)} is not a version from 3 to 8`,
    help: 'write "8", for example',
  };
}

function readPools(root: MappingReader, defaults: PoolDefaults, hosts: Hosts): Pool[] {
  const pools = root.values['pools'];
  if (!Array.isArray(pools)) return [];
  return pools.flatMap((pool, index) => {
    if (!isMapping(pool)) return [];
    return readPool(
      new MappingReader(below(root.place, 'pools', index), pool, root.context),
      defaults,
      hosts,
    );
  });
}

/** Properties whose text is checked as it was written, whatever type YAML gives it. */
const checkedAsText =
  /^(version|running|until|.*inter|slowstart|connect|(client|server)(-fin)?|check|queue|tunnel|timeout|jruby-limit)$/;

/** Reports what other YAML programs read as a number, unless a reader has reported it. */
function reportAmbiguous(document: YamlDocument, context: ReadContext): void {
  const reported = context.found.map(({ primary }) => primary.span);
  for (const { path, text } of document.ambiguous) {
    const span = locate(document, path, 'value');
    const isReported = reported.some(({ start, end }) => start <= span.start && span.end <= end);
    if (isReported || checkedAsText.test(String(path.at(-1)))) continue;
    const message = `YAML programs read ${quote(text)} as a number, not as text`;
    const fix = { title: 'add quotes', edits: [{ span, text: `"${text}"` }], isCertain: true };
    const help = `write it in quotes: "${text}"`;
    context.add(
      diagnose(schemaCodes.ambiguousScalar, document.source, span, message, { help, fix }),
    );
    context.markInvalid(path.slice(0, -1));
  }
}
