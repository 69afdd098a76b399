const foreign = /[[{(]\s*([0-9]{1,9}(?:\s*(?:\.{2,3}|[-\u2013:,]|to)\s*[0-9]{1,9})+)\s*[\]})]/;

/** A text with a range of numbers as other tools write it, `{02..04}` or `[2-4]`, in our spelling, `[02:04]`. */
export function suggestRange(text: string): string | undefined {
  const match = foreign.exec(text);
  const [whole, inner = ''] = match ?? [];
  const numbers = inner.match(/[0-9]+/g) ?? [];
  const [first = '', ...others] = numbers;
  const last = others.at(-1) ?? '';
  const isInOrder = inner.includes(',')
    ? numbers.every((number, at) => Number(number) === Number(first) + at)
    : numbers.length === 2 && Number(first) <= Number(last);
  if (whole === undefined || !isInOrder) return undefined;
  // A zero before a number of an address makes it octal.
  const isAddress = /^[0-9.]+$/.test(text.slice(0, match?.index));
  const [from, to] = isAddress ? [Number(first), Number(last)] : [first, last];
  const meant = text.replace(whole, () => `[${from}:${to}]`);
  return meant === text ? undefined : meant;
}
