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
    summary: 'Names of pools and servers are letters, digits, "_", "." and "-".',
    why: 'HAProxy refuses other characters, cuts a name at "#", and reads a blank as the end of it.',
  },
  address: {
    code: 'INV111',
    name: 'invalid-address',
    severity: 'error',
    summary: 'An address is an IP address in its plain spelling, or a host name.',
    why: 'HAProxy reads 010.0.0.1 as 8.0.0.1, 10.0.1 as 10.0.0.1 and an unset environment variable as 0.0.0.0, and does not say so.',
  },
  bind: {
    code: 'INV112',
    name: 'invalid-bind',
    severity: 'error',
    summary:
      'A bind is no IP address with a port, IPv6 in brackets, or has an option with a wrong value.',
    why: 'Without brackets HAProxy takes what follows the last colon for the port; up to 2.8 it reads port 8e3 as 8.',
  },
  range: {
    code: 'INV113',
    name: 'invalid-host-range',
    severity: 'error',
    summary:
      'The ranges of a host entry have the same length, and each host an address of its own.',
    why: 'Hosts and addresses are paired in order; with different lengths some would be left over.',
  },
  unknownHost: {
    code: 'INV114',
    name: 'unknown-host',
    severity: 'error',
    summary: 'A server that is only a name, or a pattern, is found in "hosts".',
    why: 'A pattern that matches nothing leaves a pool smaller than it looks.',
  },
  site: {
    code: 'INV130',
    name: 'unknown-site',
    severity: 'error',
    summary: 'A site is not in "sites".',
    why: 'A host or a bind of a site that no balancer pair has would be left out of every file that is built.',
  },
  certname: {
    code: 'INV115',
    name: 'invalid-certname',
    severity: 'error',
    summary: 'A certname is lower-case letters, digits, ".", "_" and "-".',
    why: 'Puppet gives certificates no other names, so HAProxy could never verify it.',
  },
  checkPath: {
    code: 'CHK203',
    name: 'invalid-check-path',
    severity: 'error',
    summary: 'The CA file of a check is an absolute path, and what it asks is the path of a URL.',
    why: 'HAProxy ends a request line at a blank and refuses a CA file that it does not find.',
  },
  checkRequest: {
    code: 'CHK230',
    name: 'invalid-check-request',
    severity: 'error',
    summary: 'What a check sends or expects is not what HAProxy takes.',
    why: 'HAProxy refuses an "http-check expect" that it cannot read, and sends any other word as it is.',
  },
  time: {
    code: 'HAP301',
    name: 'invalid-time',
    severity: 'error',
    mildSeverity: 'warning',
    summary: 'A time is a whole number with one of the units ms, s, m, h and d.',
    why: 'HAProxy reads 2min as two minutes with a warning and 5 as five milliseconds; later versions refuse or warn.',
  },
  version: {
    code: 'HAP302',
    name: 'unknown-haproxy-version',
    severity: 'error',
    summary: 'The HAProxy version is one that puppetlb knows.',
    why: 'What HAProxy accepts and how it chooses a server depends on the version, and is known for these.',
  },
  balance: {
    code: 'HAP303',
    name: 'invalid-balance',
    severity: 'error',
    summary:
      'The algorithm is one that works for TCP: source, leastconn, roundrobin, static-rr, first or random.',
    why: 'HAProxy falls back to round robin for algorithms that need HTTP, and ignores words that follow.',
  },
  hashType: {
    code: 'HAP304',
    name: 'invalid-hash-type',
    severity: 'error',
    summary:
      'The hash type is map-based or consistent, with a hash function and "avalanche" where wanted.',
    why: 'HAProxy refuses other words in the first places and ignores further ones.',
  },
  extra: {
    code: 'HAP305',
    name: 'invalid-extra',
    severity: 'error',
    summary:
      'An extra line is words as HAProxy splits them, and nothing that the inventory has a property for.',
    why: 'HAProxy takes the last of two equal directives and does not say so; a section keyword would end the section.',
  },
  sections: {
    code: 'HAP306',
    name: 'invalid-sections',
    severity: 'error',
    summary: 'The text in "sections" is whole sections of HAProxy configuration.',
    why: 'A line before the first section would belong to the section that happens to stand above it.',
  },
  beside: {
    code: 'INV140',
    name: 'invalid-beside',
    severity: 'error',
    summary: 'A file in "haproxy.beside" cannot be read, or a property belongs to its owner.',
    why: 'HAProxy reads these files together with the one that is built. Nobody can say what the pools inherit, or whether a name or a bind is free, while one of them is unknown.',
  },
  global: {
    code: 'HAP307',
    name: 'invalid-global',
    severity: 'error',
    summary: 'Log targets, paths, users and groups are what HAProxy takes.',
    why: 'HAProxy refuses to start with a log facility, a user or a path that it cannot read.',
  },
  initAddr: {
    code: 'HAP308',
    name: 'invalid-server-option',
    severity: 'error',
    summary: 'Server options hold what HAProxy takes for them.',
    why: 'HAProxy refuses the whole file for one wrong word on a server line.',
  },
  puppetVersion: {
    code: 'PUP401',
    name: 'unknown-puppet-version',
    severity: 'error',
    summary: 'The Puppet version is a major version from 3 to 8.',
    why: 'The status path and who may ask for it differ from version to version.',
  },
  date: {
    code: 'OPS501',
    name: 'invalid-date',
    severity: 'error',
    summary: 'A date is a day of the calendar, written YYYY-MM-DD.',
    why: 'A drain with a date that never comes is a drain that nobody ends.',
  },
  text: {
    code: 'OPS502',
    name: 'text-of-several-lines',
    severity: 'error',
    summary: 'Descriptions and reasons are one line of text.',
    why: 'They are written as comments, and a second line would be configuration.',
  },
};
