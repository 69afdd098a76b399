import { valueCodes } from '../findings/value-codes.ts';
import { isMapping } from '../yaml/document.ts';
import { readBinds } from './bind.ts';
import { ownedInFrontend } from './extra-conflicts.ts';
import { readTimeouts } from './haproxy.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Frontend } from './model.ts';
import { below } from './place.ts';
import { parseName } from './values/name.ts';
import { parseExtra } from './values/options.ts';

/** Reads the frontends of a pool: none, one by its name, or a list. */
export function readFrontends(pool: MappingReader): Frontend[] {
  const { frontend } = pool.values;
  if (!Array.isArray(frontend)) {
    const name = pool.parsed('frontend', valueCodes.name, parseName);
    if (name === undefined) return [];
    const place = below(pool.place, 'frontend');
    return [{ place, name, binds: readBinds(pool), maxconn: undefined, timeouts: {}, extra: [] }];
  }
  if (pool.has('bind') && frontend.every(isMapping)) {
    const message = '"bind" is not allowed next to a list of frontends';
    const help = 'move it into the frontend that listens there';
    pool.report(below(pool.place, 'bind'), valueCodes.bind, message, { help }, 'key');
  }
  return frontend.flatMap((value, index) => {
    if (!isMapping(value)) return [];
    const place = below(pool.place, 'frontend', index);
    return readFrontend(new MappingReader(place, value, pool.context));
  });
}

function readFrontend(from: MappingReader): Frontend[] {
  const name = from.parsed('name', valueCodes.name, parseName);
  const binds = readBinds(from);
  const { set: timeouts } = readTimeouts(from.inside('timeouts'));
  const extra = from.parsedItems('extra', valueCodes.extra, (text) =>
    parseExtra(text, ownedInFrontend),
  );
  const maxconn = from.number('maxconn');
  return name === undefined ? [] : [{ place: from.place, name, binds, maxconn, timeouts, extra }];
}
