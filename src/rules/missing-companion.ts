import { kindOf } from '../inventory/check-kinds.ts';
import type { Inventory, Pool } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { extraLines } from './shared/extra-lines.ts';

/** A line only does something beside another one, which is missing. */
export const missingCompanion: Rule = {
  code: 'HAP342',
  name: 'missing-companion',
  severity: 'error',
  summary: 'A line that needs another one has it beside it.',
  why: 'HAProxy warns of rules for a check that is not made, of state without a file and of alerts without mailers, and refuses a table whose peers it does not find.',
  *check(inventory) {
    if (!inventory.haproxy.isValid) return;
    for (const { words, at, pool } of extraLines(inventory)) {
      if (pool === undefined) continue;
      const missing = missingFor(words, pool, inventory);
      if (missing === undefined) continue;
      const name = words.slice(0, 2).join(' ');
      yield { message: `${quote(name)} ${missing.message}`, at, help: missing.help };
    }
  },
};

interface Missing {
  readonly message: string;
  readonly help: string;
}

function missingFor(
  words: readonly string[],
  pool: Pool,
  inventory: Inventory,
): Missing | undefined {
  switch (words[0]) {
    case 'http-check':
      return missingForCheck(words, pool);
    case 'load-server-state-from-file': {
      const hasFile = inventory.haproxy.global.extra.some(
        ({ value: [first] }) => first === 'server-state-file',
      );
      if (words[1] !== 'global' || hasFile) return undefined;
      const help = 'write server-state-file in the "extra" of "haproxy.global"';
      return { message: 'needs a file, which "server-state-file" names', help };
    }
    case 'email-alert':
      return missingForAlert(pool);
    case 'stick-table':
      return missingForTable(words, inventory);
    case 'tcp-check':
      return missingForConnect(pool);
    case 'option':
    case 'log-format':
      return missingForLog(words, pool, inventory);
    case 'no':
      if (words[1] !== 'log' || inventory.haproxy.global.logs.length === 0) return undefined;
      return {
        message: 'stands beside the log format of the defaults, of which HAProxy then warns',
        help: 'write option dontlog-normal',
      };
    default:
      return undefined;
  }
}

function missingForCheck(words: readonly string[], pool: Pool): Missing | undefined {
  const kind = pool.check.kind.value;
  if (pool.isValid && !kindOf(pool.check).isHttp) {
    const help = 'write a check of kind node, or leave the line out';
    return { message: `is ignored with a check of kind ${kind}`, help };
  }
  if (words[1] !== 'connect') return undefined;
  const rules = pool.extra.filter(({ value: [first] }) => first === 'http-check');
  const at = rules.findIndex(({ value }) => value === words);
  const before = rules.slice(0, Math.max(0, at)).map(({ value }) => value[1] ?? '');
  const wrong = before.filter((rule) => !/^(connect|comment|set-var|unset-var)/.test(rule));
  const isFirst = before.includes('connect') || wrong.length === 0;
  if (isFirst) return undefined;
  return { message: `stands behind "${wrong[0]}"`, help: 'write it as the first http-check line' };
}

function missingForAlert({ extra }: Pool): Missing | undefined {
  const said = new Set(
    extra.filter(({ value: [first] }) => first === 'email-alert').map(({ value }) => value[1]),
  );
  const missing = ['from', 'to', 'mailers'].filter((name) => !said.has(name));
  if (missing.length === 0) return undefined;
  const help = `write email-alert ${missing.join(', email-alert ')} too`;
  return { message: 'is ignored without from, to and mailers', help };
}

function missingForTable(words: readonly string[], { haproxy }: Inventory): Missing | undefined {
  const at = words.indexOf('peers');
  const name = at === -1 ? undefined : words[at + 1];
  const isThere = haproxy.sections?.sections.some(
    ({ words: [keyword, peers] }) => keyword === 'peers' && peers === name,
  );
  if (name === undefined || isThere === true) return undefined;
  const help = `write a section "peers ${name}" in haproxy.sections`;
  return { message: `names peers ${quote(name)}, which are not there`, help };
}

function missingForConnect({ extra, check }: Pool): Missing | undefined {
  const isAsked = extra.some(
    ({ value: [first, second] }) => `${first} ${second}` === 'option tcp-check',
  );
  if (isAsked && kindOf(check).takesTcpRules) return undefined;
  const help = 'write check: tcp, and "option tcp-check" before it';
  return { message: 'is ignored without "option tcp-check"', help };
}

function missingForLog(
  [first, option = '']: readonly string[],
  { extra }: Pool,
  { haproxy }: Inventory,
): Missing | undefined {
  if (first === 'option' && option !== 'tcplog') return undefined;
  const isLogged = extra.some(({ value: [word, target] }) => {
    return word === 'log' && (target !== 'global' || haproxy.global.logs.length > 0);
  });
  if (isLogged || haproxy.global.logs.length > 0) return undefined;
  const help = 'write a log in haproxy.global, or leave the line out';
  return { message: 'formats what nothing logs', help };
}
