import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/apply/settings.ts';
import { Lines } from '../../src/text/positions.ts';

function read(text: string) {
  const { settings, diagnostics } = readSettings({ name: 'apply.yaml', bytes: Buffer.from(text) });
  const said = diagnostics.map(({ message, help, primary: { source, span } }) => {
    const { line, column } = new Lines(source.text).position(span.start);
    return `${line}:${column}: ${message}; ${help}\n`;
  });
  return { settings, said: said.join('') };
}

const inventory = 'inventory: /etc/puppetlb/puppetlb.yaml\n';

describe('settings', () => {
  it('have defaults for all but the inventory', () => {
    expect(read(inventory)).toEqual({
      said: '',
      settings: {
        inventory: '/etc/puppetlb/puppetlb.yaml',
        site: undefined,
        haproxy: '/usr/sbin/haproxy',
        files: ['/etc/haproxy/haproxy.cfg'],
        configuration: '/etc/haproxy/haproxy.cfg',
        arguments: [],
        socket: undefined,
        masterSocket: undefined,
        pidFile: undefined,
        unit: undefined,
        reload: undefined,
        peer: undefined,
      },
    });
  });

  it('say everything, and the master is the first way to reload', () => {
    const { settings, said } = read(`${inventory}site: fra
haproxy: /opt/hapee-2.6/sbin/hapee-lb
files: [/etc/hapee-2.6/hapee-lb.cfg, "/etc/hapee-2.6//conf.d/"]
configuration: /etc/hapee-2.6/conf.d/puppet.cfg
arguments: [-L, lb1]
socket: /run/hapee-lb.sock
master-socket: /run/master.sock
pid-file: /run/hapee-lb.pid
unit: hapee-2.6-lb.service
reload-command: [/usr/local/sbin/reload]
peer: [ssh, lb2, puppetlb, status, --format, json]
`);
    expect(said).toBe('');
    expect(settings).toMatchObject({
      site: 'fra',
      files: ['/etc/hapee-2.6/hapee-lb.cfg', '/etc/hapee-2.6/conf.d'],
      configuration: '/etc/hapee-2.6/conf.d/puppet.cfg',
      arguments: ['-L', 'lb1'],
      reload: { by: 'master', socket: '/run/master.sock' },
      peer: ['ssh', 'lb2', 'puppetlb', 'status', '--format', 'json'],
    });
  });

  it.each([
    ['unit: haproxy.service\npid-file: /run/h.pid', { by: 'systemd', unit: 'haproxy.service' }],
    ['pid-file: /run/h.pid\nreload-command: [x]', { by: 'signal', pidFile: '/run/h.pid' }],
    ['reload-command: [x, 1]', { by: 'command', command: ['x', '1'] }],
    [
      'reload: signal\nmaster-socket: /m\npid-file: /run/h.pid',
      { by: 'signal', pidFile: '/run/h.pid' },
    ],
  ])('%s chooses how to reload', (text, reload) => {
    expect(read(inventory + text.replace(', 1]', ', "1"]')).settings?.reload).toEqual(reload);
  });

  it.each([
    ['', /settings file is empty/, /write "inventory: PATH", or run puppetlb init --apply/],
    ['socket: /s\n', /1:1: .*"inventory" is missing/, /write inventory:/],
    [`${inventory}master_socket: /m\n`, /^2:1: .*"master_socket"/, /"master-socket"/],
    [`${inventory}pidfile: /m\n`, /^2:1: .*"pidfile"/, /"pid-file"/],
    [`${inventory}socket: admin.sock\n`, /^2:9: .*not an absolute path/, /begins with "\/"/],
    [`${inventory}socket: /run/../s\n`, /^2:9: .*".."/, /without it/],
    [`${inventory}unit: haproxy\n`, /^2:7: .*not a systemd unit/, /write haproxy.service/],
    [`${inventory}files: /etc/haproxy/haproxy.cfg\n`, /^2:8: .*not a list/, /write a list/],
    [`${inventory}files: [/a, /b]\n`, /^2:1: .*"configuration" is missing/, /configuration: \/a/],
    [
      `${inventory}configuration: /etc/x.cfg\n`,
      /^2:16: .*not in "files"/,
      /write \/etc\/haproxy\/haproxy.cfg, or add/,
    ],
    [`${inventory}reload: master\n`, /^2:9: .*"master-socket" is missing/, /add master-socket/],
    [`${inventory}reload: systemctl\n`, /^2:9: .*"systemctl"/, /systemd/],
    ['- inventory\n', /is a list/, /write "inventory: PATH"/],
  ])('%j is refused at its place, with what to write', (text, message, help) => {
    const { settings, said } = read(text);
    expect(settings).toBeUndefined();
    expect(said).toMatch(message);
    expect(said).toMatch(help);
  });
});
