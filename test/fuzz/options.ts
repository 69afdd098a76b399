/** Options of a command line that each take a text. */
export function textOptions(names: readonly string[]): Record<string, { type: 'string' }> {
  return Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
}

/** The number that an option has, or another one where it is not given. */
export function numberOf(
  values: Readonly<Record<string, unknown>>,
  name: string,
  otherwise: number,
): number {
  const text = values[name];
  if (text === undefined) return otherwise;
  if (!/^[0-9]{1,9}$/.test(String(text))) throw new Error(`--${name} needs a whole number`);
  return Number(text);
}
