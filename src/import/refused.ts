import { type FileSection, placeOfWord, textsOf } from '../haproxy/configuration/configuration.ts';
import type { ProxySection } from '../haproxy/proxies/proxies.ts';
import { quote } from '../source/characters.ts';
import type { ImportReport } from './report.ts';

const modes: ReadonlySet<string> = new Set(['tcp', 'http', 'log', 'spop', 'health', 'haterm']);

const unnegated =
  /^(no|default) option (httpchk|tcp-check|ldap-check|mysql-check|pgsql-check|redis-check|smtpchk|spop-check|ssl-hello-chk|external-check|tcplog|httplog|httpslog)$/;

const notInDefaults: ReadonlySet<string> = new Set(['bind', 'server', 'server-template']);

/** Says what HAProxy refuses in sections that become pools, where the inventory could not say it. */
export function sayRefused(
  sections: readonly FileSection[],
  pools: readonly ProxySection[],
  report: ImportReport,
): void {
  for (const section of sections) {
    if (textsOf(section.opening)[0] === 'defaults') judgeDefaults(section, report);
  }
  for (const { section, mode, servers } of pools) {
    judgeOpening(section, report);
    const line = mode.directive?.line;
    if (line !== undefined && !modes.has(mode.value)) {
      report.unreadable(line, `${quote(mode.value)} is no mode of HAProxy`, 'write tcp');
    }
    for (const { options, line: server } of servers) {
      if (!options.has('check') || !options.has('track')) continue;
      const message = '"check" and "track" exclude each other';
      report.unreadable(server, message, 'keep one of them');
    }
  }
}

function judgeDefaults({ lines }: FileSection, report: ImportReport): void {
  for (const line of lines) {
    const [keyword = ''] = textsOf(line);
    if (!notInDefaults.has(keyword)) continue;
    report.unreadable(
      line,
      `"${keyword}" has no place in a defaults section`,
      'move it into a listen',
    );
  }
}

function judgeOpening({ opening, lines }: FileSection, report: ImportReport): void {
  const [keyword = '', name, third] = textsOf(opening);
  if (name === undefined) report.unreadable(opening, `"${keyword}" has no name`);
  if (third !== undefined && third !== 'from') {
    const help = 'write the address on a line "bind" below';
    report.unreadable(placeOfWord(opening, 2), `${quote(third)} stands behind the name`, help);
  }
  for (const line of lines) {
    const words = textsOf(line).slice(0, 3).join(' ');
    if (!unnegated.test(words)) continue;
    report.unreadable(line, `HAProxy has no ${quote(words)}`, 'leave the line out');
  }
}
