import type { CodeInfo } from './diagnostic.ts';

/** The codes of what an existing HAProxy configuration says when it becomes an inventory. */
export const importCodes: Readonly<Record<'unreadable' | 'note' | 'changed' | 'kept', CodeInfo>> = {
  unreadable: {
    code: 'HAP380',
    name: 'configuration-not-read',
    severity: 'error',
    summary:
      'HAProxy does not read a part of the imported configuration, or reads it differently from how it looks.',
    why: 'HAProxy silently drops what follows a carriage return or a "#" in a word. What it does not read cannot be imported.',
  },
  changed: {
    code: 'HAP381',
    name: 'changed-by-import',
    severity: 'warning',
    summary: 'The imported inventory changes what the configuration does.',
    why: 'puppetlb always writes some lines that the configuration left out. They apply as soon as the inventory is built.',
  },
  kept: {
    code: 'HAP382',
    name: 'kept-as-it-is',
    severity: 'info',
    summary: 'A part of an imported configuration has no property in the inventory.',
    why: 'import copies sections and lines without a property unchanged, and puppetlb hardly checks them.',
  },
  note: {
    code: 'HAP383',
    name: 'configuration-depends',
    severity: 'info',
    summary: 'An imported configuration depends on the environment of HAProxy.',
    why: 'HAProxy fills in environment variables when it reads the configuration. puppetlb does not know their values.',
  },
};
