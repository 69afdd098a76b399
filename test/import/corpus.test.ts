import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import { type CorpusCase, corpus } from '../haproxy/corpus.ts';
import { judge } from './judged.ts';

const writesItself = 'the compiler writes global, defaults and what is logged itself';
const always = 'the compiler always writes a port';
const kept = 'no pool: the section is kept as it is';
const once = 'an inventory says a thing once';
const ignored = 'the import leaves out the hash type that the algorithm ignores';
const passedOver = 'what pools inherit, and HAProxy passes over in mode tcp, is left out';
const machine = 'only the machine knows, and --haproxy asks it';

/** Files that no inventory leads to, and why. */
const unexpressed: Readonly<Record<string, string>> = {
  'base-debian-defaults.cfg': writesItself,
  'base-no-defaults.cfg': writesItself,
  'base-missing-timeout-client.cfg': writesItself,
  'base-global-after.cfg': writesItself,
  'dflt-log-noglobal-tcplog.cfg': writesItself,
  'dflt-tcplog-nolog.cfg': writesItself,
  'dflt-httplog-tcp.cfg': writesItself,
  'dflt-httplog-tcp-log.cfg': writesItself,
  'dflt-two-defaults.cfg': writesItself,
  'dflt-named-mixed.cfg': writesItself,
  'pname-dup-defaults.cfg': writesItself,
  'saddr-noport.cfg': always,
  'saddr-noport-nocheckport.cfg': always,
  'saddr-v6-brk-noport.cfg': always,
  'saddr-v6-bare.cfg': 'the compiler writes the brackets itself',
  'bind-interface-none.cfg':
    'an inventory has interface; whether there is one, only the machine knows',
  'bind-list-space.cfg': kept,
  'bind-ssl-nocrt.cfg': kept,
  'opt-dup-port.cfg': once,
  'balance-twice.cfg': once,
  'hash-none.cfg': 'the import declares HAProxy 3.0, which knows the word',
  'dflt-forwardfor.cfg': passedOver,
  'dflt-cookie.cfg': passedOver,
  'dflt-idle-close.cfg': passedOver,
  'dflt-errorfile-missing.cfg': 'a pool is mode tcp, which has no error files',
  'glob-user-missing.cfg': machine,
  'glob-stats-socket-nodir.cfg': machine,
  'glob-log-missing-sock.cfg': machine,
  'saddr-host-resolvers.cfg': machine,
  'glob-setenv.cfg': 'an inventory has no variables',
  'glob-chroot-auto.cfg':
    'the word is known from HAProxy 3.4 on; for an older one it is not a path',
  'ver-server-template.cfg': 'a pool has each address once',
  'balance-static-rr.cfg': ignored,
  'balance-leastconn.cfg': ignored,
  'balance-random.cfg': ignored,
  'ver-accept-unsafe.cfg': 'the import leaves out what has no effect in mode tcp',
  'glob-expose-exp.cfg': 'only HAProxy 3.3 and later warn, where nothing experimental follows',
  'inj-newline-name.cfg': 'the line break is in the inventory, and no longer in the file',
  'inj-newline-bind.cfg': 'the line break is in the inventory, and no longer in the file',
};

const asWritten = 'an inventory takes lists and ranges, as HAProxy does';
const respelled = 'HAProxy reads it as it looks, and the inventory says it in its own spelling';

const starts = 'HAProxy starts, so that what runs today can be imported and built';
const overruled = 'a person may mean it, and can suppress a warning only';

/** Files that are judged more mildly than the corpus does, and why. */
const milder: Readonly<Record<string, string>> = {
  'bind-dup-two-listens.cfg': starts,
  'bind-vs-stats.cfg': starts,
  'bind-dup-same-listen.cfg': 'one pool has both binds, and its clients reach the same servers',
  'bind-overlap-v6any-plain.cfg': 'IPv4 reaches one section, and IPv6 the other',
  'bind-range.cfg': asWritten,
  'bind-range-huge.cfg': asWritten,
  'bind-list.cfg': asWritten,
  'inj-comma-bind.cfg': asWritten,
  'bind-list-dup.cfg': 'one pool has both binds, and its clients reach the same servers',
  'bind-list-trailing.cfg': respelled,
  'bind-portlead0.cfg': respelled,
  'bind-v4-bracket.cfg': respelled,
  'bind-v6-bare.cfg': respelled,
  'bind-ipv4at.cfg': respelled,
  'bind-ipv6at.cfg': respelled,
  'bind-host-unres.cfg': overruled,
  'bind-host-underscore.cfg': overruled,
  'saddr-host-underscore.cfg': overruled,
  'saddr-host-localhost.cfg': overruled,
  'saddr-host-unres.cfg': overruled,
  'saddr-host-unres-none.cfg': overruled,
  'saddr-host-unres-last-libc-none.cfg': overruled,
};

const waiting = 'agents that wait for a full server are dropped after the connect timeout';

/** Files that are judged more severely than the corpus does, and why. */
const stricter: Readonly<Record<string, string>> = {
  'lim-1000-listens.cfg': 'a thousand pools check one node 500 times a second',
  'smaxconn-1.cfg': waiting,
  'minconn-gt-maxconn.cfg': waiting,
  'tmo-client-1s.cfg': 'a client timeout of a second cuts every catalog that takes longer',
};

function isMet({ judge: wanted }: CorpusCase, found: readonly Diagnostic[]): boolean {
  const has = (...severities: string[]) =>
    found.some(({ severity }) => severities.includes(severity));
  switch (wanted) {
    case 'error':
      return has('error');
    case 'warning':
      return has('error', 'warning');
    case 'info':
      return found.length > 0;
    case 'ok':
      return !has('error', 'warning');
  }
}

describe('configurations with one odd thing each', () => {
  it('are all there', () => {
    expect(corpus).toHaveLength(499);
    const names = new Set(corpus.map(({ file }) => file));
    for (const file of [...[unexpressed, stricter, milder].flatMap(Object.keys)]) {
      expect(names).toContain(file);
    }
  });

  for (const one of corpus) {
    const { file, bytes, judge: wanted } = one;
    const exception = unexpressed[file] ?? stricter[file] ?? milder[file];
    const what = exception === undefined ? `is judged ${wanted}` : `is not: ${exception}`;
    it(`${file} ${what}`, () => {
      const found = judge(file, bytes.toString('utf8'));
      const said = found.map(({ severity, code, message }) => `${severity} ${code} ${message}`);
      expect(isMet(one, found), said.join('\n')).toBe(exception === undefined);
    });
  }
});
