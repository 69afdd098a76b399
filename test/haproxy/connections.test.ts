import { describe, expect, it } from 'vitest';
import { readConnections } from '../../src/haproxy/process/kernel-connections.ts';
import { readServersState } from '../../src/haproxy/process/read.ts';
import { readSessions } from '../../src/haproxy/process/show-sess.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (remote: string, state: string, inode: number) =>
  `   0: 0100007F:A0F6 ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000 20 4 30 10 -1\n`;

describe('the connections of the kernel', () => {
  it('are those that lead somewhere, by their canonical address', () => {
    const text =
      head +
      row('6500000A:1FCC', '01', 11) +
      row('0000000000000000FFFF00006500000A:1FCC', '02', 12) +
      row('B80D0120000000000000000001000000:1FCC', '08', 13) +
      row('6500000A:1FCC', '06', 0) +
      row('00000000:0000', '0A', 14);
    expect(readConnections(text)).toEqual([
      { address: '10.0.0.101', port: 8140, inode: '11' },
      { address: '10.0.0.101', port: 8140, inode: '12' },
      { address: '2001:db8::1', port: 8140, inode: '13' },
    ]);
  });

  it('are unknown where there is no table', () => {
    expect(readConnections('')).toBeUndefined();
    expect(readConnections('nonsense\n')).toBeUndefined();
    expect(readConnections(head)).toEqual([]);
  });
});

it('finds the sessions of a server by whole words', () => {
  const text = `0x5629a679d7e0: proto=tcpv4 src=127.0.0.1:46754 fe=dy be=dy srv=c ts=00 age=1s
0x5629a679d7e1: proto=tcpv4 src=127.0.0.1:46755 fe=dy be=dy srv=c2 ts=00 age=1s
0x5629a679d7e2: proto=tcpv4 src=127.0.0.1:46756 fe=c be=dy2 srv=c ts=00 age=1s
0x7fce4402d3f0: proto=unix_stream src=unix:1 fe=GLOBAL be=<NONE> srv=<none> ts=00
`;
  expect(readSessions(text, 'dy', 'c')).toEqual(['0x5629a679d7e0']);
  expect(readSessions('Permission denied\n', 'dy', 'c')).toEqual([]);
});

it('lists no proxies of HAProxy itself', () => {
  const columns =
    'be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_check_state srv_agent_state srv_port';
  const server = (pool: string) => `1 ${pool} 1 a 127.0.0.1 2 0 1 1 6 0 8140`;
  const pools = ['MASTER', '<HTTPCLIENT>', 'compile'].map(server).join('\n');
  const { servers, problems } = readServersState(`1\n# ${columns}\n${pools}\n`);
  expect([problems, servers.map(({ pool }) => pool)]).toEqual([[], ['compile']]);
});
