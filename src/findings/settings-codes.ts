import type { CodeInfo } from './diagnostic.ts';

/** The codes of the settings of a balancer. */
export const settingsCodes: Readonly<Record<'unsafe' | 'value', CodeInfo>> = {
  unsafe: {
    code: 'OPS510',
    name: 'unsafe-settings',
    severity: 'error',
    summary:
      'The settings of a balancer, or their inventory, can be changed by another user than root.',
    why: 'They say which programs run as root, and what HAProxy is given: who may change them is root.',
  },
  value: {
    code: 'OPS511',
    name: 'invalid-setting',
    severity: 'error',
    summary: 'A setting of a balancer is not an absolute path, or contradicts another one.',
    why: 'Commands run from any folder. A file that HAProxy does not read, or a reload that reaches nobody, changes nothing.',
  },
};
