import { describe, expect, it } from 'vitest';
import { previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';

const server = '  server c3 10.0.0.3:8140\n';
const text = (rule: string, front = '') => `global
  stats socket /run/a.sock level admin
listen compile
  bind 10.0.0.100:8140
  balance roundrobin
  ${rule}
  server c1 10.0.0.1:8140
  server c2 10.0.0.2:8140
${server}frontend other
  bind 10.0.0.100:8141
  ${front}
`;

/** What it needs that c3 goes, whatever becomes of the rule. */
function actionFor(rule: string, front?: string): string {
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const own = text(rule, front);
  const sides = { before: side('a.cfg', own), after: side('b.cfg', own.replace(server, '')) };
  const version = { major: 2, minor: 6, patch: 12 };
  const options = { version, clients: undefined, dates: [], running: undefined };
  return previewOf(sides, options).action;
}

describe('a server that goes', () => {
  it.each([
    'tcp-request content reject if !{ srv_is_up(c3) }',
    'tcp-request content reject if { srv_conn(compile/c3) gt 9 }',
    'acl many srv_queue(c3) gt 9',
    'tcp-request content set-var(sess.x) srv_conn_free(c3)',
    'log-format %ci:%[srv_conn(c3)]',
    'use-server c3 if { src 10.9.0.0/16 }',
  ])('needs a reload where a rule refers to it: %s', (rule) => {
    expect(actionFor(rule)).toBe('reload');
  });

  it('needs a reload where a rule of another section names it', () => {
    expect(actionFor('', 'tcp-request content reject if { srv_is_up(compile/c3) }')).toBe('reload');
  });

  it.each([
    '',
    'tcp-request content reject if !{ srv_is_up(c1) }',
    'tcp-request content reject if { srv_conn(other/c3) gt 9 }',
    'tcp-request content reject if { nbsrv(compile) lt 1 }',
    'use-server c2 if { src 10.9.0.0/16 }',
  ])('is deleted by a command where none does: %s', (rule) => {
    expect(actionFor(rule)).toBe('runtime');
  });
});
