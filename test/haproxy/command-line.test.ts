import { expect, it } from 'vitest';
import { readCommandLine } from '../../src/haproxy/process/command-line.ts';
import { readUnit } from '../../src/haproxy/process/unit.ts';

const words = (text: string) => text.split(' ');

it.each([
  [
    // Debian, after a reload.
    '/usr/sbin/haproxy -sf 66 62 -x sockpair@3 -Ws -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -S /run/haproxy-master.sock',
    {
      files: ['/etc/haproxy/haproxy.cfg'],
      pidFile: '/run/haproxy.pid',
      masterSocket: '/run/haproxy-master.sock',
    },
  ],
  [
    // RHEL: a folder beside the file, and no master socket.
    '/usr/sbin/haproxy -Ws -f /etc/haproxy/haproxy.cfg -f /etc/haproxy/conf.d -p /run/haproxy.pid',
    { files: ['/etc/haproxy/haproxy.cfg', '/etc/haproxy/conf.d'], masterSocket: undefined },
  ],
  [
    '/opt/hapee-2.6/sbin/hapee-lb -Ws -f /etc/hapee-2.6/hapee-lb.cfg -p /run/hapee-2.6-lb.pid',
    { files: ['/etc/hapee-2.6/hapee-lb.cfg'], pidFile: '/run/hapee-2.6-lb.pid' },
  ],
  [
    'haproxy -D -L lb1 -C /srv/lb -n 5000 -dr -p lb.pid -- a.cfg conf.d',
    {
      files: ['a.cfg', 'conf.d'],
      folder: '/srv/lb',
      pidFile: 'lb.pid',
      arguments: ['-L', 'lb1', '-C', '/srv/lb', '-n', '5000', '-dr'],
    },
  ],
  [
    'haproxy -W -S unix@/run/m.sock,mode,600 -f a -db',
    { masterSocket: '/run/m.sock', files: ['a'] },
  ],
])('reads %s', (line, expected) => {
  expect(readCommandLine(words(line))).toMatchObject(expected);
});

it.each([
  ['0::/system.slice/haproxy.service\n', 'haproxy.service'],
  [
    '11:memory:/x\n1:name=systemd:/system.slice/hapee-2.6-lb.service\n0::/\n',
    'hapee-2.6-lb.service',
  ],
  ['0::/system.slice/system-haproxy.slice/haproxy@lb1.service\n', 'haproxy@lb1.service'],
  ['0::/user.slice/user-0.slice/user@0.service/app.slice/app-x.scope\n', undefined],
  ['0::/user.slice/user-0.slice/session-3.scope\n', undefined],
  ['', undefined],
])('finds the unit in %j', (cgroup, unit) => {
  expect(readUnit(cgroup)).toBe(unit);
});
