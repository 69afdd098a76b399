import { describe, expect, it } from 'vitest';
import { build, importText, meaning } from './meaning.ts';

const times = '  timeout connect 5s\n  timeout client 1h\n  timeout server 1h\n';

function listen(name: string, at: number, own = ''): string {
  return `listen ${name}\n  bind 10.0.0.10${at}:8140\n${own}  server s 10.0.0.${at}:8140\n`;
}

/** The inventory of a configuration, which builds what means the same, without a change to speak of. */
function imported(text: string): string {
  const result = importText(text);
  const changed = result.diagnostics.filter(({ code }) => code === 'HAP381');
  expect(changed.map(({ message }) => message)).toEqual([]);
  const built = build(result.text ?? '');
  expect(built, result.text).toBeDefined();
  expect(meaning(built ?? '', result)).toEqual(meaning(text, result));
  return result.text ?? '';
}

describe('what an imported file has not', () => {
  it('stays absent: its log, its limits, its timeouts', () => {
    const text = imported(listen('a', 1, times));
    expect(text).toContain('baseline: none');
    expect(build(text)).not.toMatch(/maxconn|log|tcplog|dontlognull|timeout check|chroot/);
  });

  it('is false where most of what is written without being said is there', () => {
    const text = imported(
      `global\n  log 127.0.0.1:514 local0\n  chroot /var/lib/haproxy\n  user haproxy\n  group haproxy\ndefaults\n  log global\n  option tcplog\n${times}${listen('a', 1)}`,
    );
    expect(text).toContain('maxconn: false');
    expect(text).toContain('check: false');
    expect(text).toContain('options: { dontlognull: false }');
    expect(text).not.toContain('baseline');
  });

  it('is a log that nobody uses', () => {
    const text = imported(`global\n  log /dev/log local0\ndefaults\n${times}${listen('a', 1)}`);
    expect(build(text)).toContain('  log /dev/log local0\n');
    expect(build(text)).not.toContain('log global');
  });

  it('is the log format of connections', () => {
    const text = imported(
      `global\n  log /dev/log local0\ndefaults\n  log global\n${times}${listen('a', 1)}${listen('b', 2, '  option tcplog\n')}`,
    );
    expect(build(text)?.match(/option tcplog/g)).toHaveLength(1);
  });
});

describe('what the pools of an imported file share', () => {
  const top = `global\n  log /dev/log local0\ndefaults\n  log global\n  option tcplog\n  option dontlognull\n  timeout check 5s\n${times}`;

  it('is said in defaults where they inherit it, else in the pools', () => {
    const inherited = imported(
      `${top}  option redispatch\n  retries 2\n  maxconn 100\n  fullconn 10\n${listen('a', 1)}${listen('b', 2)}`,
    );
    expect(inherited).toContain(
      'defaults:\n  maxconn: 100\n  retries: 2\n  options: { redispatch: true }\n  check: none\n  extra: [ fullconn 10 ]\n',
    );
    const own = imported(`${top}${listen('a', 1, '  option redispatch\n')}${listen('b', 2)}`);
    expect(own).not.toMatch(/^ {2}options/m);
    expect(own).toContain('    options: { redispatch: true }\n');
  });

  it('is not what one of them takes back', () => {
    const text = imported(
      `${top}  option tcpka\n${listen('a', 1)}${listen('b', 2, '  no option clitcpka\n')}`,
    );
    expect(text).toContain('    options: { tcpka: true }\n');
    expect(text).toContain('    options: { srvtcpka: true }\n');
  });

  it('is not the log of a pool that has another one, or none', () => {
    const text = imported(
      `${top}${listen('a', 1)}${listen('b', 2, '  no log\n')}${listen('c', 3, '  no log\n  log 10.0.0.5:514 local1\n')}`,
    );
    expect(text).toContain('    log: []\n');
    expect(text).toContain('    log: 10.0.0.5:514 local1\n');
  });
});
