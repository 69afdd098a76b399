/** Reads of the answer to `show sess` the sessions that a server of a backend has, by the names that `shutdown session` takes. */
export function readSessions(text: string, pool: string, server: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, id, words = ''] = /^(0x[0-9a-f]+): (.*)$/.exec(line) ?? [];
    const has = (word: string) => ` ${words} `.includes(` ${word} `);
    return id !== undefined && has(`be=${pool}`) && has(`srv=${server}`) ? [id] : [];
  });
}
