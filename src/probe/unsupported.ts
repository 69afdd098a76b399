import { speaksTls } from '../inventory/check-kinds.ts';
import type { Pool, Server } from '../inventory/model.ts';

const checkOptions: ReadonlySet<string> = new Set([
  'external-check',
  'ldap-check',
  'mysql-check',
  'pgsql-check',
  'redis-check',
  'smtpchk',
  'spop-check',
  'ssl-hello-chk',
  'tcp-check',
]);

/** A line of a pool's `extra` that changes what its checks send or expect. */
export function unsupportedPoolLine({ extra }: Pool): string | undefined {
  const found = extra.find(({ value: [first = '', second = ''] }) => {
    if (first === 'option') return checkOptions.has(second);
    return ['http-check', 'tcp-check', 'external-check'].includes(first);
  });
  return found?.value.join(' ');
}

/** A word of a server's `extra` that changes where or how its check connects. */
export function unsupportedServerWord({ extra = [], check }: Server): string | undefined {
  const words = extra.flatMap(({ value }) => value);
  return words.find((word) => {
    if (['addr', 'socks4', 'proto', 'ws'].includes(word)) return true;
    if (/^(no-)?check-/.test(word)) return true;
    if (word === 'crt') return speaksTls(check);
    return word === 'ssl' && check.port === undefined;
  });
}
