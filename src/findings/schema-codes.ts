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
    summary: 'A property is unknown.',
    why: 'A misspelled property has no effect, and its default silently applies.',
  },
  missingProperty: {
    code: 'SCH002',
    name: 'missing-property',
    severity: 'error',
    summary: 'A required property is missing.',
    why: 'puppetlb cannot build a pool without a bind or a server without an address, and no guess is right.',
  },
  wrongType: {
    code: 'SCH003',
    name: 'wrong-type',
    severity: 'error',
    summary: 'A value has the wrong type.',
    why: 'YAML reads 1 as a number and true as a boolean. A name that is meant as text becomes another name.',
  },
  unknownValue: {
    code: 'SCH004',
    name: 'unknown-value',
    severity: 'error',
    summary: 'A value is not one of the words that its property takes.',
    why: 'HAProxy refuses another word, or uses its default instead.',
  },
  outOfRange: {
    code: 'SCH005',
    name: 'out-of-range',
    severity: 'error',
    summary: 'A number, a text or a list is larger or smaller than its property allows.',
    why: 'HAProxy silently wraps numbers around: port 4294975436 is 8140, weight 4294967297 is 1.',
  },
  ambiguousScalar: {
    code: 'SCH006',
    name: 'ambiguous-scalar',
    severity: 'error',
    summary: 'A text that YAML programs read as a number is not in quotes.',
    why: 'Without quotes 1e3 is the number 1000, and 0777 is 777 or 511, depending on the program that reads it.',
  },
};
