/** A value as one word of a POSIX shell, in single quotes; throws on NUL, which no word can hold. */
export function shellWord(value: unknown): string {
  const text = String(value);
  if (text.includes('\0')) throw new RangeError('a shell word cannot hold NUL');
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A value as one word of xinetd's language, or of /etc/services; neither has quotes, so throws on all
 * but letters, digits and the signs of addresses and paths.
 */
export function bareWord(value: unknown): string {
  const text = String(value);
  if (/^[A-Za-z0-9/:][A-Za-z0-9_.,:/@%+-]*$/.test(text) || /^--?[a-z-]+$/.test(text)) return text;
  throw new RangeError(`${JSON.stringify(text)} cannot be a word without quotes`);
}

/** A value as one word of a systemd unit, where "%" begins a specifier (systemd.unit, "Specifiers"). */
export function systemdWord(value: unknown): string {
  return bareWord(value).replaceAll('%', '%%');
}

/** A value as a quoted text of HOCON, which is one of JSON (HOCON, "Quoted strings"). */
export function hoconText(value: unknown): string {
  return JSON.stringify(String(value));
}

/** A value as a pattern of the ini auth.conf, which ends at a blank; throws on what is none. */
export function iniPattern(value: unknown): string {
  const text = String(value);
  if (/^\^?[A-Za-z0-9/_.-]+\$?$/.test(text)) return text;
  throw new RangeError(`${JSON.stringify(text)} cannot be a path of auth.conf`);
}

/**
 * A value as data of Hiera: JSON, which YAML can read, and no interpolation (Puppet, "Hiera:
 * interpolate a Puppet variable's value", the function `literal`).
 */
export function hieraValue(value: unknown): string {
  return JSON.stringify(value).replaceAll('%{', "%{literal('%')}{");
}

/** A value as the name of a Puppet module; throws on what is none. */
export function puppetName(value: unknown): string {
  const text = String(value);
  if (isModuleName(text)) return text;
  throw new RangeError(`${JSON.stringify(text)} cannot be the name of a Puppet module`);
}

/** Whether a text can be the name of a Puppet module (Puppet, "Reserved words and acceptable names"). */
export function isModuleName(text: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(text) && !reserved.has(text);
}

const reserved: ReadonlySet<string> = new Set(
  'and application attr case component consumes default define else elsif environment false function if import in inherits node or private produces settings site true type undef unless main'.split(
    ' ',
  ),
);
