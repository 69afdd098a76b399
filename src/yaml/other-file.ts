import type { Span } from '../text/positions.ts';
import { readLine } from './hints/line.ts';
import { fileKinds, type OtherFile } from './other-kinds.ts';

/** What a text is that is not a YAML mapping, by its first lines with content. */
export function findOtherFile(text: string): { is: OtherFile; span: Span } | undefined {
  const start = text.slice(0, 8000);
  const [span] = contentLines(start);
  if (span === undefined) return undefined;
  if (start.startsWith('#!')) return { is: 'script', span: { start: 0, end: start.indexOf('\n') } };
  if (/^(?:# [^\n]*\n+[A-Z[!<]|```)/.test(start) && !/^[\w-]+:(?:\s|$)/m.test(start))
    return { is: 'markdown', span };
  const plain = start.replace(templateTags, '');
  const lines = contentLines(plain).map(({ start: from, end }) => plain.slice(from, end).trimEnd());
  const is = kindOf(lines.join('\n'));
  if (!/<%|\{[{%#]/.test(start)) return is && { is, span };
  return { is: is === 'haproxy' ? 'haproxy-template' : 'template', span };
}

const templateTags = /<%[\s\S]*?%>|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|^\{\{[\s\S]*?\}\}/gm;

function kindOf(head: string): OtherFile | undefined {
  return fileKinds.find(([, pattern]) => pattern.test(head))?.[0];
}

const mostLines = 12;

/** The first lines that are neither empty nor a comment. */
function contentLines(text: string): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < text.length && found.length < mostLines; ) {
    const line = readLine(text, at);
    if (line.body < line.end && !/^(?:[#;]|---\s*$)/.test(text.slice(line.body, line.end))) {
      found.push({ start: line.body, end: Math.min(line.end, line.body + 500) });
    }
    at = line.next;
  }
  return found;
}

/** Which other program's file a YAML mapping, or a list of them, is, by its keys. */
export function findOtherMapping(keys: readonly string[]): OtherFile | undefined {
  const all = new Set(keys);
  const has = (...names: string[]) => names.every((name) => all.has(name));
  if (has('pools')) return undefined;
  return mappingKinds.find(([, ...tests]) =>
    tests.some((test) =>
      typeof test === 'string' ? has(...test.split(' ')) : keys.some((key) => test.test(key)),
    ),
  )?.[0];
}

/** Keys that only one program's files have: all of a text together, or one that matches. */
const mappingKinds: readonly (readonly [OtherFile, ...(string | RegExp)[]])[] = [
  ['kubernetes', 'apiVersion kind'],
  ['hiera-data', /^[a-z]\w*(::\w+)+$/, 'lookup_options'],
  ['hiera', 'hierarchy'],
  [
    'ansible',
    'hosts tasks',
    'hosts roles',
    'import_playbook',
    /^(ansible|community)\.\w+\.\w+$/,
    'name become',
    'name apt',
    'name package',
    'name template',
    'name service',
    'name copy',
  ],
  ['ansible-inventory', 'all', 'ungrouped'],
  ['compose', 'services version', 'services networks', 'services volumes'],
  ['workflow', 'on jobs', 'jobs runs-on'],
  ['pipeline', 'stages', 'before_script', 'workflow include'],
  ['hooks', 'repos'],
  ['prometheus', 'scrape_configs', 'scrape_interval'],
  ['envoy', 'static_resources', 'dynamic_resources'],
  ['traefik', 'entryPoints', 'http providers'],
  ['data-plane', 'dataplaneapi'],
  ['cloud-init', 'runcmd', 'write_files', 'cloud_init_modules'],
  ['package', 'name version dependencies', 'name version scripts', 'name lockfileVersion'],
];
