import { isOlder, type Version } from './versions.ts';

/** ACLs that HAProxy defines (configuration manual 7.4; each asked of 2.2.9, 2.6.12, 3.0.11 and 3.2.26). */
export const predefinedAcls: ReadonlySet<string> = new Set(
  `FALSE TRUE HTTP HTTP_1.0 HTTP_1.1 HTTP_2.0 HTTP_3.0 HTTP_CONTENT HTTP_URL_ABS HTTP_URL_SLASH
  HTTP_URL_STAR LOCALHOST METH_CONNECT METH_DELETE METH_GET METH_HEAD METH_OPTIONS METH_POST METH_PUT
  METH_TRACE RDP_COOKIE REQ_CONTENT WAIT_END`.split(/\s+/),
);

/** The newest of those versions that refuses the name. */
const unknownTo: ReadonlyMap<string, Version> = new Map([
  ['HTTP_2.0', { major: 2, minor: 2 }],
  ['HTTP_3.0', { major: 2, minor: 6 }],
]);

/** Whether that version of HAProxy does not define a predefined ACL yet. */
export function isNewerAcl(name: string, version: Version): boolean {
  const last = unknownTo.get(name);
  return last !== undefined && !isOlder(last, version);
}
