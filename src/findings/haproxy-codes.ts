import type { CodeInfo } from './diagnostic.ts';

/** The codes of what the real HAProxy says where it is asked. */
export const haproxyCodes: Readonly<Record<'alert' | 'warning' | 'machine', CodeInfo>> = {
  alert: {
    code: 'HAP390',
    name: 'haproxy-alert',
    severity: 'error',
    summary: 'HAProxy refuses the built configuration.',
    why: 'HAProxy does not start with a file that haproxy -c refuses, even if puppetlb finds no mistake in it.',
  },
  warning: {
    code: 'HAP391',
    name: 'haproxy-warning',
    severity: 'warning',
    summary: 'HAProxy warns about the built configuration.',
    why: 'HAProxy still starts with it. A warning of today is often an error in the next version.',
  },
  machine: {
    code: 'HAP392',
    name: 'machine-not-the-balancer',
    severity: 'warning',
    summary: 'The machine that builds lacks something that haproxy -c looks up.',
    why: 'haproxy -c looks up users, CA files and names on the machine where it runs. They may exist on the balancer.',
  },
};
