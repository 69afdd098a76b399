import { expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';
import { build, importText } from './meaning.ts';

const listen = `listen compile
  bind 10.0.0.100:8140
  timeout client 1h
  timeout connect 5s
  timeout server 1h
  server compile01 10.0.0.101:8140 check
`;

/** What an import says, as LINE MESSAGE. */
function said(text: string, code?: string): string[] {
  return importText(text)
    .diagnostics.filter((found) => code === undefined || found.code === code)
    .map(({ primary, message }) => {
      const line = primary.source.text.slice(0, primary.span.start).split('\n').length;
      return `${line} ${message}`;
    });
}

it('leaves out what HAProxy refuses, says it at its line, and builds', () => {
  const text = `global\n  nbproc 2\n${listen}  bind-process 1\n  fullcon 7\n`;
  expect(said(text, 'HAP380')).toEqual([
    '2 "nbproc 2" is not imported: HAProxy 2.6 no longer knows "nbproc"',
    '9 "bind-process 1" is not imported: HAProxy 2.7 no longer knows "bind-process"',
    '10 "fullcon 7" is not imported: HAProxy has no keyword "fullcon" in a proxy',
  ]);
  const built = build(importText(text).text ?? '') ?? '';
  expect(built).toContain('server compile01 10.0.0.101:8140');
  expect(built).not.toMatch(/nbproc|bind-process|fullcon/);
});

it.each(['', '  server _c2 10.0.0.9:8140\n'])(
  'keeps a bind without an option that is gone, in a pool and in a copied section (%j)',
  (more) => {
    const bind = 'bind 10.0.0.100:8140 process 1-2 name process # VIP';
    const text = `${listen.replace('bind 10.0.0.100:8140', bind)}${more}`;
    expect(said(text, 'HAP380')).toEqual([
      '2 HAProxy 2.7 no longer knows "process"; read as "bind 10.0.0.100:8140 name process"',
    ]);
    const { text: inventory = '' } = importText(text);
    expect(inventory).toContain('VIP');
    expect(build(inventory)).toContain('  bind 10.0.0.100:8140 name process');
  },
);

it('leaves such a line out of a copied section, and keeps the section', () => {
  const text = `${listen}listen stats\n  mode http\n  bind :8404\n  timeout client 9s\n  statz enable\n`;
  expect(said(text, 'HAP380')).toEqual([
    '11 "statz enable" is not imported: HAProxy has no keyword "statz" in a proxy',
  ]);
  expect(build(importText(text).text ?? '')).toContain('listen stats\n  mode http\n  bind :8404\n');
});

it('copies lines of global that no property holds into a global section', () => {
  const text = `global\n  uid 99\n  gid 99\n  log "$LOGHOST" local0\n  maxconn 0\n${listen}  log global\n`;
  const { text: inventory = '' } = importText(text);
  expect(inventory).toContain(
    'global\n      uid 99\n      gid 99\n      log "$LOGHOST" local0\n      maxconn 0\n',
  );
  expect(build(inventory)).toContain('uid 99');
});

it('names the line and the word for which a service is no pool', () => {
  const odd = listen.replace('compile01 10.0.0.101', '_c1 10.0.0.101');
  expect(said(odd, 'HAP382')).toEqual([
    '6 listen "compile" is not a pool: "_c1" does not begin with a letter or a digit; copied unchanged to "haproxy.sections"',
  ]);
});

it('gives servers and binds in defaults to the sections that have none', () => {
  const text = `defaults
  timeout client 1h
  timeout connect 5s
  timeout server 1h
  server a 10.0.0.1:8140 check
  bind 10.0.0.9:8140
listen one
  mode tcp
listen two
  bind 10.0.0.8:8140
  server b 10.0.0.2:8140 check
defaults
  server c 10.0.0.3:8140
`;
  expect(said(text, 'HAP380')).toEqual([
    '5 HAProxy refuses "server" in defaults; read as a line of "listen one"',
    '6 HAProxy refuses "bind" in defaults; read as a line of "listen one"',
    '13 "server c 10.0.0.3:8140" is not imported: HAProxy refuses it in defaults',
  ]);
  const { text: inventory = '' } = importText(text);
  expect(inventory).toMatch(
    /name: one\n[\s\S]*bind: 10\.0\.0\.9:8140[\s\S]*name: a, address: 10\.0\.0\.1/,
  );
  expect(inventory).toMatch(
    /name: two\n[\s\S]*bind: 10\.0\.0\.8:8140[\s\S]*name: b, address: 10\.0\.0\.2/,
  );
});

it('says of a part without any bind that no "bind" for it', () => {
  const text = 'backend pool\n  server a 10.0.0.1:8140 check\n';
  expect(said(text, 'HAP380')).toEqual([
    '1 no "bind" for backend "pool" in these files: HAProxy does not start',
  ]);
  expect(said(`${listen}${text}`, 'HAP380')).toEqual([]);
});

it('says of a check that asks nobody that it is left out', () => {
  const text = `${listen.replace(' check\n', '\n')}  option httpchk GET /status\n`;
  const message = '"option httpchk GET /status" has no effect: no server of "compile" has "check"';
  expect(said(text, 'CHK213')).toEqual([`7 ${message}; not imported`]);
  expect(said(`${listen}  option httpchk\n`, 'CHK213')).toEqual([]);
});

it('keeps sections between .if and .endif, with their defaults', () => {
  const times = '  timeout client 1h\n  timeout connect 5s\n  timeout server 1h\n';
  const text = `defaults\n  mode tcp\n${times}.if feature(OPENSSL)\n${listen}.endif\n`;
  const built = build(importText(text).text ?? '') ?? '';
  expect(built).toMatch(
    /defaults\n {2}mode tcp\n[\s\S]*\.if feature\(OPENSSL\)\n\s*listen compile\n/,
  );
  expect(built).toContain('.endif');
});

it('leaves out a reference that leads nowhere, and the second section of one name', () => {
  const front = 'frontend f\n  bind 10.0.0.1:80\n  timeout client 9s\n  default_backend nope\n';
  expect(said(`${listen}${front}`, 'HAP380')).toEqual([
    '10 "default_backend nope" is not imported: there is no backend "nope"',
  ]);
  const twice = `${listen}${listen.replace('100:8140', '99:8140')}`;
  expect(said(twice, 'HAP380')).toEqual([
    '7 "listen compile" is not imported: section name "compile" is already taken',
  ]);
  for (const text of [`${listen}${front}`, twice]) {
    expect(build(importText(text).text ?? '')).toBeDefined();
  }
});

it('warns of a second server of one name, with which HAProxy does not start', () => {
  const [server = ''] = / {2}server .*\n/.exec(listen) ?? [];
  const text = `${listen}${server.replace('101', '102')}`;
  const warnings = importText(text).diagnostics.filter(({ severity }) => severity === 'warning');
  expect(warnings.map(({ message }) => message)).toEqual([
    'listen "compile" is not a pool: server name "compile01" is already taken, and HAProxy refuses the file; copied unchanged to "haproxy.sections"',
  ]);
});

it('leaves out a line of a copied section that is repeated below', () => {
  const text = `${listen}listen web\n  mode http\n  bind :80\n  retries 2\n  retries 3\n  timeout client 9s\n`;
  expect(said(text, 'HAP382')).toContain('10 "retries 2" is repeated below; not imported');
  const built = build(importText(text).text ?? '');
  expect(built).toContain('retries 3');
  expect(built).not.toContain('retries 2');
});

it('says why a server is out where a comment behind it does', () => {
  const text = `${listen.trimEnd()} disabled # its disk is broken\n`;
  expect(importText(text).text).toContain(
    '{ name: compile01, address: 10.0.0.101, state: maint, reason: its disk is broken }',
  );
});

it('guesses a CA by its name, its port and its only active server', () => {
  const ca = listen.replace('compile\n', 'puppet_ca\n');
  expect(importText(ca).text).toContain('role: ca # guessed');
  expect(importText(`${ca}  server b 10.0.0.2:8140 check backup\n`).text).toContain('role: ca');
  expect(importText(`${ca}  server b 10.0.0.2:8140 check\n`).text).not.toContain('role: ca');
  expect(importText(listen).text).not.toContain('role:');
});

it('keeps a copied section that leads back to itself, which HAProxy accepts', () => {
  const text = `${listen}listen loop\n  mode http\n  timeout client 9s\n  bind 127.0.0.1:8080\n  server me 127.0.0.1:8080\n`;
  const { text: inventory = '' } = importText(text);
  expect(build(inventory)).toContain('server me 127.0.0.1:8080');
  const { diagnostics } = lint({ name: '', bytes: Buffer.from(inventory) });
  const loops = diagnostics.filter(({ code }) => code === 'INV117');
  expect(loops.map(({ severity }) => severity)).toEqual(['warning']);
});

it('names a word after the last argument, with which HAProxy refuses the file', () => {
  const text = `defaults\n  mode tcp\n  retries 3 4\n  timeout client 15 m\n  option redispatch 1\n${listen}  option tcpka yes\n`;
  const found = importText(text).diagnostics.filter(({ code }) => code === 'HAP380');
  expect(found.map(({ message, help }) => `${message}; ${help}`)).toEqual([
    'HAProxy refuses "4" after "retries 3"; remove it',
    'HAProxy refuses "m" after "timeout client 15"; write timeout client 15m',
    'HAProxy refuses "yes" after "option tcpka"; remove it',
  ]);
});

it('reads comments without their frame', () => {
  const text = `##### lb1: ask Jo #####\nglobal\n  maxconn 5\n\n## Puppet 8 ##\n${listen}`;
  const { text: inventory = '' } = importText(text);
  expect(inventory).toContain('# lb1: ask Jo\n');
  expect(inventory).toContain('description: Puppet 8\n');
});
