import type { Check, Pool } from '../inventory/model.ts';
import { quote } from '../source/characters.ts';
import type { Finding, Rule } from './rule.ts';

/** A check option that its kind does not have. */
export const foreignCheckOption: Rule = {
  code: 'CHK201',
  name: 'foreign-check-option',
  severity: 'error',
  summary: 'A check has only options of its kind.',
  why: 'An option of another kind would be left out, and look as if it held.',
  *check({ pools }) {
    for (const pool of pools) {
      yield* foreignIn(pool);
      yield* checkBesideTrack(pool);
    }
  },
};

function* foreignIn({ check }: Pool): Iterable<Finding> {
  const kind = check.kind.value;
  if (kind === 'puppet') return;
  const written: readonly [string, Check[keyof Check]][] = [
    ['verify', check.verify],
    ['ca-file', check.caFile],
    ['path', check.path],
  ];
  for (const [name, setting] of written) {
    if (setting === undefined || setting.from === 'builtin') continue;
    yield {
      message: `${quote(name)} has no meaning with check kind ${kind}`,
      at: setting.from,
      part: 'key',
      help: 'leave it out, or write kind: puppet',
      related: [{ at: check.kind.from, note: `this is kind ${kind}` }],
    };
  }
}

function* checkBesideTrack({ servers, check }: Pool): Iterable<Finding> {
  for (const server of servers) {
    if (server.track === undefined) continue;
    const own = [server.check.inter, server.check.port, server.check.fall, server.check.rise];
    const setting = own.find(
      (candidate) =>
        candidate !== undefined &&
        candidate.from !== 'builtin' &&
        !Object.values(check).includes(candidate),
    );
    if (setting === undefined) continue;
    yield {
      message: 'a server that tracks another one is not checked itself',
      at: setting.from,
      part: 'key',
      help: 'leave out "check" or "track"',
      related: [{ at: server.track.from, note: 'it tracks this one' }],
    };
  }
}
