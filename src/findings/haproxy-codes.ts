import type { CodeInfo } from './diagnostic.ts';

/** The codes of what the real HAProxy says where it is asked. */
export const haproxyCodes: Readonly<Record<'alert' | 'warning' | 'machine', CodeInfo>> = {
  alert: {
    code: 'HAP390',
    name: 'haproxy-alert',
    severity: 'error',
    summary: 'HAProxy itself accepts what was built.',
    why: 'haproxy -c is the last judge; what it refuses would not start, whatever is known here.',
  },
  warning: {
    code: 'HAP391',
    name: 'haproxy-warning',
    severity: 'warning',
    summary: 'HAProxy itself has no warning about what was built.',
    why: 'HAProxy starts with it all the same; a warning of today is often an error of the next version.',
  },
  machine: {
    code: 'HAP392',
    name: 'machine-not-the-balancer',
    severity: 'warning',
    summary: 'The machine that builds has what HAProxy looks for while it checks.',
    why: 'Users, CA files and names are looked up where haproxy -c runs; what is missing there says nothing about the balancer.',
  },
};
