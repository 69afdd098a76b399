import type { SourceProblem } from '../yaml/problem.ts';
import type { CodeInfo } from './diagnostic.ts';

/** The codes of what is wrong before an inventory has a meaning. */
export const yamlCodes: Readonly<Record<SourceProblem['kind'], CodeInfo>> = {
  syntax: {
    code: 'YML001',
    name: 'yaml-syntax',
    severity: 'error',
    summary: 'The inventory is not valid YAML, or does not mean what it looks like.',
    why: 'Text that is not YAML has no meaning. After the first syntax error most of the rest is guesswork.',
  },
  'duplicate-key': {
    code: 'YML002',
    name: 'duplicate-key',
    severity: 'error',
    summary: 'A mapping has the same key twice.',
    why: 'YAML programs silently keep one of two equal keys, some the first and some the last.',
  },
  alias: {
    code: 'YML003',
    name: 'alias',
    severity: 'error',
    summary: 'A value is a YAML alias.',
    why: 'An alias hides where a value comes from, and a few lines of aliases can expand to gigabytes. An unquoted "*:8140" is an alias by accident.',
  },
  'merge-key': {
    code: 'YML004',
    name: 'merge-key',
    severity: 'error',
    summary: 'A mapping is merged with "<<".',
    why: 'YAML 1.2 has no merge keys, and programs that know them override values silently. "defaults" and "hosts" hold what is shared.',
  },
  directive: {
    code: 'YML005',
    name: 'yaml-directive',
    severity: 'error',
    summary: 'The inventory has a %YAML or %TAG line.',
    why: 'One line such as "%YAML 1.1" changes the values below it: no becomes false, 0777 becomes 511.',
  },
  tag: {
    code: 'YML006',
    name: 'yaml-tag',
    severity: 'error',
    summary: 'A value has a YAML tag.',
    why: 'A tag changes the type of a value in one program, and another program ignores it.',
  },
  'several-documents': {
    code: 'YML007',
    name: 'several-documents',
    severity: 'error',
    summary: 'A file has more than one YAML document.',
    why: 'Programs that read one document silently drop the others.',
  },
  'forbidden-character': {
    code: 'YML008',
    name: 'forbidden-character',
    severity: 'error',
    summary: 'The inventory has control characters, or characters that reorder text.',
    why: 'They are invisible, but reach HAProxy: a carriage return ends its line, a NUL its file. A direction mark shows text in another order than the one that is read.',
  },
  'not-utf8': {
    code: 'YML009',
    name: 'not-utf8',
    severity: 'error',
    summary: 'The file is not UTF-8.',
    why: 'Every program that reads the file takes bytes of another encoding for other characters.',
  },
  binary: {
    code: 'YML010',
    name: 'binary-file',
    severity: 'error',
    summary: 'The file is not a text file.',
    why: 'A glob or a typing error can name an archive or a key store. puppetlb does not read it as YAML.',
  },
  'too-large': {
    code: 'YML011',
    name: 'too-large',
    severity: 'error',
    summary:
      'The file has more than 16 MiB, 1,000,000 lines or 4,000,000 words and punctuation marks, or a text of more than 1 MiB.',
    why: 'A hundred thousand servers fit into a third of that. A larger file is a mistake, and takes minutes and gigabytes to read.',
  },
  'too-deep': {
    code: 'YML012',
    name: 'too-deep',
    severity: 'error',
    summary: 'The YAML is nested more than 64 levels deep.',
    why: 'An inventory needs about six levels. Deep nesting is an accident or an attack, and crashes programs that read it.',
  },
  empty: {
    code: 'YML013',
    name: 'empty-inventory',
    severity: 'error',
    summary: 'The file is empty.',
    why: 'A failed template or a full disk leaves an empty file behind.',
  },
  'not-a-mapping': {
    code: 'YML014',
    name: 'not-a-mapping',
    severity: 'error',
    summary: 'The inventory is not a mapping with the key "pools".',
    why: 'A list or a single value is some other file.',
  },
  'key-not-text': {
    code: 'YML015',
    name: 'key-not-text',
    severity: 'error',
    summary: 'A key is not a text.',
    why: 'YAML reads an unquoted 8140, true or [ca1] as a number, a boolean or a list, and programs disagree on the text that it becomes as a key.',
  },
};
