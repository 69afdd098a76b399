import { describe, expect, it } from 'vitest';
import { between, risksOf } from './between.ts';

interface TestPool {
  readonly servers: readonly string[];
  readonly more?: string;
}

const configuration = ({ servers, more = '' }: TestPool, queue: number): string => `global
  stats socket /run/h level admin
  server-state-file /var/lib/haproxy/state
defaults
  mode tcp
  timeout queue ${queue}s
listen one
  bind 10.0.0.100:8140
${more}${servers.map((words, at) => `  server s${at} 10.0.0.${at + 1}:8140 ${words}\n`).join('')}`;

/** Which servers are down: "0 1" is the first one, up, and the second one, down. */
function state(...operations: readonly number[]): string {
  const rows = operations.map((operation, at) => {
    const head = `3 one ${at + 1} s${at} 10.0.0.${at + 1}`;
    return `${head} ${operation === 0 ? 2 : 0} 0 1 1 9 6 0 0 6 0 0 0 - 8140\n`;
  });
  const columns =
    'be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port';
  return `1\n# ${columns}\n${rows.join('')}`;
}

function dangers(before: TestPool, after: TestPool, running: string, isReloaded = true): string[] {
  const [old, next] = [configuration(before, 8), configuration(after, isReloaded ? 9 : 8)];
  return risksOf(between(old, next, { state: running }));
}

const checked: TestPool = { servers: ['check', 'check', 'check'] };
const down = 'one: s1 is DOWN now: after the reload it gets agents until a check fails';

describe('a server that is down', () => {
  it('gets clients after a reload', () => {
    expect(dangers(checked, checked, state(0, 1, 0))).toEqual([down]);
    expect(dangers(checked, checked, state(0, 1, 1))).toEqual([
      'one: s1, s2 are DOWN now: after the reload they get agents until a check fails',
    ]);
    const unchecked = { servers: ['check', '', 'check'] };
    expect(dangers(checked, unchecked, state(0, 1, 0))).toEqual([
      'one: s1 is DOWN now and has no check: after the reload it gets agents',
    ]);
  });

  it('gets none by commands, nor where it is out of rotation, down from the start or elsewhere', () => {
    const after = (words: string) => ({ servers: ['check', words, 'check'] });
    const running = state(0, 1, 0);
    expect(
      dangers(checked, { servers: ['check weight 2', 'check', 'check'] }, running, false),
    ).toEqual([]);
    expect(dangers(checked, checked, state(0, 0, 0))).toEqual([]);
    for (const words of [
      'check disabled',
      'check weight 0',
      'check backup',
      'check init-state down',
    ]) {
      expect(dangers(checked, after(words), running), words).toEqual([]);
    }
    const elsewhere = { servers: ['check', 'check', 'check'], more: '' };
    const moved = configuration(elsewhere, 9).replace('10.0.0.2:', '10.0.0.7:');
    const preview = between(configuration(checked, 8), moved, { state: running });
    expect(risksOf(preview)).toEqual([]);
  });

  it('is kept down by a state file', () => {
    const more = '  load-server-state-from-file global\n';
    expect(dangers({ ...checked, more }, { ...checked, more }, state(0, 1, 0))).toEqual([]);
    const [old, next] = [8, 9].map((queue) => configuration({ ...checked, more }, queue));
    const renamed = (next ?? '').replace('server s1 ', 'server other ');
    expect(risksOf(between(old ?? '', renamed, { state: state(0, 1, 0) }))).toEqual([
      down.replace('s1 is', 'other is'),
    ]);
  });
});
