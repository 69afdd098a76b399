import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type CorpusCase, corpus } from '../haproxy/corpus.ts';
import { judge } from './judged.ts';

const writesItself = 'the compiler writes global, defaults and what is logged itself';
const always = 'the compiler always writes a port';
const kept = 'no pool: the section is kept as it is';
const once = 'an inventory says a thing once';
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
  'lex-crlf.cfg': 'the compiler ends every line in a line feed',
  'saddr-noport.cfg': always,
  'saddr-noport-nocheckport.cfg': always,
  'saddr-v6-brk-noport.cfg': always,
  'saddr-v6-bare.cfg': 'the compiler writes the brackets itself',
  'bind-interface-none.cfg':
    'an inventory has interface; whether there is one, only the machine knows',
  'base-mode-http-httpchk.cfg': kept,
  'bind-name.cfg': kept,
  'bind-maxconn.cfg': kept,
  'bind-backlog.cfg': kept,
  'bind-defer.cfg': kept,
  'bind-tfo.cfg': kept,
  'bind-name-dup.cfg': kept,
  'check-ssl-verify-none.cfg': kept,
  'opt-dup-port.cfg': once,
  'balance-twice.cfg': once,
  'dflt-dup-timeout.cfg': once,
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
  'glob-chroot-auto.cfg': 'the word is known from HAProxy 3.4 on; for an older one it is no path',
  'ver-server-template.cfg': 'a pool has each address once',
  'inj-newline-name.cfg': 'the line break is in the inventory, and no longer in the file',
  'inj-newline-bind.cfg': 'the line break is in the inventory, and no longer in the file',
};

const newer = 'newer keywords';

/** Files whose judgement is not met yet, and what is missing. */
const awaited: Readonly<Record<string, string>> = {
  'pname-digits.cfg': 'names of digits alone',
  'pname-zero.cfg': 'names of digits alone',
  'sname-zero.cfg': 'names of digits alone',
  'pname-dup-case.cfg': 'look-alike names',
  'pname-dup-listen-frontend.cfg': 'names twice inside sections',
  'bind-anyv4.cfg': 'binds of every address, which many healthy fleets have',
  'bind-overlap-star.cfg': 'overlapping wildcard binds',
  'bind-overlap-star-same.cfg': 'overlapping wildcard binds',
  'bind-overlap-v6any-plain.cfg': 'overlapping wildcard binds',
  'bind-dup-spelling.cfg': 'overlapping wildcard binds',
  'saddr-linklocal.cfg': 'loopback and link-local servers',
  'saddr-loop-two-listens.cfg': 'loops through several listens',
  'weight-0.cfg': 'weight 0',
  'balance-static-rr.cfg': 'hash-type without effect',
  'balance-leastconn.cfg': 'hash-type without effect',
  'balance-random.cfg': 'hash-type without effect',
  'hash-consistent-leastconn.cfg': 'hash-type without effect',
  'lex-unknown-section.cfg': 'unknown keywords in "extra"',
  'glob-expose-deprecated.cfg': newer,
  'glob-expose-exp.cfg': newer,
  'ver-accept-unsafe.cfg': newer,
  'ver-healthcheck-section.cfg': newer,
  'ver-force-be-switch.cfg': newer,
  'ver-defaults-guid.cfg': newer,
  'ver-anonkey.cfg': newer,
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
    for (const file of [...Object.keys(unexpressed), ...Object.keys(awaited)]) {
      expect(names).toContain(file);
    }
  });

  for (const one of corpus) {
    const { file, bytes, judge: wanted } = one;
    const exception = unexpressed[file] ?? awaited[file];
    const what = exception === undefined ? `is judged ${wanted}` : `is not: ${exception}`;
    it(`${file} ${what}`, () => {
      const found = judge(file, bytes.toString('utf8'));
      const said = found.map(({ severity, code, message }) => `${severity} ${code} ${message}`);
      expect(isMet(one, found), said.join('\n')).toBe(exception === undefined);
    });
  }
});
