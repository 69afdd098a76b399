import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { parseAddress, parseUnicast } from '../../src/haproxy/address.ts';
import { parseBalance, parseHashType } from '../../src/haproxy/balance.ts';
import { parseEndpoint } from '../../src/haproxy/endpoint.ts';
import { parseLog, parseStatsSocket } from '../../src/haproxy/global.ts';
import { parseHostName } from '../../src/haproxy/host-name.ts';
import { parseName } from '../../src/haproxy/name.ts';
import * as o from '../../src/haproxy/options.ts';
import { readSections } from '../../src/haproxy/section.ts';
import { parseTime } from '../../src/haproxy/time.ts';
import { parseVersion } from '../../src/haproxy/version.ts';
import { splitWords } from '../../src/haproxy/words.ts';

const p: any = {
  splitWords,
  parseAddress,
  parseUnicast,
  parseEndpoint: (t: string) => parseEndpoint(t),
  parseHostName,
  parseTime,
  parseVersion,
  parseBalance,
  parseHashType,
  parseLog,
  parseStatsSocket,
  parseName,
  readSections,
  ...o,
  parseExtra: (t: string) => o.parseExtra(t, () => undefined),
};
it('x', () => {
  const t: any = JSON.parse(readFileSync('/tmp/pp/in.json', 'utf8'));
  let out = '';
  for (const [k, list] of Object.entries<any>(t)) {
    out += `=== ${k}\n`;
    for (const x of list) {
      const r = p[k](x);
      out += `${JSON.stringify(x)}\n     ${r.message ? `${r.message}\n     = ${r.help}` : JSON.stringify(r)}\n`;
    }
  }
  writeFileSync('/tmp/pp/out.txt', out);
});
