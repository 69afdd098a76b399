import { isOwnTimeout, timeouts } from '../haproxy/facts/timeouts.ts';
import { isHttpOnly, needsHttp } from '../haproxy/model/http-only.ts';
import type { Service } from '../haproxy/model/services.ts';
<<<<<<< HEAD
import { quote } from '../text/characters.ts';
import type { PoolWords } from './pool-words.ts';
=======
import { isPoolWord } from './pool-words.ts';
>>>>>>> 1c3a73e (import: list losses at their lines, leave out what HAProxy refuses)
import type { ImportReport } from './report.ts';
import type { SharedWords } from './shared-words.ts';

/**
 * The lines that an inventory has no property for, as words; what does nothing in mode tcp is left
 * out, unless the pool itself says what HAProxy warns of.
 */
<<<<<<< HEAD
export function extraLines(
  service: Service,
  { rest, otherLogs }: PoolWords,
  shared: SharedWords,
  report: ImportReport,
): string[][] {
  const said = new Set(shared.extra.map((words) => words.join(' ')));
  const lines: string[][] = otherLogs.map(({ words }) => [...words]);
  for (const directive of rest) {
    const text = directive.words.join(' ');
    if (isHttpOnly(directive.words) && (directive.isInherited || !needsHttp(directive.words))) {
      report.kept(directive.line, `${quote(text)} does nothing in mode tcp, and is left out`);
    } else if (directive.isInherited && said.has(text)) {
      report.kept(directive.line, `${quote(text)} is kept in "extra" of "defaults"`);
    } else {
      lines.push([...directive.words]);
      report.kept(directive.line, `${quote(text)} is kept in "extra" of each pool it holds for`);
    }
=======
export function extraLines(service: Service, isLogged: boolean, report: ImportReport): string[][] {
  const { front, back } = service;
  const directives = directivesOf(service).filter(
    ({ key }) => front === back || key !== 'default_backend',
  );
  const lines: string[][] = logLines(directives, isLogged, service, report);
  for (const directive of directives) {
    if (isLogging(directive) || isPoolWord(directive)) continue;
    if (isHttpOnly(directive.words) && (directive.isInherited || !needsHttp(directive.words))) {
      report.idle(directive.line, 'does nothing in mode tcp');
      continue;
    }
    lines.push([...directive.words]);
    report.kept(directive.line, '"extra" of each pool it holds for');
>>>>>>> 1c3a73e (import: list losses at their lines, leave out what HAProxy refuses)
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
