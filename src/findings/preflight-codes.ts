import type { CodeInfo } from './diagnostic.ts';

type PreflightCode =
  | ('bind' | 'taken' | 'folder' | 'account' | 'limit' | 'file')
  | ('trial' | 'untried');

/** The codes of what `haproxy -c` accepts and this machine cannot start. */
export const preflightCodes: Readonly<Record<PreflightCode, CodeInfo>> = {
  bind: {
    code: 'HAP401',
    name: 'cannot-listen',
    severity: 'error',
    mildSeverity: 'warning',
    summary: 'This machine cannot listen on a new bind.',
    why: 'haproxy -c does not try to listen. At the reload the new process makes the old one stop listening on every port, tries for 2 seconds and gives up: all clients are refused meanwhile.',
  },
  taken: {
    code: 'HAP402',
    name: 'port-taken',
    severity: 'error',
    mildSeverity: 'warning',
    summary: 'Another program listens on a new bind.',
    why: 'haproxy -c does not try to listen. At the reload the new process makes the old one stop listening on every port, tries for 2 seconds and gives up: all clients are refused meanwhile. Another HAProxy shares the port instead, and each gets a part of the clients.',
  },
  folder: {
    code: 'HAP403',
    name: 'missing-folder',
    severity: 'error',
    summary: 'A folder that HAProxy needs to start is missing on this machine.',
    why: 'haproxy -c does not look for it. HAProxy up to 3.0 stops the old process before it finds out that its chroot folder is missing, and then nobody serves.',
  },
  account: {
    code: 'HAP404',
    name: 'unknown-account',
    severity: 'error',
    summary: 'The user or group of HAProxy is unknown on this machine.',
    why: 'HAProxy looks them up when it starts, and ends where there are none.',
  },
  limit: {
    code: 'HAP405',
    name: 'too-few-files',
    severity: 'error',
    mildSeverity: 'warning',
    summary: 'HAProxy may open fewer files on this machine than its maxconn needs.',
    why: 'Each connection takes two file descriptors. From 2.3 on HAProxy does not start where it cannot have as many as it asks for; 2.2 starts with fewer connections.',
  },
  file: {
    code: 'HAP406',
    name: 'missing-configuration',
    severity: 'error',
    summary: 'A file that HAProxy reads beside the built one is missing on this machine.',
    why: 'HAProxy does not start where one of the files behind -f is missing; HAProxy 3.2 ends at a reload then, and nobody serves.',
  },
  trial: {
    code: 'HAP407',
    name: 'trial-failed',
    severity: 'error',
    summary: 'HAProxy ended when it was started for a trial on this machine.',
    why: 'What does not start in a trial does not start at a reload either.',
  },
  untried: {
    code: 'HAP408',
    name: 'trial-refused',
    severity: 'error',
    summary: 'The configuration runs other programs, so that a trial would run them.',
    why: 'A trial starts HAProxy beside the one that serves. Programs, Lua and external checks would act on the real world a second time.',
  },
};
