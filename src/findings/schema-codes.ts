import type { CodeInfo } from './diagnostic.ts';

type SchemaCode =
  | 'unknownProperty'
  | 'missingProperty'
  | 'wrongType'
  | 'unknownValue'
  | 'outOfRange'
  | 'ambiguousScalar';

/** The codes of what has the wrong shape: what JSON Schema can say of an inventory. */
export const schemaCodes: Readonly<Record<SchemaCode, CodeInfo>> = {
  unknownProperty: {
    code: 'SCH001',
    name: 'unknown-property',
    severity: 'error',
    summary: 'Every property is one that the inventory knows.',
    why: 'A misspelled property would silently leave its default in force.',
  },
  missingProperty: {
    code: 'SCH002',
    name: 'missing-property',
    severity: 'error',
    summary: 'What has no default is written.',
    why: 'A pool without a bind or a server without an address cannot be compiled, and no guess would be right.',
  },
  wrongType: {
    code: 'SCH003',
    name: 'wrong-type',
    severity: 'error',
    summary: 'A value is of the type its property takes.',
    why: 'YAML makes a number of 1 and a boolean of true; a name that was meant as text would become another one.',
  },
  unknownValue: {
    code: 'SCH004',
    name: 'unknown-value',
    severity: 'error',
    summary: 'Where a property takes one of several words, the value is one of them.',
    why: 'HAProxy would refuse another word, or take its default for it.',
  },
  outOfRange: {
    code: 'SCH005',
    name: 'out-of-range',
    severity: 'error',
    summary: 'Numbers, texts and lists are as large as their property allows.',
    why: 'HAProxy reads numbers with wrap-around: port 4294975436 is 8140, weight 4294967297 is 1, and it does not say so.',
  },
  ambiguousScalar: {
    code: 'SCH006',
    name: 'ambiguous-scalar',
    severity: 'error',
    summary: 'A text that YAML programs read as a number is in quotes.',
    why: 'Unquoted, 1e3 is the number 1000 and 0777 is 777 or 511, depending on the program that reads it.',
  },
};
