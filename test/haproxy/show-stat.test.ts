import { expect, it } from 'vitest';
import { readIdentity } from '../../src/haproxy/process/identity.ts';
import { readStat, takesNewClients } from '../../src/haproxy/process/show-stat.ts';

const head =
  '# pxname,svname,qcur,scur,stot,status,weight,act,bck,lastchg,type,check_status,check_code,';

/** As HAProxy 2.2 to 3.2 answer, without most columns. */
const answer = `${head}
compile,FRONTEND,,0,0,OPEN,,,,,0,,,
compile,a,0,3,7,UP,1,1,0,2,2,L7OK,200,
compile,b,0,0,0,DRAIN,1,1,0,0,2,,,
compile,c,0,0,0,MAINT,1,1,0,2,2,,,
compile,d,0,0,0,DOWN,1,1,0,1,2,* L4CON,,
compile,e,0,0,0,UP 1/3,1,0,1,,2,INI,,
compile,f,0,0,0,no check,0,1,0,,2,,,
compile,BACKEND,0,0,0,UP,0,0,0,2,1,,,

`;

it('lists servers, and tells which of them take new clients', () => {
  const servers = readStat(answer) ?? [];
  expect(servers.map(({ server, check }) => `${server} ${check}`)).toEqual([
    'a L7OK',
    'b ',
    'c ',
    'd L4CON',
    'e INI',
    'f ',
  ]);
  expect(servers[0]).toMatchObject({ pool: 'compile', current: 3, sessions: 7, changed: 2 });
  expect(servers[4]).toMatchObject({ isBackup: true, changed: undefined });
  expect(servers.filter(takesNewClients).map(({ server }) => server)).toEqual(['a', 'e']);
  expect(readStat('Unknown command.\n')).toBeUndefined();
});

it('knows a process and its configuration', () => {
  const text = 'Name: HAProxy\nPid: 20022\nStopping: 0\nnode: vm\ndescription: ';
  expect(readIdentity(`${text}own words puppetlb-0123456789ab\n`)).toEqual({
    pid: 20022,
    id: 'puppetlb-0123456789ab',
    isStopping: false,
  });
  expect(readIdentity(`${text}\n`.replace('g: 0', 'g: 1'))).toEqual({
    pid: 20022,
    id: undefined,
    isStopping: true,
  });
  expect(readIdentity('Unknown command.\n')).toBeUndefined();
});
