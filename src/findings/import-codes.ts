import type { CodeInfo } from './diagnostic.ts';

/** The codes of what an existing HAProxy configuration says when it becomes an inventory. */
export const importCodes: Readonly<Record<'unreadable' | 'note' | 'changed' | 'kept', CodeInfo>> = {
  unreadable: {
    code: 'HAP380',
    name: 'configuration-not-read',
    severity: 'error',
    summary: 'HAProxy reads every line of an imported configuration, and reads it as it looks.',
    why: 'HAProxy drops what follows a carriage return or a "#" in a word and does not say so; what it does not read cannot be imported.',
  },
  changed: {
    code: 'HAP381',
    name: 'changed-by-import',
    severity: 'warning',
    summary: 'What is built from an imported inventory does what the configuration did.',
    why: 'puppetlb always writes some lines that the configuration left out; from then on they hold.',
  },
  kept: {
    code: 'HAP382',
    name: 'kept-as-it-is',
    severity: 'info',
    summary: 'An imported configuration says what an inventory has properties for.',
    why: 'Sections and lines without a property are written again as they are, and hardly looked at.',
  },
  note: {
    code: 'HAP383',
    name: 'configuration-depends',
    severity: 'info',
    summary: 'An imported configuration says the same on every machine.',
    why: 'Variables of the environment are filled in by the process that reads the configuration, and are not known here.',
  },
};
