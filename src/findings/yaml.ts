import { nameCharacter, quote } from '../text/characters.ts';
import type { SourceText } from '../text/positions.ts';
import type { SourceProblem } from '../yaml/problem.ts';
import { inQuotes } from '../yaml/quote.ts';
import { type Details, diagnose } from './diagnose.ts';
import type { Diagnostic } from './diagnostic.ts';
import { aFile, rootWords, type YamlFile } from './root.ts';
import { yamlCodes } from './yaml-codes.ts';
import { fixProblem } from './yaml-fix.ts';

/** A problem of bytes or YAML in words. */
export function formatProblem(
  source: SourceText,
  problem: SourceProblem,
  file: YamlFile = 'inventory',
): Diagnostic {
  const { message, help, note, related } = format(source, problem, file);
  const fix = fixProblem(source.text, problem);
  const details: Details = { help, note, fix, ...(related === undefined ? {} : { related }) };
  return diagnose(yamlCodes[problem.kind], source, problem.span, message, details);
}

type Words = { message: string } & Details;

function format(source: SourceText, problem: SourceProblem, file: YamlFile): Words {
  const one = aFile[file];
  switch (problem.kind) {
    case 'too-large':
      return { message: `the file has ${problem.what}`, help: `split the ${file}` };
    case 'not-utf8':
      return {
        message:
          problem.encoding === undefined
            ? 'the file is not UTF-8'
            : `the file is ${problem.encoding}, not UTF-8`,
        help: 'save the file as UTF-8',
      };
    case 'binary':
      return binaryWords(problem.isEmpty, file);
    case 'forbidden-character':
      return {
        message: `${nameCharacter(problem.character)} is not allowed in ${one}`,
        help: forbiddenHelp(problem),
      };
    case 'too-deep':
      return {
        message: `the YAML is nested more than ${problem.limit} levels deep`,
        help: `write fewer levels; ${one} needs about six`,
      };
    case 'syntax':
      return { message: problem.hint.message, help: problem.hint.help };
    case 'several-documents':
      return {
        message: 'a second YAML document begins here',
        help: problem.isEmpty ? 'delete the line' : 'move the second document to a file of its own',
      };
    case 'directive':
      return {
        message: `YAML directive ${quote(problem.text)} is not allowed in ${one}`,
        help: 'delete the line; puppetlb reads YAML 1.2',
      };
    case 'empty':
      return {
        message: `the ${file} is empty`,
        help: 'write "pools:" and a list of pools; puppetlb init - shows an example',
      };
    case 'not-a-mapping':
      return rootWords(problem.is, file);
    case 'alias':
      return aliasWords(problem.text, file);
    case 'merge-key':
      return {
        message: 'merge keys are not supported',
        help: 'write what pools share in "defaults" or "hosts"',
      };
    case 'tag':
      return {
        message: `the tag ${quote(problem.tag)} is not supported`,
        help: 'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      };
    case 'key-not-text':
      return keyWords(problem.text);
    case 'duplicate-key':
      return {
        message: `key ${quote(problem.key)} is written twice`,
        help: duplicateHelp[problem.of],
        related: [{ source, span: problem.first, note: 'first written here' }],
      };
  }
}

type Forbidden = Extract<SourceProblem, { kind: 'forbidden-character' }>;

function forbiddenHelp({ character, others, isEscaped }: Forbidden): string {
  if (isEscaped)
    return 'delete the escape, or write the text in single quotes if a backslash is meant';
  if (character === '\r') return 'use a line feed to end each line';
  if (character === '\ufeff') return 'delete it; a byte order mark belongs at the very start';
  if (others === 0) return 'delete the character';
  return `delete the character, here and ${others === 1 ? 'once' : `${others} times`} below`;
}

function binaryWords(isEmpty: boolean, file: YamlFile): Words {
  if (!isEmpty)
    return { message: 'this is not a text file', help: `use the name of a YAML ${file}` };
  const help = 'restore the file; a full disk or a crash leaves such a file';
  return { message: 'the file contains only NUL bytes', help };
}

const duplicateHelp: Readonly<Record<'collections' | 'items' | 'values', string>> = {
  collections: 'move the contents of both below one key',
  items: 'remove one of the two; if another item begins here, write "- " before it',
  values: 'remove one of the two',
};

function aliasWords(text: string, file: YamlFile): Words {
  const help = text.startsWith('*:')
    ? `write it in quotes: ${inQuotes(text.replace(/["']$/, ''))}`
    : 'write what pools share in "defaults" or "hosts"; if the text begins with "*", write it in quotes';
  return { message: `YAML alias ${quote(text)} is not allowed in ${aFile[file]}`, help };
}

function keyWords(text: string): Words {
  const kind = text.startsWith('{') ? 'a mapping' : 'a list';
  if (/^[[{]/.test(text)) {
    const inner = /^.([\w.-]+).$/.exec(text)?.[1];
    const bare = inner === undefined ? '' : `${inner}: without brackets, or `;
    return {
      message: `the key ${quote(text)} is ${kind}, not a text`,
      help: `write ${bare}the key in quotes: ${text.length > 80 ? '"…"' : inQuotes(text)}`,
    };
  }
  if (text === '') return { message: 'a key is missing before ":"', help: 'write KEY: VALUE' };
  const quoted = inQuotes(text);
  const help = text.length > 80 ? 'write it in quotes' : `write it in quotes: ${quoted}`;
  return { message: `the key ${quote(text)} is not a text in YAML`, help };
}
