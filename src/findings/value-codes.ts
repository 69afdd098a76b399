import type { CodeInfo } from './diagnostic.ts';

type ValueCode =
  | 'name'
  | 'address'
  | 'bind'
  | 'range'
  | 'unknownHost'
  | 'site'
  | 'certname'
  | 'time'
  | 'version'
  | 'balance'
  | 'hashType'
  | 'extra'
  | 'sections'
  | 'beside'
  | 'global'
  | 'checkPath'
  | 'checkRequest'
  | 'initAddr'
  | 'puppetVersion'
  | 'date'
  | 'text';

/** The codes of single values that have the right type and no meaning. */
export const valueCodes: Readonly<Record<ValueCode, CodeInfo>> = {
  name: {
    code: 'INV110',
    name: 'invalid-name',
    severity: 'error',
    summary:
      'The name of a pool or a server has characters other than letters, digits, "_", "." and "-".',
    why: 'HAProxy refuses other characters, cuts a name at "#", and ends it at a space.',
  },
  address: {
    code: 'INV111',
    name: 'invalid-address',
    severity: 'error',
    summary: 'An address is neither a plain IP address nor a host name.',
    why: 'HAProxy silently reads 010.0.0.1 as 8.0.0.1, 10.0.1 as 10.0.0.1, and an unset environment variable as 0.0.0.0.',
  },
  bind: {
    code: 'INV112',
    name: 'invalid-bind',
    severity: 'error',
    summary: 'A bind is not an IP address with a port, or has an option with a wrong value.',
    why: 'Without brackets around IPv6 HAProxy takes the part after the last colon as the port. Up to 2.8 it reads port 8e3 as 8.',
  },
  range: {
    code: 'INV113',
    name: 'invalid-host-range',
    severity: 'error',
    summary: 'The ranges of a host entry have different lengths, or one is not valid.',
    why: 'Hosts and addresses are paired in order. With different lengths some are left over.',
  },
  unknownHost: {
    code: 'INV114',
    name: 'unknown-host',
    severity: 'error',
    summary: 'A server is a name or a pattern that is not in "hosts".',
    why: 'A pattern that matches nothing leaves a pool smaller than it looks.',
  },
  site: {
    code: 'INV130',
    name: 'unknown-site',
    severity: 'error',
    summary: 'A site is not in "sites".',
    why: 'puppetlb leaves a host or a bind of an unknown site out of every file that it builds.',
  },
  certname: {
    code: 'INV115',
    name: 'invalid-certname',
    severity: 'error',
    summary: 'A certname has characters other than lower-case letters, digits, ".", "_" and "-".',
    why: 'Puppet gives certificates no other names, so HAProxy can never verify it.',
  },
  checkPath: {
    code: 'CHK203',
    name: 'invalid-check-path',
    severity: 'error',
    summary:
      'The CA file of a check is not an absolute path, or the path of its request is not valid.',
    why: 'HAProxy ends a request line at a space, and refuses a CA file that it does not find.',
  },
  checkRequest: {
    code: 'CHK230',
    name: 'invalid-check-request',
    severity: 'error',
    summary: 'A check sends or expects something that HAProxy does not accept.',
    why: 'HAProxy refuses an "http-check expect" that it cannot parse, and sends any other word unchanged.',
  },
  time: {
    code: 'HAP301',
    name: 'invalid-time',
    severity: 'error',
    mildSeverity: 'warning',
    summary: 'A time is not a whole number with one of the units ms, s, m, h and d.',
    why: 'HAProxy reads 2min as two minutes with a warning, and 5 as five milliseconds. Later versions refuse or warn.',
  },
  version: {
    code: 'HAP302',
    name: 'unknown-haproxy-version',
    severity: 'error',
    summary: 'The HAProxy version is not one that puppetlb knows.',
    why: 'What HAProxy accepts, and how it selects a server, depends on the version.',
  },
  balance: {
    code: 'HAP303',
    name: 'invalid-balance',
    severity: 'error',
    summary:
      'The algorithm is not one that works for TCP: source, leastconn, roundrobin, static-rr, first or random.',
    why: 'HAProxy falls back to roundrobin for algorithms that need HTTP, and ignores the words that follow.',
  },
  hashType: {
    code: 'HAP304',
    name: 'invalid-hash-type',
    severity: 'error',
    summary:
      'The hash type is not map-based or consistent, alone or with a hash function and "avalanche".',
    why: 'HAProxy refuses other words in these places, and ignores further words.',
  },
  extra: {
    code: 'HAP305',
    name: 'invalid-extra',
    severity: 'error',
    summary: 'An extra line is not valid, or sets what the inventory has a property for.',
    why: 'HAProxy silently uses the last of two equal directives, and ends the section at a section keyword.',
  },
  sections: {
    code: 'HAP306',
    name: 'invalid-sections',
    severity: 'error',
    summary: 'The text in "sections" is not whole sections of HAProxy configuration.',
    why: 'HAProxy adds a line before the first section to the section that happens to be above it.',
  },
  beside: {
    code: 'INV140',
    name: 'invalid-beside',
    severity: 'error',
    summary:
      'A file in "haproxy.beside" cannot be read, or a property belongs to the owner of that file.',
    why: 'HAProxy reads these files together with the built file. Without them puppetlb does not know what the pools inherit, or whether a name or a bind is already taken.',
  },
  global: {
    code: 'HAP307',
    name: 'invalid-global',
    severity: 'error',
    summary: 'A log target, a path, a user or a group is not one that HAProxy accepts.',
    why: 'HAProxy does not start with a log facility, a user or a path that it cannot parse.',
  },
  initAddr: {
    code: 'HAP308',
    name: 'invalid-server-option',
    severity: 'error',
    summary: 'A server option has a value that HAProxy does not accept.',
    why: 'HAProxy refuses the whole file for one wrong word on a server line.',
  },
  puppetVersion: {
    code: 'PUP401',
    name: 'unknown-puppet-version',
    severity: 'error',
    summary: 'The Puppet version is not a major version from 3 to 8.',
    why: 'The status path, and who may ask for it, depend on the version.',
  },
  date: {
    code: 'OPS501',
    name: 'invalid-date',
    severity: 'error',
    summary: 'A date is not a day of the calendar, written YYYY-MM-DD.',
    why: 'Nobody ends a drain with a date that never comes.',
  },
  text: {
    code: 'OPS502',
    name: 'text-of-several-lines',
    severity: 'error',
    summary: 'A description or a reason has more than one line.',
    why: 'puppetlb writes it as a comment, and HAProxy reads a second line as configuration.',
  },
};
