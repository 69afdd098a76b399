import { describe, expect, it } from 'vitest';
import { fixText } from '../../src/fix/fix-text.ts';
import { lint } from '../../src/rules/lint.ts';

const server = (words: string): string =>
  `pools:\n  - name: p\n    check: tcp\n    bind: 10.0.9.1:8140\n    servers:\n      - { name: a, address: 10.0.0.1, ${words} }\n      - { name: b, address: 10.0.0.2, backup: true }\n`;
const pool = (line: string): string =>
  `pools:\n  - name: p\n    check: tcp\n    bind: 10.0.9.1:8140\n    ${line}\n    servers: [{ name: a, address: 10.0.0.1 }]\n`;

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
    ['state: maint, disabled: true', 'remove the line; "state" is there already'],
    ['state: ready, disabled: true', 'keep one of the two; "state" is there already'],
    ['check: false', 'write check: none'],
    ['check: off', 'write none'],
    ['check: true', 'remove the line; the pool says how it is checked'],
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
  ])('%s', (words, help) => {
    expect(helps(server(words))).toContain(help);
  });

  it.each([
    ['enabled: false', `${out}, in each server; or remove the pool`],
    ['enabled: true', 'remove the line'],
    ['disabled: false', 'remove the line'],
    ['maintenance: true', 'write state: maint in each server, or remove the pool'],
    ['backup: true', 'write backup: true in the server that stands by'],
    ['default-server: { disabled: true }', 'write state: maint in each server, or remove the pool'],
  ])('in a pool: %s', (line, help) => {
    expect(helps(pool(line))).toContain(help);
  });

  it.each([
    'disabled: false',
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
