/** Samples that ask for a server by its name (HAProxy 2.2 to 3.2), where an expression begins. */
const samples =
  /(?:^|%\[)srv_(?:conn|conn_free|is_up|iweight|queue|sess_rate|uweight|weight)\(([^),\s]+)\)/g;

/** The servers that a line asks for in samples, each as SERVER of its own proxy or as PROXY/SERVER. */
export function sampledServers(words: readonly string[]): string[] {
  let isPattern = false;
  return words.flatMap((word, at) => {
    // What follows the expression of an ACL is what it is compared with.
    if (word === '}') isPattern = false;
    const names = isPattern ? [] : [...word.matchAll(samples)].map(([, name = '']) => name);
    if (/^!*\{$/.test(words[at - 1] ?? '') || (words[0] === 'acl' && at === 2)) isPattern = true;
    return names;
  });
}
