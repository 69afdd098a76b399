import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';

/** What a server then is or does, and the word that takes the option back. */
const undoneBy: Readonly<Record<string, string>> = {
  ssl: 'no-ssl',
  'check-ssl': 'no-check-ssl',
  backup: 'no-backup',
  disabled: 'enabled',
  'send-proxy': 'no-send-proxy',
  'send-proxy-v2': 'no-send-proxy-v2',
  'check-send-proxy': 'no-check-send-proxy',
};

/** The defaults of other people make something else of the servers here. */
export const inheritedServerOption: Rule = {
  code: 'HAP360',
  name: 'inherited-server-option',
  severity: 'warning',
  summary: 'The "default-server" line of a file in "haproxy.beside" changes servers of a pool.',
  why: 'A pool starts from the last defaults section above it, also from one in another file. With "ssl" HAProxy encrypts TLS a second time, and a server that is disabled or a backup gets no agents.',
  *check({ pools, beside, defaults }) {
    const options = beside?.inherited.servers[0]?.options;
    if (beside === undefined || options === undefined || !defaults.isValid) return;
    const servers = pools.flatMap((pool) => pool.servers);
    for (const [name, { line }] of options) {
      const undo = undoneBy[name];
      if (undo === undefined) continue;
      const changed = servers.filter(({ extra = [] }) => {
        const words = extra.flatMap(({ value }) => value);
        return !words.includes(undo) && !words.includes(name);
      });
      if (changed.length === 0) continue;
      yield {
        message: `${changed.length} of ${servers.length} servers inherit ${quote(name)} from this line`,
        at: beside.refOf(line),
        help: `write defaults: { default-server: { extra: [${undo}] } }`,
      };
    }
  },
};
