import { isOwnTimeout, timeouts } from '../haproxy/facts/timeouts.ts';
import { isHttpOnly, needsHttp } from '../haproxy/model/http-only.ts';
import type { Directive } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { quote } from '../text/characters.ts';
import { isPoolWord } from './pool-words.ts';
import type { ImportReport } from './report.ts';

/** Every directive of a service, once. */
export function directivesOf({ front, back }: Service): Directive[] {
  const all = front === back ? front.directives : [...front.directives, ...back.directives];
  const said = new Map<unknown, string>();
  return all.filter(({ line, words }) => {
    const isNew = said.get(line) !== words.join(' ');
    said.set(line, words.join(' '));
    return isNew;
  });
}

/**
 * The lines that an inventory has no property for, as words; what does nothing in mode tcp is left
 * out, unless the pool itself says what HAProxy warns of; logging is said against what puppetlb writes.
 */
export function extraLines(service: Service, isLogged: boolean, report: ImportReport): string[][] {
  const { front, back } = service;
  const directives = directivesOf(service).filter(
    ({ key }) => front === back || key !== 'default_backend',
  );
  const lines: string[][] = logLines(directives, isLogged, service, report);
  for (const directive of directives) {
    if (isLogging(directive) || isPoolWord(directive)) continue;
    const said = quote(directive.words.join(' '));
    if (isHttpOnly(directive.words) && (directive.isInherited || !needsHttp(directive.words))) {
      report.kept(directive.line, `${said} does nothing in mode tcp, and is left out`);
      continue;
    }
    lines.push([...directive.words]);
    report.kept(directive.line, `${said} is kept in "extra" of each pool it holds for`);
  }
  return [...lines, ...timeoutLines(service)];
}

/** Timeouts that an inventory has no name for. */
function timeoutLines({ front, back }: Service): string[][] {
  const all = [...front.timeouts, ...(front === back ? [] : back.timeouts)];
  const lines = all.flatMap(([name, { directive }]) => {
    const isOther = !isOwnTimeout(name) && timeouts[name]?.isHttpOnly !== true;
    return directive !== undefined && isOther ? [[...directive.words]] : [];
  });
  return [...new Map(lines.map((words) => [words.join(' '), words])).values()];
}

const loggingKeys: ReadonlySet<string | undefined> = new Set(['option dontlognull', 'log-format']);

function isLogging({ key, words: [first] }: Directive): boolean {
  return first === 'log' || loggingKeys.has(key);
}

/** puppetlb writes `log global`, `option tcplog` and `option dontlognull` where there is a log. */
function logLines(
  directives: readonly Directive[],
  isGlobalLogged: boolean,
  { back }: Service,
  report: ImportReport,
): string[][] {
  const logs = directives.filter(({ words: [first] }) => first === 'log');
  const others = logs.filter(({ words: [, target] }) => target !== 'global');
  const isGlobal = isGlobalLogged && logs.length > others.length;
  if (isGlobalLogged && logs.length === 0) {
    report.changed(back.section.opening, `"${back.name}" is logged from now on, as others are`);
    return [];
  }
  const lines: string[][] = isGlobalLogged && !isGlobal ? [['no', 'log']] : [];
  for (const { words } of others) lines.push([...words]);
  const format = directives.find(({ key }) => key === 'log-format');
  if (!isGlobal && others.length === 0) {
    if (format !== undefined) {
      report.changed(format.line, 'a log format without a log does nothing, and is left out');
    }
    return lines;
  }
  if (!directives.some(({ key }) => key === 'option dontlognull')) {
    lines.push(['no', 'option', 'dontlognull']);
  }
  return [...lines, ...formatLines(format, isGlobal, back.section.opening, report)];
}

function formatLines(
  format: Directive | undefined,
  isGlobal: boolean,
  opening: Directive['line'],
  report: ImportReport,
): string[][] {
  if (format?.words[0] === 'log-format') return [[...format.words]];
  const name = format?.words[1];
  if (name === 'tcplog') return isGlobal ? [] : [['option', 'tcplog']];
  const message =
    name === undefined
      ? 'connections are logged in the format of "option tcplog" from now on'
      : `"option ${name}" needs mode http, and "option tcplog" is written instead`;
  report.changed(format?.line ?? opening, message);
  return [];
}
