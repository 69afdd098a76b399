import { expect, it } from 'vitest';
import { readProc } from '../../src/haproxy/process/show-proc.ts';

it('reads the list of 2.2, which has a column more', () => {
  const text = `#<PID>          <type>          <relative PID>  <reloads>       <uptime>        <version>
59              master          0               2               0d00h00m02s     2.2.9-2+deb11u6
# workers
# old workers
65              worker          [was: 1]        1               0d00h00m02s     2.2.9-2+deb11u6
61              worker          [was: 1]        2               1d02h03m04s     2.2.9-2+deb11u6
# programs

`;
  expect(readProc(text)).toEqual({
    master: { pid: 59, reloads: 2, uptime: 2 },
    failed: undefined,
    workers: [],
    oldWorkers: [
      { pid: 65, reloads: 1, uptime: 2 },
      { pid: 61, reloads: 2, uptime: 93_784 },
    ],
  });
});

it('reads the list of 2.6 and later, and leaves programs out', () => {
  const text = `#<PID>          <type>          <reloads>       <uptime>        <version>
51              master          2 [failed: 1]   0d00h00m02s     2.6.12-1+deb12u4
# workers
58              worker          1               0d00h00m02s     2.6.12-1+deb12u4
# old workers
53              worker          2               0d00h00m02s     2.6.12-1+deb12u4
# programs
70              echo            0               0d00h00m02s     -
# old programs
71              worker          0               0d00h00m02s     -

`;
  expect(readProc(text)).toEqual({
    master: { pid: 51, reloads: 2, uptime: 2 },
    failed: 1,
    workers: [{ pid: 58, reloads: 1, uptime: 2 }],
    oldWorkers: [{ pid: 53, reloads: 2, uptime: 2 }],
  });
});

it('takes nothing else for such a list', () => {
  for (const text of ['', 'Permission denied\n', 'Name: HAProxy\nPid: 12\n']) {
    expect(readProc(text)).toBeUndefined();
  }
});
