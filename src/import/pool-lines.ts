import { isOwnTimeout, timeouts } from '../haproxy/facts/timeouts.ts';
import { isHttpOnly } from '../haproxy/model/http-only.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { PoolWords } from './pool-words.ts';
import type { ImportReport } from './report.ts';
import type { SharedWords } from './shared-words.ts';

/**
 * The lines that an inventory has no property for, as words; what does nothing in mode tcp is left out.
 */
export function extraLines(
  service: Service,
  { rest, otherLogs }: PoolWords,
  shared: SharedWords,
  report: ImportReport,
): string[][] {
  const said = new Set(shared.extra.map((words) => words.join(' ')));
  const lines: string[][] = otherLogs.map(({ words }) => [...words]);
  for (const { words, line, isInherited } of rest) {
    if (isHttpOnly(words)) {
      report.idle(line, 'has no effect in mode tcp');
    } else if (isInherited && said.has(words.join(' '))) {
      report.kept(line, '"extra" of "defaults"');
    } else {
      lines.push([...words]);
      report.kept(line, '"extra" of each pool that inherits it');
    }
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
