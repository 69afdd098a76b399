import { describe, expect, it } from 'vitest';
import { chooseServers, serverText } from '../../src/apply/choose-servers.ts';

const of = (...names: string[]) =>
  names.map((name) => {
    const [proxy = '', server = ''] = name.split('/');
    return { proxy, server };
  });

const known = {
  running: of('compile/compile01', 'compile/compile02', 'pcp/compile01', 'stats/web'),
  inventory: of('compile/compile01', 'compile/compile02', 'pcp/compile01', 'pcp/compile03'),
  recorded: of('old/compile09'),
};

describe('the servers that are meant', () => {
  const said = (words: string[], pools: string[] = [], more = known) => {
    const result = chooseServers(words, pools, more);
    if ('value' in result) return result.value.map(serverText).join(' ');
    return [result.message, ...(result.help === undefined ? [] : [result.help])].join('; ');
  };

  it('are in all pools, or in those that are named', () => {
    expect(said(['compile01'])).toBe('compile/compile01 pcp/compile01');
    expect(said(['compile01'], ['pcp'])).toBe('pcp/compile01');
    expect(said(['pcp/compile01', 'compile01'])).toBe('pcp/compile01 compile/compile01');
    expect(said(['compile09'])).toBe('old/compile09');
  });

  it('are there, and run', () => {
    expect(said(['compil02'])).toBe('unknown server "compil02"; did you mean compile02?');
    expect(said(['pcp/compile02'])).toMatch(/unknown server "pcp\/compile02"; did you mean pcp\//);
    expect(said(['compile01'], ['pcpp'])).toBe('unknown pool "pcpp"; did you mean pcp?');
    expect(said(['compile02'], ['pcp'])).toBe('"compile02" is not in pool pcp; it is in compile');
    expect(said(['pcp/compile01'], ['pcp'])).toBe('"pcp/compile01" names its pool; remove --pool');
    expect(said(['compile03'])).toBe(
      '"compile03" is in the inventory, but HAProxy does not run it; run puppetlb apply first',
    );
    expect(said(['web'])).toMatch(/^stats\/web runs but is not in the inventory/);
    expect(said(['web'], [], { ...known, inventory: undefined as never })).toBe('stats/web');
    expect(said(['x\u001b[31m'])).toMatch(/^unknown server "x<U\+001B>\[31m"; known:/);
  });
});
