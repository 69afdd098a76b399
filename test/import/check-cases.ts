/** A check as a haproxy.cfg has it, and as an inventory says it. */
export interface CheckCase {
  readonly name: string;
  /** The lines of the section beside its servers. */
  readonly lines: readonly string[];
  /** The words of each of its two servers behind the address. */
  readonly server: string;
  /** What the inventory has as "check", and what else it must hold. */
  readonly says: readonly string[];
  /** The first HAProxy that takes it as it is written, and the last one. */
  readonly since?: string;
  readonly until?: string;
}

/** Handshakes of TLS. */
const tls: readonly CheckCase[] = [
  {
    name: 'a handshake with any certificate',
    lines: [],
    server: 'check check-ssl verify none',
    says: ['check: { kind: tls, verify: none, rise: 2 }'],
  },
  {
    name: 'a handshake, its port and its times',
    lines: [],
    server: 'check port 8140 check-ssl verify none inter 5s rise 3',
    says: ['check: { kind: tls, verify: none, port: 8140, inter: 5s }'],
  },
  {
    name: 'a verified handshake with a list of what is revoked',
    lines: [],
    server: 'check check-ssl verify required ca-file CA crl-file CRL',
    says: ['check: { kind: tls, ca-file: CA, crl-file: CRL, rise: 2 }'],
  },
  {
    name: 'a verified handshake for a name',
    lines: [],
    server: 'check check-ssl verify required ca-file CA verifyhost m.test',
    says: ['check: { kind: tls, ca-file: CA, rise: 2 }', 'extra: [ verifyhost m.test ]'],
  },
  {
    name: 'files that are not needed',
    lines: [],
    server: 'check check-ssl verify none ca-file CA',
    says: ['check: { kind: tls, verify: none, ca-file: CA, rise: 2 }'],
  },
];

/** Checks and what they become. */
export const checkCases: readonly CheckCase[] = [...tls];

/** A configuration with a check, whose CA and list stand at these paths. */
export function withCheck({ lines, server }: CheckCase, ca: string, crl: string): string {
  const words = server.replaceAll(/\bCA\b/g, ca).replaceAll(/\bCRL\b/g, crl);
  return `global
  maxconn 100
defaults
  timeout connect 5s
  timeout client 15m
  timeout server 15m
  timeout check 5s
listen api
  bind 10.0.0.100:8140
  mode tcp
  balance source
  ${lines.join('\n  ')}
  server m1 10.0.0.1:8140 ${words}
  server m2 10.0.0.2:8140 ${words}
`;
}
