import { describe, expect, it } from 'vitest';
import { fixText } from '../../src/fix/fix-text.ts';
import { lint } from '../../src/rules/lint.ts';

const server = (words: string): string =>
  `pools:\n  - name: p\n    check: tcp\n    bind: 10.0.9.1:8140\n    servers:\n      - { name: a, address: 10.0.0.1, ${words} }\n      - { name: b, address: 10.0.0.2, backup: true }\n`;
const pool = (line: string): string =>
  `pools:\n  - name: p\n    check: tcp\n    bind: 10.0.9.1:8140\n    ${line}\n    servers: [{ name: a, address: 10.0.0.1 }]\n`;

const inGlobal = (line: string): string => `haproxy: { global: { ${line} } }\n${pool('')}`;

function helps(text: string): (string | undefined)[] {
  return lint({ name: 'i.yaml', bytes: Buffer.from(text) }).diagnostics.map(({ help }) => help);
}

const back = 'remove the line, or write state: ready';
const out = 'write state: maint, or state: drain';

describe('a help says what the value means, and never the opposite', () => {
  it.each([
    ['disabled: false', back],
    ['disabled: true', 'write state: maint'],
    ['disabled: no', back],
    ['disabled: "off"', back],
    ['disabled: 0', back],
    ['disabled: 1', 'write state: maint'],
    ['disabled:', 'write state: ready, drain or maint'],
    ['disable: false', back],
    ['enabled: false', out],
    ['enabled: true', back],
    ['enable: off', out],
    ['isEnabled: no', out],
    ['drain: false', back],
    ['drain: true', 'write state: drain'],
    ['undrain: true', back],
    ['maint: no', back],
    ['maintenance: true', 'write state: maint'],
    ['maintenance: false', back],
    ['down: true', out],
    ['down: false', back],
    ['active: true', back],
    ['active: backup', 'write backup: true'],
    ['in_rotation: true', back],
    ['in_rotation: false', out],
    ['not_in_rotation: true', out],
    ['ensure: absent', 'remove the server, or write state: maint'],
    ['ensure: present', back],
    ['status: down', out],
    ['status: drain', 'write state: drain'],
    ['admin_state: maint', 'write state: maint'],
    ['standby: true', 'write backup: true'],
    ['primary: true', 'remove the line, or write backup: false'],
    ['role: backup', 'write backup: true'],
    ['State: drain', 'did you mean "state"?'],
    ['stat: drain', 'did you mean "state"?'],
    ['state: false', 'write maint or drain'],
    ['state: true', 'write ready'],
    ['state: undrain', 'write ready'],
    ['state: enabled', 'write ready'],
    ['state: disabled', 'did you mean "maint"?'],
    ['state: drian', 'did you mean "drain"?'],
    ['state: maint, disabled: true', 'remove the line; "state" is already set'],
    ['state: ready, disabled: true', 'remove one of the two; "state" is already set'],
    ['check: false', 'write check: none'],
    ['check: off', 'write none'],
    ['check: true', 'remove the line; the check is set in the pool'],
    ['nocheck: true', 'write check: none'],
    ['no-check: false', 'remove the line'],
    ['no-backup: true', 'remove the line, or write backup: false'],
    ['no-send-proxy: true', 'write send-proxy: false'],
    ['backup: 0', 'write false'],
    ['backup: 1', 'write true'],
    ['backup: never', 'write true or false'],
    ['minconn: 10', 'write extra: ["minconn 10"]'],
    ['agent-check: false', 'remove the line'],
    ['agent-check: { port: 9201, enabled: false }', 'remove "agent-check"'],
    ['check: { enabled: false }', 'write kind: none'],
    ['resolvers: false', 'remove the line'],
    ['resolvers: none', 'remove the line'],
    ['track: off', 'remove the line'],
    ['certname: none', 'remove the line'],
    ['certname: false', 'remove the line'],
    ['until: never', 'remove the line'],
    ['extra: none', 'remove the line'],
    ['slowstart: off', 'remove the line'],
    ['slowstart: never', 'remove the line'],
    ['slowstart: 0', 'remove the line'],
    [
      'slowstart: soon',
      'write a whole number and one of the units ms, s, m, h or d, for example 2s',
    ],
    ['check: { inter: never }', 'remove the line, or write kind: none'],
    ['check: { fastinter: none }', 'remove the line'],
    ['agent-check: { port: 9201, inter: off }', 'remove the line, or the whole agent'],
    ['maxconn: 0', 'remove the line'],
    ['maxconn: unlimited', 'remove the line'],
    ['maxconn: -1', 'write 1 or more'],
    ['weight: off', 'write state: drain, or weight: 0'],
    ['on-marked-down: none', 'remove the line'],
    ['on-marked-down: "no"', 'remove the line'],
    ['on-marked-down: no-shutdown-sessions', 'remove the line'],
    ['on-marked-down: shutdown-session', 'did you mean "shutdown-sessions"?'],
    ['send-proxy: never', 'write false'],
    ['send-proxy-disabled: true', 'write send-proxy: false'],
    ['no-send-proxy: false', 'write send-proxy: true'],
    ['healthcheck: "off"', 'write check: none'],
    ['on-marked-down: { shutdown: true }', 'write a text, for example shutdown-sessions'],
    ['send-proxy: { v2: true }', 'write true or false or v2'],
    ['weight: { of: 1 }', 'write a whole number, for example 100'],
    ['healthcheck: tcp', 'write extra: ["healthcheck tcp"]'],
    ['health-check: false', 'write check: none'],
    ['check-enabled: false', 'write check: none'],
    ['check-enabled: true', 'remove the line'],
    ['check-disabled: true', 'write check: none'],
    ['disable-check: true', 'write check: none'],
    ['unchecked: true', 'write check: none'],
    ['no-check:', 'write check: none'],
    ['check: Never', 'write none'],
    ['verify: none', 'write verify: none in the check of the pool'],
    ['check: { verify: none }', 'write verify: none in the check of the pool'],
    ['check: { path: /x }', 'move it into the check of the pool'],
    ['inter: 5s', 'move it below "check"'],
    ['cordoned: true', out],
    ['uncordoned: true', back],
    ['quarantine: true', out],
    ['unschedulable: true', out],
    ['healthy: false', out],
    ['healthy: true', back],
    ['disabled-until: 2026-12-01', 'write state: maint; and until: 2026-12-01'],
    ['disabled-until: false', back],
    ['drain-reason: upgrade', 'write state: drain; and reason: upgrade'],
    ['untill: 2026-12-01', 'did you mean "until"?'],
  ])('%s', (words, help) => {
    expect(helps(server(words))).toContain(help);
  });

  it.each([
    ['enabled: false', `${out}, in each server; or remove the pool`],
    ['enabled: true', 'remove the line'],
    ['disabled: false', 'remove the line'],
    ['maintenance: true', 'write state: maint in each server, or remove the pool'],
    ['backup: true', 'write backup: true in the standby server'],
    ['state: maint', 'write state: maint in each server, or remove the pool'],
    ['state: ready', 'remove the line'],
    ['default-server: { state: drain }', 'write state: drain in each server'],
    ['default-server: { check: false }', 'write check: none in the pool'],
    ['default-server: { no-check: true }', 'write check: none in the pool'],
    ['default-server: { verify: none }', 'write verify: none in the check of the pool'],
    ['timeouts: { queue: off }', 'remove the line'],
    ['timeouts: { tunnel: none }', 'remove the line'],
    [
      'timeouts: { tunnel: never }',
      'remove the line, or write 24d, the longest time that HAProxy supports',
    ],
    [
      'timeouts: { client: 0 }',
      'remove the line, or write 24d, the longest time that HAProxy supports',
    ],
    ['timeouts: { client: infinite }', 'write 24d, the longest time that HAProxy supports'],
    ['balance: no-source', 'write source, leastconn, roundrobin, static-rr, first or random'],
    ['balance: sourc', 'did you mean "source"?'],
    ['hash-type: consistnt', 'write consistent'],
    ['extra: none', 'remove the line'],
    ['extra: option tcpka', 'write [option tcpka]'],
    ['default-server: { disabled: true }', 'write state: maint in each server, or remove the pool'],
  ])('in a pool: %s', (line, help) => {
    expect(helps(pool(line))).toContain(help);
  });

  it.each(['not-consistent', 'inconsistent', 'non-map-based'])('hash-type: %s', (value) => {
    const help = 'write map-based or consistent, alone or with one of sdbm, djb2, wt6, crc32';
    expect(helps(pool(`hash-type: ${value}`))).toContain(help);
  });

  it.each([
    ['no-verify: true', 'write verify: none'],
    ['skip-verify: true', 'write verify: none'],
    ['no-verify: false', 'remove the line'],
    ['verify: never', 'write none'],
    ['path: none', 'remove the line'],
    ['ca-file: off', 'remove the line'],
  ])('in the check of a pool: %s', (line, help) => {
    expect(helps(pool('').replace('check: tcp', `check: { kind: puppet, ${line} }`))).toContain(
      help,
    );
  });

  it.each([
    ['no-chroot: true', 'write chroot: false'],
    ['no-chroot: false', 'remove the line'],
    ['no-log: true', 'write log: []'],
    ['no-user: true', 'write user: false'],
    ['no-group: true', 'write group: false'],
    ['user: no', 'write false'],
    ['user: none', 'write false'],
    ['group: off', 'write false'],
    ['user: yes', 'write a text, or false to omit the line'],
    ['chroot: never', 'write false'],
    ['log: none', 'write log: []'],
    ['stats-socket: off', 'remove the line'],
  ])('in haproxy.global: %s', (line, help) => {
    expect(helps(inGlobal(line))).toContain(help);
  });

  it.each(['user: nobody', 'group: nogroup', 'user: false'])('nothing of %s', (line) => {
    expect(helps(inGlobal(line))).toEqual(helps(inGlobal('user: haproxy')));
  });

  it('interface: none', () => {
    const bind = (name: string) =>
      pool('').replace('10.0.9.1:8140', `{ address: "10.0.9.1:8140", interface: ${name} }`);
    expect(helps(bind('none'))).toContain('remove the line');
    expect(helps(bind('eth0'))).not.toContain('remove the line');
  });

  it('--fix writes false for a user that is "no"', () => {
    const { text } = fixText({ name: 'i.yaml', bytes: Buffer.from(inGlobal('user: no')) });
    expect(text).toBe(inGlobal('user: false'));
  });

  it.each(['extra: none', 'balance: no-source', 'hash-type: inconsistent'])(
    '--fix leaves %s of a pool to a person',
    (line) => {
      const text = pool(line);
      expect(fixText({ name: 'i.yaml', bytes: Buffer.from(text) }).text).toBe(text);
    },
  );

  it.each([
    'disabled: false',
    'slowstart: off',
    'on-marked-down: none',
    'certname: false',
    'extra: none',
    'verify: none',
    'check-disabled: true',
    'disabled-until: 2026-12-01',
    'enabled: false',
    'drain: false',
    'no-backup: true',
    'nocheck: true',
    'check: false',
    'state: enabled',
    'resolvers: false',
    'backup: 0',
  ])('--fix leaves %s to a person', (words) => {
    const text = server(words);
    expect(fixText({ name: 'i.yaml', bytes: Buffer.from(text) }).text).toBe(text);
  });
});
