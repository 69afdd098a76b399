import { answer, answerUnread, type Behaviour, close, hang, reset, wait } from './stubs.ts';

export const body: string = 'Puppetmaster is running.\r\n';
export const head: string = `Content-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`;
export const ok: string = `HTTP/1.1 200 OK\r\n${head}${body}`;

/** An answer, and whether HAProxy takes it. */
export type Case = readonly [name: string, isUp: boolean, behave: Behaviour];

/** The answers of a check without TLS. */
export const plain: readonly Case[] = [
  ['ok', true, answer([ok])],
  ['ok-open', true, answer([ok], 0, false)],
  ['ok-in-parts', true, answer(['HTTP/1.1 200 OK\r\n', head, body], 20)],
  ['ok-in-bytes', true, answer([...'HTTP/1.0 200 OK\r\n\r\n'], 10)],
  ['ok-without-reason', true, answer(['HTTP/1.0 200\r\n\r\n'])],
  ['ok-with-line-feeds', true, answer(['HTTP/1.0 200 OK\nA: b\n\n'])],
  ['ok-after-an-empty-line', true, answer(['\r\nHTTP/1.0 200 OK\r\n\r\n'])],
  ['ok-cut-body', true, answer(['HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\nabc'])],
  ['redirect', true, answer(['HTTP/1.0 302 Found\r\nLocation: /x\r\n\r\n'])],
  ['no-content', true, answer(['HTTP/1.1 204 No Content\r\n\r\n'])],
  ['not-found', false, answer(['HTTP/1.0 404 Not Found\r\n\r\n'])],
  ['unavailable', false, answer(['HTTP/1.1 503 Service Unavailable\r\n\r\n'])],
  ['status-199', false, answer(['HTTP/1.0 199 Odd\r\n\r\n'])],
  ['status-400', false, answer(['HTTP/1.0 400 Bad Request\r\n\r\n'])],
  ['status-of-four-digits', false, answer(['HTTP/1.0 2000 OK\r\n\r\n'])],
  ['status-in-words', false, answer(['HTTP/1.0 OK\r\n\r\n'])],
  ['hangs', false, hang],
  [
    'slow',
    false,
    async (socket) => {
      await wait(2500);
      await answer([ok])(socket);
    },
  ],
  ['drips', false, answer([...ok], 60)],
  ['head-hangs', false, answer(['HTTP/1.1 200 OK\r\n', 'A: b\r\n'], 0, false)],
  ['closes', false, close],
  ['resets', false, reset],
  ['cut-head', false, answer(['HTTP/1.1 200 OK\r\nContent-Type: te'])],
  ['unread-in-parts', false, answerUnread(['HTTP/1.1 200 OK\r\n', head, body], 3)],
  ['unread-503', false, answerUnread(['HTTP/1.1 503 No\r\n\r\n'], 0)],
  ['unread-sleep-after', true, answerUnread(['HTTP/1.1 200 OK\r\n', head, body], 3, 250)],
  ['ssh', false, answer(['SSH-2.0-OpenSSH_9.2\r\n'])],
  ['ssh-open', false, answer(['SSH-2.0-OpenSSH_9.2\r\n'], 0, false)],
  ['lower-case', false, answer(['http/1.0 200 ok\r\n\r\n'])],
  ['bare-text', false, answer(['running\n'])],
  ['tls-alert', false, answer([Buffer.from([0x15, 3, 1, 0, 2, 2, 10])])],
  ['bad-field', false, answer(['HTTP/1.0 200 OK\r\nno colon here\r\n\r\n'])],
  ['bad-length', false, answer(['HTTP/1.0 200 OK\r\nContent-Length: abc\r\n\r\n'])],
  ['long-head', false, answer([`HTTP/1.0 200 OK\r\nA: ${'b'.repeat(40_000)}\r\n\r\n`])],
  ['endless-head', false, answer(['HTTP/1.0 200 OK\r\n', ...Array(400).fill('Aaaaaaaa: b\r\n')])],
  ['continue', false, answer(['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'])],
  ['continue-alone', false, answer(['HTTP/1.1 100 Continue\r\n\r\n'], 0, false)],
  ['version-2', true, answer(['HTTP/2.0 200 OK\r\n\r\n'])],
  ['version-1.2', true, answer(['HTTP/1.2 200 OK\r\n\r\n'])],
  ['version-10', false, answer(['HTTP/1.10 200 OK\r\n\r\n'])],
  ['version-a', false, answer(['HTTP/a.b 200 OK\r\n\r\n'])],
  ['two-blanks', true, answer(['HTTP/1.1  200 OK\r\n\r\n'])],
  ['tab', true, answer(['HTTP/1.1\t200 OK\r\n\r\n'])],
  ['folded', true, answer(['HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n'])],
  ['folded-first', false, answer(['HTTP/1.1 200 OK\r\n c\r\n\r\n'])],
  ['blank-in-name', false, answer(['HTTP/1.1 200 OK\r\nA : b\r\n\r\n'])],
  ['umlaut-in-name', false, answer(['HTTP/1.1 200 OK\r\n\xe4: b\r\n\r\n'])],
  ['control-in-value', true, answer(['HTTP/1.1 200 OK\r\nA: b\x01\r\n\r\n'])],
  ['nul-in-reason', true, answer(['HTTP/1.1 200 O\0K\r\n\r\n'])],
  ['lone-return', false, answer(['HTTP/1.1 200 OK\rA: b\r\n\r\n'])],
  ['return-in-value', false, answer(['HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n'])],
  [
    'two-lengths',
    false,
    answer(['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab']),
  ],
  [
    'same-lengths',
    true,
    answer(['HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab']),
  ],
  ['length-list', true, answer(['HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nab'])],
  ['length-empty', false, answer(['HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nab'])],
  [
    'length-huge',
    false,
    answer(['HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nab']),
  ],
  ['encoding-unknown', false, answer(['HTTP/1.1 200 OK\r\nTransfer-Encoding: foo\r\n\r\nab'])],
  ['bad-chunk', false, answer(['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'])],
  ['switching', false, answer(['HTTP/1.1 101 Switching Protocols\r\n\r\n'])],
  ['empty-reason', true, answer(['HTTP/1.1 200 \r\n\r\n'])],
  ['many-fields', true, answer([`HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(90)}\r\n`])],
  ['too-many-fields', false, answer([`HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(110)}\r\n`])],
  ['head-14k', true, answer([`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(14000)}\r\n\r\n`])],
  ['head-15.5k', true, answer([`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(15700)}\r\n\r\n`])],
  ['head-16.3k', false, answer([`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(16300)}\r\n\r\n`])],
  ['long-body', true, answer([`HTTP/1.0 200 OK\r\n\r\n${'b'.repeat(200_000)}`])],
];

export const good = (text: string): string =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;

/** The answers of Puppet's status over TLS. */
export const status: readonly Case[] = [
  ['running', true, answer([good('running')])],
  ['running-open', true, answer([good('running')], 0, false)],
  ['running-until-closed', true, answer(['HTTP/1.0 200 OK\r\n\r\n', 'run', 'ning'], 20)],
  [
    'running-in-chunks',
    true,
    answer([
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nrun\r\n4\r\nning\r\n0\r\n\r\n',
    ]),
  ],
  ['running-but-503', true, answer(['HTTP/1.1 503 No\r\nContent-Length: 7\r\n\r\nrunning'])],
  ['error', false, answer(['HTTP/1.1 503 No\r\nContent-Length: 5\r\n\r\nerror'])],
  ['other-body', false, answer([good('starting')])],
  ['no-body', false, answer(['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'])],
  ['other-body-until-closed', false, answer(['HTTP/1.0 200 OK\r\n\r\nerror'])],
  ['late-in-the-body', false, answer([`HTTP/1.0 200 OK\r\n\r\n${'b'.repeat(40_000)}running`])],
  ['forbidden', false, answer(['HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'])],
  ['tls-hangs', false, hang],
  ['tls-closes', false, close],
];
