/**
 * A text as an inventory holds it: without quotes where every YAML program reads the same text, in lists and
 * mappings on one line too.
 */
export function inYaml(text: string): string {
  return isPlain(text) ? text : inQuotes(text);
}

/** Several texts as a list on one line. */
export function listInYaml(texts: readonly string[]): string {
  return `[${texts.map(inYaml).join(', ')}]`;
}

/** Whether a text needs no quotes; a whole number needs none, it is one wherever it is taken. */
export function isPlain(text: string): boolean {
  if (!/^[\w./][\w./+=@;()^?~%-]*(?:[ :](?=[\w./])[\w./+=@;()^?~%-]*)*$/.test(text)) return false;
  if (/^(true|false|null|yes|no|on|off|y|n|~|\.inf|\.nan)$/i.test(text)) return false;
  const isNumber = /^[-+.]?[0-9][0-9_]*\.?[0-9_]*(e[-+]?[0-9]+)?$|^0[xob]/i.test(text);
  const isSexagesimal = /^[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?$/.test(text);
  return !(isNumber || isSexagesimal) || /^(0|[1-9][0-9]*)$/.test(text);
}

/** A text in the quotes that need no escapes, or else in double quotes. */
export function inQuotes(text: string): string {
  if (!/["\\\n]/.test(text)) return `"${text}"`;
  return /['\n]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}
