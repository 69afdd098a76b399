/** Whether a name matches a pattern in which "*" is any text and "?" any character; linear in both. */
function matchesPattern(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < name.length; ) {
    const wanted = pattern.charAt(at);
    if (wanted === '*') {
      star = at;
      at += 1;
      resume = index;
    } else if (wanted === '?' || wanted === name.charAt(index)) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  while (pattern.charAt(at) === '*') at += 1;
  return at === pattern.length;
}

/** Prepares to hold many names against one pattern; without "?" its texts are looked for as they are. */
export function toMatcher(pattern: string): (name: string) => boolean {
  const [first = '', ...more] = pattern.split('*');
  const last = more.pop();
  if (pattern.includes('?') || last === undefined) return (name) => matchesPattern(pattern, name);
  const inner = more.filter((text) => text !== '');
  return (name) => {
    const end = name.length - last.length;
    if (end < first.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    let at = first.length;
    for (const text of inner) {
      const found = name.indexOf(text, at);
      if (found === -1) return false;
      at = found + text.length;
    }
    return at <= end;
  };
}
