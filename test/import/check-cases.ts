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
  /** The first HAProxy that warns of it; what is built has no warning. */
  readonly warns?: string;
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

/** Requests of HTTP. */
const http: readonly CheckCase[] = [
  {
    name: 'what the script is asked',
    lines: ['option httpchk', 'http-check disable-on-404'],
    server: 'check port 9200',
    says: ['check: { rise: 2 }', 'extra: [ http-check disable-on-404 ]'],
  },
  {
    name: 'the same on the port of the server',
    lines: ['option httpchk'],
    server: 'check',
    says: ['check: { kind: http, rise: 2 }'],
  },
  {
    name: 'a method in lower case, and a list of statuses',
    lines: ['option httpchk get /s', 'http-check expect status 200-299,404'],
    server: 'check check-ssl verify none',
    says: [
      'kind: http, tls: true, verify: none, method: get, path: /s, expect: "status 200-299,404"',
    ],
  },
  {
    name: 'an expression for the status',
    lines: ['option httpchk GET /s', 'http-check expect ! rstatus ^5'],
    server: 'check port 9200',
    says: ['kind: http, method: GET, path: /s, expect: "! rstatus ^5"'],
  },
  {
    name: 'a text with blanks in the body',
    lines: ['option httpchk GET /s', 'http-check expect string is\\ up'],
    server: 'check',
    says: ['expect: "string \'is up\'"'],
  },
  {
    name: 'a version and a header',
    lines: ['option httpchk', 'http-check send meth HEAD uri / ver HTTP/1.1 hdr Host a.test'],
    server: 'check',
    says: ['kind: http, method: HEAD, version: HTTP/1.1, headers: { Host: a.test }'],
  },
  {
    name: 'a header beside a request',
    lines: ['option httpchk GET /s HTTP/1.1', 'http-check send hdr Host a.test hdr X-P 5%%'],
    server: 'check',
    says: ['headers: { Host: a.test, X-P: 5% }'],
  },
  {
    name: 'headers hidden in the version',
    lines: ['option httpchk HEAD / HTTP/1.1\\r\\nHost:\\ a.test\\r\\nAccept:\\ text/plain'],
    server: 'check',
    says: ['version: HTTP/1.1', 'headers: { Host: a.test, Accept: text/plain }'],
    warns: '2.2',
    until: '2.6',
  },
  {
    name: 'what Puppet is asked',
    lines: ['option httpchk GET /status/v1/simple', 'http-check expect string running'],
    server: 'check check-ssl verify none',
    says: ['check: { kind: puppet, verify: none, rise: 2 }'],
  },
  {
    name: 'certificates for one name',
    lines: ['option httpchk GET /x', 'http-check expect rstatus ^2'],
    server: 'check check-ssl verify required ca-file CA verifyhost m.test',
    says: ['kind: http', 'tls: true', 'extra: [ verifyhost m.test ]'],
  },
];

/** Other checks, and what no other kind has words for. */
const option: readonly CheckCase[] = [
  {
    name: 'LDAP over TLS',
    lines: ['option ldap-check'],
    server: 'check check-ssl verify none',
    says: ['kind: option, tls: true, verify: none, lines: [ option ldap-check ]'],
  },
  {
    name: 'a hello of SSLv3',
    lines: ['option ssl-hello-chk'],
    server: 'check',
    says: ['kind: option, lines: [ option ssl-hello-chk ]'],
  },
  {
    name: 'words behind an option',
    lines: ['option mysql-check user probe'],
    server: 'check',
    says: ['lines: [ option mysql-check user probe ]'],
  },
  {
    name: 'rules of tcp-check',
    lines: ['option tcp-check', 'tcp-check connect', 'tcp-check expect string "+OK ready"'],
    server: 'check',
    says: ['lines: [ option tcp-check, tcp-check connect, '],
  },
  {
    name: 'tcp-check without rules',
    lines: ['option tcp-check'],
    server: 'check',
    says: ['check: { kind: tcp, rise: 2 }'],
  },
  {
    name: 'tcp-check without rules over TLS',
    lines: ['option tcp-check'],
    server: 'check check-ssl verify none',
    says: ['check: { kind: tls, verify: none, rise: 2 }'],
  },
  {
    name: 'a request in several steps',
    lines: [
      'option httpchk',
      'http-check connect port 8081',
      'http-check send meth GET uri /a',
      'http-check expect status 200',
      'http-check connect port 8082',
      'http-check send meth GET uri /b',
      'http-check expect status 200',
    ],
    server: 'check',
    says: ['lines:', 'http-check connect port 8081'],
  },
  {
    name: 'a header that is a log format',
    lines: ['option httpchk', 'http-check send meth GET uri /a hdr X %[srv_name]'],
    server: 'check',
    says: ['kind: option', 'http-check send hdr X %[srv_name]'],
  },
];

/** Checks and what they become. */
export const checkCases: readonly CheckCase[] = [...tls, ...http, ...option];

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
