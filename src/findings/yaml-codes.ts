import type { SourceProblem } from '../yaml/problem.ts';
import type { CodeInfo } from './diagnostic.ts';

/** The codes of what is wrong before an inventory has a meaning. */
export const yamlCodes: Readonly<Record<SourceProblem['kind'], CodeInfo>> = {
  syntax: {
    code: 'YML001',
    name: 'yaml-syntax',
    severity: 'error',
    summary: 'The inventory is valid YAML, and means what it looks like.',
    why: 'What is not YAML has no meaning; after the first such mistake most of what follows is guesswork.',
  },
  'duplicate-key': {
    code: 'YML002',
    name: 'duplicate-key',
    severity: 'error',
    summary: 'A mapping has each key once.',
    why: 'Of two equal keys YAML programs keep one, some the first and some the last, and do not say so.',
  },
  alias: {
    code: 'YML003',
    name: 'alias',
    severity: 'error',
    summary: 'Values are written where they stand, not referred to by YAML aliases.',
    why: 'An alias hides which place decides, and a few lines of them can stand for gigabytes. An unquoted "*:8140" is an alias by accident.',
  },
  'merge-key': {
    code: 'YML004',
    name: 'merge-key',
    severity: 'error',
    summary: 'Mappings are not merged with "<<".',
    why: 'YAML 1.2 has no merge keys; programs that know them override silently. "defaults" and "hosts" say once what is shared.',
  },
  directive: {
    code: 'YML005',
    name: 'yaml-directive',
    severity: 'error',
    summary: 'The inventory has no %YAML or %TAG line.',
    why: 'One line such as "%YAML 1.1" changes what values below it mean: no becomes false, 0777 becomes 511.',
  },
  tag: {
    code: 'YML006',
    name: 'yaml-tag',
    severity: 'error',
    summary: 'Values have no YAML tags.',
    why: 'A tag changes the type of a value in one program and is ignored by another.',
  },
  'several-documents': {
    code: 'YML007',
    name: 'several-documents',
    severity: 'error',
    summary: 'A file holds one YAML document.',
    why: 'Programs that read one document drop the others without a word.',
  },
  'forbidden-character': {
    code: 'YML008',
    name: 'forbidden-character',
    severity: 'error',
    summary: 'The inventory holds no control characters and none that reorder text.',
    why: 'What they hide from the eye reaches HAProxy: a carriage return ends its line, a NUL its file, and a direction mark shows another order than the one that is read.',
  },
  'not-utf8': {
    code: 'YML009',
    name: 'not-utf8',
    severity: 'error',
    summary: 'The file is UTF-8.',
    why: 'Bytes of another encoding are other characters to every program that reads the file.',
  },
  binary: {
    code: 'YML010',
    name: 'binary-file',
    severity: 'error',
    summary: 'The file is a text.',
    why: 'A glob or a typing error can hand over an archive or a key store; it is better not read as YAML.',
  },
  'too-large': {
    code: 'YML011',
    name: 'too-large',
    severity: 'error',
    summary:
      'The file has at most 16 MiB, 1,000,000 lines, 4,000,000 words and signs, and no text of more than 1 MiB.',
    why: 'A hundred thousand servers fit into a third of that; what is larger is a mistake, and would take minutes and gigabytes.',
  },
  'too-deep': {
    code: 'YML012',
    name: 'too-deep',
    severity: 'error',
    summary: 'The YAML is nested at most 64 levels deep.',
    why: 'An inventory needs about six; deep nesting is an accident or an attack, and ends programs that read it.',
  },
  empty: {
    code: 'YML013',
    name: 'empty-inventory',
    severity: 'error',
    summary: 'The file holds an inventory.',
    why: 'An empty file is what a failed template or a full disk leaves behind.',
  },
  'not-a-mapping': {
    code: 'YML014',
    name: 'not-a-mapping',
    severity: 'error',
    summary: 'The inventory is a mapping with the key "pools".',
    why: 'A list or a single value is some other file.',
  },
  'key-not-text': {
    code: 'YML015',
    name: 'key-not-text',
    severity: 'error',
    summary: 'Keys are texts.',
    why: 'YAML reads an unquoted 8140, true or [ca1] as a number, a boolean or a list, and programs disagree on what text it becomes as a key.',
  },
};
