import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeFault } from '../../src/haproxy/process/message-machine.ts';
import {
  type HaproxyMessage,
  isAccepted,
  readMessages,
} from '../../src/haproxy/process/messages.ts';

interface Recording {
  readonly name: string;
  readonly status: number | null;
  readonly stderr: string;
}

const versions = ['2.2', '2.6', '3.0', '3.2'] as const;
const file = 'haproxy.cfg';

/** A file of recordings: `## NAME STATUS`, then what the real binary wrote. */
function recordings(version: string): Recording[] {
  const text = readFileSync(new URL(`messages/${version}.txt`, import.meta.url), 'utf8');
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [name = '', status] = part.slice(0, end).split(' ');
      const stderr = part.slice(end + 1);
      return { name, status: status === 'null' ? null : Number(status), stderr };
    });
}

type Fact = Omit<HaproxyMessage, 'raw' | 'machine'> & { readonly machine?: string };

/** A message with what this machine lacks in words. */
function inWords(message: Omit<HaproxyMessage, 'raw'>): Fact {
  const { machine, ...fact } = message;
  return machine === undefined ? fact : { ...message, machine: describeFault(machine) };
}

/** The messages of a recording, without their raw lines. */
function facts(version: string, name: string): Fact[] {
  const found = recordings(version).find((recording) => recording.name === name);
  if (found === undefined) throw new Error(`no recording ${name} of ${version}`);
  return readMessages(found.stderr, file).map(({ raw: _, ...fact }) => inWords(fact));
}

const opening = /^\[NOTICE\].* : (?:haproxy version is|path to executable is) /;
const closing =
  /^\[ALERT\].* : (?:config : )?(?:Error\(s\) found in|Fatal errors found|Some warnings were found|Failed to initialize server|\[haproxy\.main\(\)\] Some protocols)/;

describe.each(versions)('what HAProxy %s wrote', (version) => {
  it('is read as the golden says', async () => {
    const lines = recordings(version).flatMap(({ name, status, stderr }) => {
      const messages = readMessages(stderr, file);
      const verdict = isAccepted(status, messages) ? 'accepted' : 'refused';
      return [
        `## ${name} ${status} ${verdict}`,
        ...messages.map(({ raw, ...message }) => {
          const count = raw.split('\n').length;
          const fact = inWords(message);
          return JSON.stringify(count === 1 ? fact : { ...fact, rawLines: count });
        }),
      ];
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`messages/${version}.golden`);
  });

  it('loses no line but the opening and the closing ones', () => {
    for (const { stderr } of recordings(version)) {
      const kept = readMessages(stderr, file).flatMap(({ raw }) => raw.split('\n'));
      const said = stderr.split('\n').filter((line) => !opening.test(line) && !closing.test(line));
      expect(kept.filter((line) => line.trim() !== '')).toEqual(
        said.filter((line) => line.trim() !== ''),
      );
    }
  });

  it('says of every refusal why, but of exit status 2', () => {
    for (const { name, status, stderr } of recordings(version)) {
      const messages = readMessages(stderr, file);
      const isTold = messages.some(({ level }) => level === 'alert' || level === 'warning');
      if (status === 1) expect(isTold, name).toBe(true);
      if (status === 2) expect(messages).toEqual([]);
    }
  });
});

describe('a place', () => {
  it('is the line in brackets; what is declared elsewhere is related', () => {
    for (const version of versions) {
      expect(facts(version, 'dupserver')[0]).toMatchObject({ line: 15, relatedLines: [14] });
      expect(facts(version, 'bind-id-dup')).toMatchObject([{ line: 12, relatedLines: [11] }]);
      expect(facts(version, 'incompat')).toMatchObject([{ line: 10, relatedLines: [14] }]);
      expect(facts(version, 'bind-ssl-nocrt').at(-1)).toMatchObject({ line: 11, relatedLines: [] });
    }
  });

  it('is taken out of the text, once or twice', () => {
    for (const version of versions) {
      expect(facts(version, 'servers-ignored')).toMatchObject([
        { line: 13, text: "'server' not allowed because frontend 'f' has no backend capability." },
        { line: 15, text: "'bind' ignored because backend 'b' has no frontend capability." },
      ]);
    }
  });

  it('is the proxy and the server where there is no line', () => {
    for (const version of versions) {
      for (const name of ['saddr-noport-nocheckport', 'saddr-host-srv-resolvers']) {
        expect(facts(version, name)).toMatchObject([{ proxy: 'puppet', server: 'ppm1' }]);
      }
      expect(facts(version, 'cookie')).toMatchObject([
        { proxy: 'puppet' },
        { proxy: 'puppet', server: 's2' },
      ]);
      expect(facts(version, 'base-no-defaults')).toMatchObject([{ proxy: 'puppet' }]);
      expect(facts(version, 'useserver')[0]).not.toHaveProperty('server');
    }
  });

  it('is shared by two messages about one thing', () => {
    for (const version of ['2.6', '3.0', '3.2']) {
      expect(facts(version, 'server-cafile').map(({ line }) => line)).toEqual([15, 15]);
      expect(facts(version, 'bind-ca').map(({ line }) => line)).toEqual([15, 15]);
      expect(facts(version, 'bind-namespace').map(({ line }) => line)).toEqual([15, 15]);
      const lines = facts(version, 'two-cafiles').map(({ line }) => line);
      expect(lines).toEqual([8, 8, 9, 9, 10, 10, 11, 11]);
    }
  });

  it('is not known of a time in a defaults or listen section', () => {
    for (const version of versions) {
      const message = facts(version, 'timer').find(({ text }) => text.includes("'3sx'"));
      expect(message).not.toHaveProperty('line');
      expect(message).not.toHaveProperty('proxy');
    }
  });

  it('is read for any path that was given, and only for that', () => {
    for (const path of ['/tmp/a b/[x]:1/h.cfg', "it's (here)/$&.cfg", '/dev/stdin', 'a\nb.cfg']) {
      const stderr = `[ALERT]    (7) : config : parsing [${path}:12]: 'x' declared at ${path}:3.\n`;
      expect(readMessages(stderr, path)).toMatchObject([
        { line: 12, relatedLines: [3], text: "'x' declared at line 3." },
      ]);
    }
    const other =
      '[WARNING]  (7) : parsing [/etc/resolv.conf:3] : nameserver line is missing address.\n';
    expect(readMessages(other, file)).toEqual([
      {
        level: 'warning',
        raw: other.trimEnd(),
        text: 'parsing [/etc/resolv.conf:3] : nameserver line is missing address.',
        relatedLines: [],
        machine: { is: 'unusable', what: 'file', name: '/etc/resolv.conf' },
      },
    ]);
    const longer = '[ALERT]    (7) : config : parsing [/x/haproxy.cfg:3] : text\n';
    expect(readMessages(longer, file)[0]).not.toHaveProperty('line');
  });

  it('is read from messages about log lines, which name the file in quotes', () => {
    const stderr =
      "[ALERT]    (7) : log server declared in proxy section 'p' in file 'haproxy.cfg' at line 6 uses unknown ring named 'r'.\n";
    expect(readMessages(stderr, file)).toMatchObject([
      {
        line: 6,
        text: "log server declared in proxy section 'p' at line 6 uses unknown ring named 'r'.",
      },
    ]);
  });
});

/** Recorded from 3.5-dev5 with the process ids left out, which stand here as 1. */
const newest: readonly [string, Partial<HaproxyMessage>][] = [
  [
    "[ALERT]    (1) : config : [haproxy.cfg:17] : 'server puppet/ppm1' : another server named 'ppm1' was already defined at line 16, please use a distinct name.",
    { level: 'alert', line: 17, relatedLines: [16] },
  ],
  [
    "[ALERT]    (1) : config : Parsing [haproxy.cfg:10]: proxy 'puppet' has the same name as defaults 'puppet' declared at haproxy.cfg:4. This is no longer supported as of 3.3. Please rename one or the other.",
    { level: 'alert', line: 10, relatedLines: [4] },
  ],
  [
    '[ALERT]    (1) : config : parsing [haproxy.cfg:16]: argument number 9 at position 63 is empty and marks the end of the argument list:\n  server ppm1 10.0.0.1:8140 rise ""\n                                 ^',
    {
      level: 'alert',
      line: 16,
      text: 'argument number 9 at position 63 is empty and marks the end of the argument list',
    },
  ],
  [
    "[WARNING]  (1) : parsing [haproxy.cfg:7] : 'option httplog' not usable with proxy 'puppet' (needs 'mode http'). Falling back to 'option tcplog'.",
    { level: 'warning', line: 7 },
  ],
  [
    "[WARNING]  (1) : Option 'expose-experimental-directives' is set in the global section but is no longer used.",
    { level: 'warning', relatedLines: [] },
  ],
];

describe('a message of 3.5-dev5', () => {
  it.each(newest)('%s', (stderr, expected) => {
    expect(readMessages(`${stderr}\n`, file)).toMatchObject([expected]);
  });
});

describe('this machine', () => {
  it('is blamed for what it lacks', () => {
    for (const version of versions) {
      const machine = (name: string): unknown => facts(version, name).at(-1)?.machine;
      expect(machine('glob-user-missing')).toBe(
        'the user "nosuchuser" does not exist on this machine',
      );
      expect(machine('stats-group')).toBe('the group "nosuch" does not exist on this machine');
      expect(machine('saddr-host-unres')).toBe(
        'the name "no-such-host.invalid" does not resolve on this machine',
      );
      expect(machine('server-cafile')).toBe(
        'the file "/etc/haproxy/puppet-ca.pem" can\'t be used on this machine',
      );
      expect(machine('start-two')).toMatch(/^this machine can't listen on "\/nonexistent\/s.sock"/);
      expect(machine('start-chroot')).toBe(
        'the directory "/nonexistent" can\'t be used on this machine',
      );
    }
  });

  it.each([
    '10.0.0.1.5',
    '10.0.0.0/24',
    'http://10.0.0.1',
    'root@10.0.0.1',
    '2001:db8:',
    '-',
    '１０.0.0.1',
    '',
  ])('is not blamed for the address %j, which resolves nowhere', (address) => {
    const stderr = `[ALERT]    (1) : [haproxy.cfg:3] : 'server p/s' : could not resolve address '${address}'.\n`;
    expect(readMessages(stderr, file)[0]).not.toHaveProperty('machine');
  });

  it('is not blamed for what is wrong everywhere', () => {
    for (const version of versions) {
      for (const name of ['dupserver', 'check-misspelled', 'bind-list-space', 'maxconn-high']) {
        for (const fact of facts(version, name)) expect(fact).not.toHaveProperty('machine');
      }
    }
  });
});

describe('a hostile name', () => {
  it('may hold line breaks', () => {
    // Recorded from 2.6.12: listen "a\r\nb", server "a\n   | b".
    const stderr = [
      '[NOTICE]   (26428) : haproxy version is 2.6.12-1+deb12u4',
      '[NOTICE]   (26428) : path to executable is /usr/sbin/haproxy',
      "[ALERT]    (26428) : config : parsing [haproxy.cfg:10] : character '\r' is not permitted in 'listen' name 'a\r",
      "b'.",
      "[ALERT]    (26428) : config : [haproxy.cfg:16] : character '",
      "' is not permitted in server name 'a",
      "   | b'.",
      '[ALERT]    (26428) : config : Error(s) found in configuration file : haproxy.cfg',
      '[ALERT]    (26428) : config : Fatal errors found in configuration.',
      '',
    ].join('\n');
    expect(readMessages(stderr, file)).toMatchObject([
      {
        line: 10,
        text: "character '<U+000D>' is not permitted in 'listen' name 'a<U+000D> b'.",
        raw: stderr.split('\n').slice(2, 4).join('\n'),
      },
      { line: 16, text: "character ' ' is not permitted in server name 'a b'." },
    ]);
  });

  it('may hold control characters, marks and broken bytes, and shows them', () => {
    const stderr =
      "[ALERT]    (1) : config : [haproxy.cfg:3] : character '\u001b' is not permitted in server name 'a\u001b[31m\u0000\u202e\ufeff\ufffd'.\n";
    expect(readMessages(stderr, file)[0]?.text).toBe(
      "character '<U+001B>' is not permitted in server name 'a<U+001B>[31m<U+0000><U+202E><U+FEFF>\ufffd'.",
    );
  });

  it('may hold a quote, a position or the text of a fault', () => {
    const user =
      "[ALERT]    (1) : config : parsing [haproxy.cfg:3] : cannot find user id for 'a' (1:b) c' (0:Success)\n";
    const name = "a' (1:b) c";
    expect(readMessages(user, file)[0]?.machine).toEqual({ is: 'missing', what: 'user', name });
    const place =
      "[ALERT]    (1) : config : parsing [haproxy.cfg:10] : character ' ' is not permitted in 'listen' name 'a [haproxy.cfg:3] : b'.\n";
    expect(readMessages(place, file)[0]?.line).toBe(10);
  });

  it('may forge a message, but can hide none', () => {
    // Recorded from 2.6.12: .warning "w\n[ALERT] (1) : config : parsing [x:1] : forged".
    const stderr =
      "[WARNING]  (26460) : config : parsing [haproxy.cfg:3]: 'w\n[ALERT] (1) : config : parsing [x:1] : forged'.\n";
    const messages = readMessages(stderr, file);
    expect(messages.map(({ level, line }) => [level, line])).toEqual([
      ['warning', 3],
      ['alert', undefined],
    ]);
    expect(isAccepted(0, messages)).toBe(false);
  });

  it.each([
    ' ',
    "'",
    '(',
    '<',
    '[haproxy.cfg:1',
    "cannot find user id for '",
    "invalid address: '",
    "'ca-file' : unable to load ",
    'failed to open pattern file <',
    "cannot bind a'",
    'cannot bind socket (',
    'unable to load certificate from ',
    "'Could not open configuration file ",
    "server 'a",
    'server a/',
    "proxy 'a",
    'Registered keywords :',
    '[haproxy.main()] Cannot chroot(',
    '[ALERT] 1/1 ',
    '\n',
    '\n ^',
    '\n[ALERT] (1) : ',
  ])('reads megabytes of %j', (part) => {
    const stderr = `[ALERT]    (1) : config : ${part.repeat(4_000_000 / part.length)}x\n`;
    expect(readMessages(stderr, file).length).toBeGreaterThan(0);
  });
});

describe('what is no message of HAProxy', () => {
  it('is kept as it is', () => {
    const stderr = 'haproxy: error while loading shared libraries: libcrypt.so.1\n  not found\n\n';
    expect(readMessages(stderr, file)).toEqual([
      {
        level: 'other',
        raw: stderr.trimEnd(),
        text: 'haproxy: error while loading shared libraries: libcrypt.so.1 not found',
        relatedLines: [],
      },
    ]);
    expect(readMessages('[DIAG]     (1) : config : x\n', file)).toMatchObject([{ level: 'other' }]);
  });

  it('is left out when it only opens or closes', () => {
    expect(readMessages('', file)).toEqual([]);
    expect(readMessages('\n\n', file)).toEqual([]);
    expect(readMessages('Configuration file is valid\n', file)).toEqual([]);
  });

  it('is kept when a closing line is all there is (2.2 with -q)', () => {
    const stderr =
      "[ALERT] 325/085249 (3713) : Some warnings were found and 'zero-warning' is set. Aborting.\n";
    expect(readMessages(stderr, file)).toMatchObject([{ level: 'alert' }]);
  });
});

describe('acceptance', () => {
  const said = (level: HaproxyMessage['level']): HaproxyMessage[] => [
    { level, raw: '', text: '', relatedLines: [] },
  ];

  it('needs exit status 0, no alert and no warning', () => {
    expect(isAccepted(0, [])).toBe(true);
    expect(isAccepted(0, [...said('notice'), ...said('other')])).toBe(true);
    expect(isAccepted(0, said('alert'))).toBe(false);
    expect(isAccepted(0, said('warning'))).toBe(false);
    for (const status of [1, 2, null]) expect(isAccepted(status, [])).toBe(false);
  });

  it('is not had by exit status 0 alone', () => {
    for (const version of versions) {
      const found = recordings(version).find(({ name }) => name === 'maxconn-high');
      expect(found?.status).toBe(0);
      expect(isAccepted(0, readMessages(found?.stderr ?? '', file))).toBe(false);
    }
  });
});
