import { hasLines, kindOf } from '../inventory/check-kinds.ts';
import type { Haproxy, Pool } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { sectionsBeside } from './shared/beside.ts';
import { linesOfPools, optionLines } from './shared/extra-lines.ts';
import { optionCheck } from './shared/option-check.ts';

/** A line only does something beside another one, which is missing. */
export const missingCompanion: Rule = {
  code: 'HAP342',
  name: 'missing-companion',
  severity: 'error',
  summary: 'A line needs another line or a section that is missing.',
  why: 'HAProxy warns of rules for a check that does not exist, of state without a file and of alerts without mailers. It refuses a table whose peers it does not find.',
  *check(inventory) {
    if (!inventory.haproxy.isValid) return;
    const peers = new Set(
      sectionsBeside(inventory).flatMap(({ words: [first, name] }) =>
        first === 'peers' ? name : [],
      ),
    );
    // Lines without an option are a mistake of their own.
    const pools = inventory.pools.filter((pool) => optionCheck(pool) !== undefined);
    const rules = optionLines({ ...inventory, pools });
    for (const { words, at, pool } of [...linesOfPools(inventory), ...rules]) {
      const [first = ''] = words;
      const isTheirs = first === 'stick-table' && peers.has(words[words.indexOf('peers') + 1]);
      if (isTheirs || !Object.hasOwn(companions, first)) continue;
      const missing = companions[first]?.(words, pool, inventory.haproxy);
      if (missing === undefined) continue;
      const [what, help] = missing;
      yield { message: `${quote(words.slice(0, 2).join(' '))} ${what}`, at, help };
    }
  },
};

type Missing = [what: string, help: string] | undefined;

type FindMissing = (words: readonly string[], pool: Pool, haproxy: Haproxy) => Missing;

/** What is missing beside a line, by its first word. */
const companions: Readonly<Record<string, FindMissing>> = {
  'http-check': missingForCheck,
  option: ([, option], ...beside) =>
    option === 'tcplog' ? missingForFormat(...beside) : undefined,
  'log-format': (_, ...beside) => missingForFormat(...beside),
  no([, option], _, { global }) {
    if (option !== 'log' || global.logs.length === 0) return undefined;
    const what = 'conflicts with the log format of the defaults';
    return [what, 'write log: [] in the pool'];
  },
  'load-server-state-from-file'([, file], _, { global }) {
    const hasFile = global.extra.some(({ value: [first] }) => first === 'server-state-file');
    if (file !== 'global' || hasFile) return undefined;
    const help = 'write server-state-file PATH in "extra" of haproxy.global';
    return ['needs a "server-state-file" line', help];
  },
  'email-alert'(_, { extra }) {
    const alerts = extra.filter(({ value: [first] }) => first === 'email-alert');
    const said = new Set(alerts.map(({ value }) => value[1]));
    const missing = ['from', 'to', 'mailers'].filter((name) => !said.has(name));
    if (missing.length === 0) return undefined;
    const help = `add email-alert ${missing.join(' and email-alert ')}`;
    return ['is ignored without from, to and mailers', help];
  },
  'stick-table'(words, _, { sections }) {
    const name = words.includes('peers') ? words[words.indexOf('peers') + 1] : undefined;
    const isThere = sections?.sections.some(
      ({ words: [keyword, peers] }) => keyword === 'peers' && peers === name,
    );
    if (name === undefined || isThere === true) return undefined;
    const help = `write a section "peers ${name}" in haproxy.sections`;
    return [`names peers ${quote(name)}, which do not exist`, help];
  },
  'tcp-check'(words, pool) {
    const lines = linesBeside(words, pool);
    const isAsked = lines.some(([first, second]) => first === 'option' && second === 'tcp-check');
    if (isAsked && (kindOf(pool.check).takesTcpRules || hasLines(pool.check))) return undefined;
    const help = 'write check: tcp, and add "option tcp-check" above this line';
    return ['is ignored without "option tcp-check"', help];
  },
};

function missingForFormat({ extra, logs }: Pool, { global }: Haproxy): Missing {
  const isLogged = extra.some(({ value: [word, target] }) => word === 'log' && target !== 'global');
  if (isLogged || (logs?.length ?? global.logs.length) > 0) return undefined;
  return ['has no effect without a log', 'add a log to haproxy.global, or remove the line'];
}

/** The lines of the place that a line is in: a pool's "extra", or its check of kind option. */
function linesBeside(words: readonly string[], { check, extra }: Pool): (readonly string[])[] {
  const lines = (check.lines?.value ?? []).map(({ value }) => value);
  return lines.includes(words) ? lines : extra.map(({ value }) => value);
}

function missingForCheck(words: readonly string[], pool: Pool): Missing {
  const { check, isValid } = pool;
  const lines = linesBeside(words, pool);
  const isAsked = kindOf(check).isHttp || optionCheck(pool)?.kind === 'http';
  if (isValid && !isAsked) {
    const help = 'write kind: http in "check", or remove the line';
    return [`is ignored with a check of kind ${check.kind.value}`, help];
  }
  const rules = lines.filter(([first]) => first === 'http-check');
  const before = rules.slice(0, rules.indexOf(words)).map(([, rule = '']) => rule);
  const wrong = before.find((rule) => !/^(connect|comment|set-var|unset-var)/.test(rule));
  if (words[1] !== 'connect' || before.includes('connect') || wrong === undefined) return undefined;
  return [`comes after "http-check ${wrong}"`, 'move it above the other http-check lines'];
}
