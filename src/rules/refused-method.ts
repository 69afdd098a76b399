import { quote } from '../source/characters.ts';
import type { Rule } from './rule.ts';

/** HAProxy asks Puppet by a method that its rules refuse. */
export const refusedMethod: Rule = {
  code: 'PUP411',
  name: 'refused-method',
  severity: 'error',
  summary: 'Puppet Server is asked by GET.',
  why: 'The rules that let anybody ask for the status match GET alone: Puppet Server 7.9.5 answered HEAD with 403, and no server of the pool is up.',
  *check({ pools, puppet }) {
    if (puppet.version.value < 5) return;
    for (const { check, role, extra } of pools) {
      if (check.kind.value !== 'puppet' || role.value === 'puppetdb') continue;
      for (const { value: words, from } of extra) {
        const method = words[words.indexOf('meth') + 1];
        const isSend = words[0] === 'http-check' && words[1] === 'send' && words.includes('meth');
        if (!isSend || method === undefined || method === 'GET') continue;
        yield {
          message: `Puppet Server refuses ${quote(method)}`,
          at: from,
          help: 'leave it out, or write meth GET',
        };
      }
    }
  },
};
