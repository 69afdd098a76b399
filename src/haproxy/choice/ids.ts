import type { ChoiceServer } from './model.ts';

/**
 * The id of every server. One without an id gets the next free number, counted over all servers, so
 * that it is the position where nobody writes ids (check_config_validity of 2.2 to 3.4).
 */
export function serverIds(servers: readonly Pick<ChoiceServer, 'id'>[]): number[] {
  const used = new Set(servers.flatMap(({ id }) => id ?? []));
  let next = 1;
  return servers.map(({ id }) => {
    while (id === undefined && used.has(next)) next += 1;
    const given = id ?? next;
    used.add(given);
    next += 1;
    return given;
  });
}
