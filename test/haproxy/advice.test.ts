import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseVersion } from '../../src/haproxy/facts/versions.ts';
import { parseAddress, parseUnicast } from '../../src/inventory/values/address.ts';
import { parseBalance } from '../../src/inventory/values/balance.ts';
import { parseEndpoint } from '../../src/inventory/values/endpoint.ts';
import { parseHashType } from '../../src/inventory/values/hash-type.ts';
import { parseHostName } from '../../src/inventory/values/host-name.ts';
import { parseLog } from '../../src/inventory/values/log.ts';
import { parseName } from '../../src/inventory/values/name.ts';
import {
  parseExtra,
  parseInitAddr,
  parseLine,
  parseTrack,
  parseUser,
} from '../../src/inventory/values/options.ts';
import { parsePath, parseUrlPath } from '../../src/inventory/values/path.ts';
import { parsePort } from '../../src/inventory/values/port.ts';
import { parseStatsSocket } from '../../src/inventory/values/stats-socket.ts';
import { parseTime } from '../../src/inventory/values/time.ts';
import { isError, type Result } from '../../src/text/result.ts';
import { assertProperty } from '../property.ts';

type Parse = (text: string) => Result<unknown>;

interface Subject {
  readonly parse: Parse;
  /** Right and almost right texts. */
  readonly texts: readonly string[];
  /** What takes the value that a help names, where it is not for the parser itself. */
  readonly takes?: Parse;
}

const io: Parse = (text) => {
  const address = parseAddress(text);
  return isError(address) ? parseHostName(text) : address;
};

const subjects: Readonly<Record<string, Subject>> = {
  address: {
    parse: parseAddress,
    texts: ['10.0.0.101', '2001:db8::1', '[2001:db8::1]:8140', '::ffff:10.0.0.1', 'fe80::1%eth0'],
    takes: io,
  },
  'unicast address': {
    parse: parseUnicast,
    texts: ['10.0.0.101', '224.0.0.1', 'fe80::1'],
    takes: io,
  },
  'host name': {
    parse: parseHostName,
    texts: ['puppet1.example.com', '_puppet._tcp.example.com', '*.example.com', 'a-1.b'],
  },
  endpoint: {
    parse: (text) => parseEndpoint(text),
    texts: [
      '10.0.0.100:8140',
      '[2001:db8::1]:8140',
      '2001:db8::1:8140',
      '*:8140',
      'https://10.0.0.1:8140/',
      '10.0.0.1:8140, 10.0.0.2:8140',
      'ipv4@10.0.0.1:8140-8142',
    ],
  },
  port: { parse: parsePort, texts: ['8140', '8140-8142'] },
  time: { parse: parseTime, texts: ['10s', '1h30m', '1500ms', '2 minutes', '0.5d', '2,5h'] },
  version: { parse: parseVersion, texts: ['2.6', '2.6.12', '3.0.11-1+deb13u3', 'v3.2'] },
  algorithm: {
    parse: parseBalance,
    texts: ['leastconn', 'source', 'static-rr', 'random(2)', 'hdr(host)'],
  },
  'hash type': {
    parse: parseHashType,
    texts: ['map-based sdbm avalanche', 'consistent wt6', 'map-based'],
  },
  'log target': {
    parse: parseLog,
    texts: [
      '127.0.0.1:514 local0',
      '[::1]:514 len 1024 format raw local0 info notice',
      '/dev/log daemon',
      'loghost:514 local0',
    ],
  },
  'stats socket': {
    parse: parseStatsSocket,
    texts: [
      '/run/haproxy/admin.sock mode 660 level admin',
      '/run/x user haproxy expose-fd listeners',
    ],
  },
  path: {
    parse: parsePath,
    texts: ['/etc/haproxy/puppet-ca.pem', 'etc/haproxy/ca.pem', 'file:///etc/x'],
  },
  'path of a URL': {
    parse: parseUrlPath,
    texts: ['/status/v1/simple', '/a%20b?c=d#e', 'https://puppet:8140/status'],
  },
  user: { parse: parseUser, texts: ['haproxy', 'www-data', 'haproxy:haproxy'] },
  'init-addr': { parse: parseInitAddr, texts: ['last,libc,none', 'none,10.0.0.1'] },
  track: { parse: parseTrack, texts: ['compile/compile01', 'compile/*'] },
  name: { parse: parseName, texts: ['puppetmaster_8140', 'compile01.example.com'] },
  line: { parse: parseLine, texts: ['upgrade to 8.7', 'a\nb', 'a\tb'] },
  extra: {
    parse: (text) => parseExtra(text, () => undefined),
    texts: ['option tcpka', 'a "b\\" c" \'d\'', 'x \\x41 $Y'],
  },
};

/** A text with some of its characters left out, written twice, or followed by others. */
function almost(texts: readonly string[]): fc.Arbitrary<string> {
  const others = fc.constantFrom(...' .,:;/[]%$#*"\'\\-_0189aAsmé\u00a0\u200b\n\t');
  const slip = fc.tuple(fc.nat(64), fc.nat(2), fc.oneof(fc.constant(''), others));
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(slip, { maxLength: 3 }))
    .map(([text, slips]) =>
      slips.reduce((before, [at, count, added]) => {
        const start = at % (before.length + 1);
        return before.slice(0, start) + added + before.slice(start + count);
      }, text),
    );
}

/** What a help says to write, where that is one whole value and nothing else. */
function wholeValue(help: string): string | undefined {
  const quoted = /^write ("(?:[^"\\]|\\.)*")$/.exec(help)?.[1];
  const plain = /^write ([^\s"\\]+(?: [^\s"\\]+)*)$/.exec(help)?.[1];
  const isProse = /, | (if|or|and|without|for|of|from|as|instead|that|in|on)( |$)|:$|[A-Z]{4}/.test(
    plain ?? '',
  );
  if (quoted === undefined && (isProse || plain === undefined)) return undefined;
  return String(parseYaml(quoted ?? plain ?? '', { schema: 'failsafe' }));
}

describe('a help that is one value', () => {
  for (const [name, { parse, texts, takes = parse }] of Object.entries(subjects)) {
    it(`is one that is taken, of ${name}`, () => {
      const any = fc.oneof(almost(texts), almost(texts), fc.string({ unit: 'binary' }));
      const check = (text: string): void => {
        const judged = parse(text);
        if (!isError(judged)) return;
        expect(judged.message).toMatch(/^["a-z].*[^.]$/su);
        expect(judged.help, judged.message).toMatch(/^[a-z]/u);
        const value = wholeValue(judged.help ?? '');
        if (value === undefined) return;
        expect(takes(value), `${judged.message} = ${judged.help}`).toHaveProperty('value');
      };
      assertProperty(fc.property(any, check), 2000);
    });
  }
});
