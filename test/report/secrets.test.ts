import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitWords } from '../../src/haproxy/syntax/words.ts';
import { maskLine, maskMentions, maskWords } from '../../src/report/secrets.ts';
import { isError } from '../../src/text/result.ts';

const word = 'hunter2Hunter';

/** Each line says a secret, in a way that HAProxy or people have. */
const secret = String.raw`
  cluster-secret ${word}
  dynamic-cookie-key ${word}
  setenv API_TOKEN "${word} ${word}"
  setenv DB_PASS ${word}
  presetenv SESSION_ID ${word}
  set-var proc.client_secret str(${word})
  set-var-fmt proc.apikey "${word}-%[hostname]"
  http-request set-var(txn.api_token) str(${word}) if { path / }
  http-request set-var-fmt(txn.authKey) "${word}" unless other
  http-request set-header Authorization "Basic ${word}"
  http-request set-header X-Vault Bearer\ ${word}
  http-request replace-header Authorization (.*) "Basic ${word}"
  http-request add-header X-Auth-Key ${word}
  http-response set-header Set-Cookie session=${word}
  http-request set-header Private-Key ${word} if one
  tcp-check send "AUTH ${word}\r\n"
  tcp-check send-binary ${word} comment login
  tcp-check send-lf ${word}
  http-check send meth POST uri /login body "user=x&pw=${word}"
  http-check send meth GET uri /x?token=${word}&a=b hdr Host h
  http-check send hdr X-Api-Key ${word} hdr Host h
  option httpchk GET / HTTP/1.1\r\nHost:\ h\r\nAuthorization:\ Basic\ ${word}
  external-check command "/usr/bin/check --password ${word}"
  command /usr/bin/exporter --token ${word} -f /etc/x.conf
  command /usr/bin/exporter -p${word}
  command /usr/bin/exporter --auth=${word}
  set-param AUTH_TOKEN ${word}
  stats auth admin:${word}
  user x password ${word}
  setenvv API_TOKEN ${word}
  cluster_secret ${word}
  user x insecure-password ${word}
  bind :8140 tcp-md5sig ${word}
  acl ok req.hdr(X-Api-Key) -m str -i ${word}
  acl ok url_param(token) ${word} ${word}
  use_backend b if { req.hdr(Authorization) -m beg "Bearer ${word}" } other
  http-request deny unless { http_auth_bearer ${word} }
  redirect location https://admin:${word}@h/x
  http-request set-header X %[req.body,hmac(sha256,${word})]
  http-request set-var(txn.ok) http_auth_bearer,jwt_verify(txn.alg,"${word}")
  user x password $6$rounds=5000$${word}
  log-format "%ci glpat-${word}"
  http-request return string eyJhbGciOi.${word}.${word}
  # password: ${word}
  # the password is ${word}
  server s 10.0.0.1:8140 # token = ${word}
  # stats auth admin:${word}
  #setenv TOKEN ${word}
  # key=${word}
  # login admin ${word}
    - "http-request set-header Authorization \"Basic ${word}\""
    extra: [stats auth a:${word}, "setenv X_TOKEN ${word}"]
    - 'http-request set-header Authorization "Basic ${word}"'
    password: ${word}
    api_key = ${word}
`
  .split('\n')
  .filter((line) => line !== '');

/** The nearest lines in which nothing is secret. */
const open = String.raw`
  setenv REGION eu
  presetenv PASSWORD_FILE /run/secrets/password
  set-var proc.region str(eu)
  http-request set-var(txn.host) req.hdr(host)
  http-request set-header X-Forwarded-Proto https if { ssl_fc }
  http-check send meth GET uri /status/v1/simple ver HTTP/1.1 hdr Host puppet
  option httpchk GET /status HTTP/1.1\r\nHost:\ puppet
  tcp-check send PING\r\n
  tcp-check send QUIT\r\n
  tcp-check expect string +PONG
  cookie SRV insert indirect nocache
  server s 10.0.0.1:8140 cookie s check hash-key id
  acl ok req.hdr(Host) -m str puppet
  use_backend b if { req.hdr(Host) -m beg puppet }
  use_backend b if has_token other
  hash-type consistent sdbm avalanche
  balance hdr(Authorization)
  stick on req.hdr(X-Api-Key) table t
  acl on_duty http_auth_group(staff) night
  http-request auth realm Puppet
  capture request header X-Api-Key len 32
  http-request del-header X-Api-Key if here
  bind :443 ssl crt /etc/ssl/private/key.pem ca-file /etc/ca.pem
  ssl-default-bind-ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256
  external-check command /usr/local/bin/check
  command /usr/bin/exporter -f /etc/exporter.conf --debug
  redirect location https://puppet.example.com/x?a=b
  # three masters in one pool; see https://wiki.example.com/puppet
  server token 10.0.0.1:8140
`
  .split('\n')
  .filter((line) => line !== '');

describe('what a line shows', () => {
  it.each(secret)('%s', (line) => {
    expect(maskLine(line)).not.toContain(word);
    expect(maskLine(line)).toContain('********');
    const words = splitWords(line);
    if (isError(words) || words.value.length === 0) return;
    expect(maskWords(words.value.map(({ text }) => text)).join(' ')).not.toContain(word);
  });

  it.each(open)('all of %s', (line) => {
    expect(maskLine(line)).toBe(line);
    const words = splitWords(line);
    if (isError(words)) return;
    const texts = words.value.map(({ text }) => text);
    expect(maskWords(texts)).toEqual(texts);
  });

  it('is the whole of our examples', () => {
    const folder = join(import.meta.dirname, '../../examples');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => /\.(cfg|yaml)$/.test(name));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      expect(lines.map(maskLine), file).toEqual(lines);
    }
  });

  it('keeps what stands behind a secret', () => {
    expect(maskLine('  set-var(txn.token) str(x) if { path /a } # why')).toBe(
      '  set-var(txn.token) ******** if { path /a } # why',
    );
    expect(maskLine('http-check send hdr X-Api-Key x hdr Host h')).toBe(
      'http-check send hdr X-Api-Key ******** hdr Host h',
    );
  });
});

it('a message does not quote the secret of its line', () => {
  const line = '  stats auth "admin:x y z"';
  expect(maskMentions('"admin:x y z" is not supported', line)).toBe('******** is not supported');
  expect(maskMentions('"stats" is not supported', line)).toBe('"stats" is not supported');
});

it('takes a hostile line in good time', () => {
  const long = ['setenv TOKEN x ', '\' " ', 'a,', '# ', 'aB3', '{ hdr(token) ', '\\'];
  for (const part of long) expect(maskLine(part.repeat(30_000)).length).toBeGreaterThan(5);
});
