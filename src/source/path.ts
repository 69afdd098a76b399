/** The way from a document's root to a node: keys of mappings, positions in lists. */
export type Path = readonly (string | number)[];

/** A path as people write it: `pools[0].servers[1].name`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z0-9_-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
