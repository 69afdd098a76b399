import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands } from '../../src/cli/commands/list.ts';
import { commandHelp, generalHelp } from '../../src/cli/help.ts';
import { haproxyCodes } from '../../src/findings/haproxy-codes.ts';
import { importCodes } from '../../src/findings/import-codes.ts';
import { schemaCodes } from '../../src/findings/schema-codes.ts';
import { valueCodes } from '../../src/findings/value-codes.ts';
import { codes } from '../../src/rules/codes.ts';
import { lint } from '../../src/rules/lint.ts';
import { besideIn } from '../beside.ts';
import { tables } from '../source/syntax/tables.ts';

const root = join(import.meta.dirname, '../..');
const rules = join(root, 'test/fixtures/rules');
const cases = join(root, 'test/haproxy/cases');

/** What a finding reads like, and where the test found it. */
export interface Finding {
  /** Who writes it: the rules, the parsers of the inventory, the hints of YAML, the tables of parsers. */
  readonly source: 'rules' | 'inventory' | 'syntax' | 'cases';
  readonly where: string;
  readonly message: string;
  readonly help: string | undefined;
}

const ofInventory = new Set(
  [schemaCodes, valueCodes, importCodes, haproxyCodes].flatMap((family) =>
    Object.values(family).map(({ code }) => code),
  ),
);

function sourceOf(code: string): Finding['source'] {
  if (code === 'YML001') return 'syntax';
  return ofInventory.has(code) ? 'inventory' : 'rules';
}

function* inFixtures(): Iterable<Finding> {
  for (const name of readdirSync(rules)) {
    const path = join(rules, name, 'bad.yaml');
    if (!existsSync(path)) continue;
    const bytes = readFileSync(path);
    const today = /^# on ([0-9-]{10})/.exec(bytes.toString())?.[1];
    const beside = besideIn(dirname(path), bytes);
    for (const { code, message, help } of lint({ name, bytes, beside }, today).diagnostics) {
      yield { source: sourceOf(code), where: `${name}: ${code}`, message, help };
    }
  }
}

function* inSyntax(): Iterable<Finding> {
  for (const [table, own] of Object.entries(tables)) {
    for (const { name, found } of own) {
      for (const [place, message, help] of found) {
        const code = place.split(' ')[1] ?? '';
        yield { source: sourceOf(code), where: `${table}, ${name}: ${code}`, message, help };
      }
    }
  }
}

/** The message and the help below each text that a parser refuses. */
function* inCases(): Iterable<Finding> {
  for (const name of readdirSync(cases)) {
    const text = readFileSync(join(cases, name), 'utf8');
    for (const [, message = '', help] of text.matchAll(/^ {2}(.*)\n {2}= (.*)$/gm)) {
      yield {
        source: 'cases',
        where: name,
        message,
        help: help === 'undefined' ? undefined : help,
      };
    }
  }
}

/** Every finding of the fixtures and of the tables of cases. */
export const findings: readonly Finding[] = [...inFixtures(), ...inSyntax(), ...inCases()];

/** A text for a person, and who writes it. */
export interface Text {
  readonly source: string;
  readonly where: string;
  readonly text: string;
}

/** A page without the blocks of code in it, which are input or the output of a program. */
function prose(path: string): string {
  return readFileSync(join(root, path), 'utf8').replace(/^(```+).*\n[\s\S]*?^\1$/gm, '');
}

function* inPages(): Iterable<Text> {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  for (const path of ['README.md', ...docs.map((name) => `docs/${name}`)]) {
    for (const text of prose(path).split('\n')) yield { source: path, where: path, text };
  }
}

function* inHelp(): Iterable<Text> {
  const helps = [
    ['general', generalHelp()],
    ...commands.map((one) => [one.name, commandHelp(one)]),
  ];
  for (const [name = '', help = ''] of helps) {
    for (const text of help.split('\n')) yield { source: 'help', where: `${name} --help`, text };
  }
}

function* inSchemas(): Iterable<Text> {
  const folder = join(root, 'schemas');
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const schema = readFileSync(join(folder, name), 'utf8');
    for (const [, text = ''] of schema.matchAll(/"(?:description|title)": "((?:[^"\\]|\\.)*)"/g)) {
      yield { source: 'schemas', where: `schemas/${name}`, text };
    }
  }
}

/** Every text for a person that a test can reach. */
export const texts: readonly Text[] = [
  ...findings.flatMap(({ source, where, message, help }) =>
    [message, help ?? ''].map((text) => ({ source, where, text })),
  ),
  ...codes.flatMap(({ code, summary, why }) =>
    [summary, why].map((text) => ({ source: 'rules', where: `explain ${code}`, text })),
  ),
  ...inPages(),
  ...inHelp(),
  ...inSchemas(),
];
