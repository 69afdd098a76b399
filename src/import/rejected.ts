import { mostWords } from '../haproxy/facts/proxy-words.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import {
  type FileLine,
  type FileSection,
  placeOfWord,
  textsOf,
} from '../haproxy/syntax/configuration.ts';
import { quote } from '../text/characters.ts';
import type { ImportReport } from './report.ts';

/** The modes of 2.2 to 3.2; "health" went after 2.2. */
const modes: ReadonlySet<string> = new Set(['tcp', 'http', 'log', 'spop']);

const unnegated =
  /^(no|default) option (httpchk|tcp-check|ldap-check|mysql-check|pgsql-check|redis-check|smtpchk|spop-check|ssl-hello-chk|external-check|tcplog|httplog|httpslog)$/;

/** Reports what HAProxy refuses in sections that become pools, where lint of the inventory cannot report it. */
export function reportRejected(
  sections: readonly FileSection[],
  pools: readonly ProxySection[],
  report: ImportReport,
): void {
  const defaults = sections.filter(({ opening }) => textsOf(opening)[0] === 'defaults');
  const names = new Set(defaults.map(({ opening }) => textsOf(opening)[1]));
  for (const section of defaults) checkLines(section, report);
  for (const { section, servers } of pools) {
    checkOpening(section, names, report);
    checkLines(section, report);
    for (const { options, line } of servers) {
      if (!options.has('check') || !options.has('track')) continue;
      report.unreadable(line, '"check" and "track" cannot be used together', 'remove one of them');
    }
  }
}

/** HAProxy does not start where nothing listens: one file of several. */
export function reportUnheard(proxies: readonly ProxySection[], report: ImportReport): void {
  if (proxies.some(({ binds }) => binds.length > 0)) return;
  for (const { kind, name, section } of proxies) {
    const message = `no "bind" for ${kind} ${quote(name)} in these files: HAProxy does not start`;
    report.unreadable(
      section.opening,
      message,
      'run puppetlb import with the file that has the bind, too',
    );
  }
}

function checkOpening(
  { opening }: FileSection,
  defaults: ReadonlySet<string | undefined>,
  report: ImportReport,
): void {
  const [keyword = '', name, third, from] = textsOf(opening);
  if (name === undefined) report.unreadable(opening, `"${keyword}" has no name`);
  if (third === undefined) return;
  const place = placeOfWord(opening, third === 'from' ? 3 : 2);
  if (third !== 'from') {
    report.unreadable(place, `${quote(third)} follows the section name`, 'remove it');
  } else if (!defaults.has(from)) {
    report.unreadable(place, `there is no defaults section named ${quote(from ?? '')}`);
  }
}

function checkLines({ lines }: FileSection, report: ImportReport): void {
  for (const line of lines) {
    const words = textsOf(line);
    const [keyword, value = ''] = words;
    const start = words.slice(0, 3).join(' ');
    if (unnegated.test(start)) {
      report.unreadable(line, `HAProxy has no ${quote(start)}`, 'remove the line');
    }
    reportExcess(line, report);
    if (keyword === 'mode' && !modes.has(value)) {
      report.unreadable(line, `${quote(value)} is not an HAProxy mode`, 'write mode tcp');
    }
  }
}

/** Reports a word after the last argument, with which HAProxy refuses the file. */
function reportExcess(line: FileLine, report: ImportReport): void {
  const words = textsOf(line);
  const at = mostWords(words) ?? words.length;
  const excess = words[at];
  if (excess === undefined) return;
  const held = words.slice(0, at).join(' ');
  const isUnit = words[0] === 'timeout' && /^(us|ms|[smhd])$/.test(excess);
  const message = `HAProxy refuses ${quote(excess)} after ${quote(held)}`;
  report.unreadable(
    placeOfWord(line, at),
    message,
    isUnit ? `write ${held}${excess}` : 'remove it',
  );
}
