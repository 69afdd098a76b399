/** What a running HAProxy was started with. */
export interface StartedWith {
  /** What stands behind each -f, and behind "--". */
  readonly files: readonly string[];
  /** The file of its process ID. */
  readonly pidFile: string | undefined;
  /** The address of the master socket, without its options. */
  readonly masterSocket: string | undefined;
  /** The folder that it changes to before it reads its files. */
  readonly folder: string | undefined;
  /** Arguments that change how it reads them. */
  readonly arguments: readonly string[];
}

/** Options that the configuration depends on: a name, a node, limits, a folder, names that need not resolve. */
const kept = new Set(['-L', '-C', '-n', '-m', '-N', '-dr']);

/** Options with a value; all others are a word alone. */
const valued = new Set(['-L', '-C', '-n', '-m', '-N', '-f', '-p', '-S', '-x']);

/** Reads the words of a command line of HAProxy 2.2 to 3.2 (management guide 3); what a master adds for a reload is left out. */
export function readCommandLine([, ...words]: readonly string[]): StartedWith {
  const end = words.indexOf('--');
  const options = toOptions(end === -1 ? words : words.slice(0, end));
  const valuesOf = (name: string) =>
    options.flatMap(([option, ...value]) => (option === name ? value : []));
  return {
    files: [...valuesOf('-f'), ...(end === -1 ? [] : words.slice(end + 1))],
    pidFile: valuesOf('-p').at(-1),
    masterSocket: valuesOf('-S')
      .at(-1)
      ?.replace(/,.*/, '')
      .replace(/^(unix|uxst)@/, ''),
    folder: valuesOf('-C').at(-1),
    arguments: options.filter(([option = '']) => kept.has(option)).flat(),
  };
}

/** Options with their values; numbers of old processes behind -sf and -st are options of no name that counts. */
function toOptions(words: readonly string[]): (readonly string[])[] {
  const options: string[][] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [option = '', value = ''] = words.slice(at, at + 2);
    if (valued.has(option)) at += 1;
    options.push(valued.has(option) ? [option, value] : [option]);
  }
  return options;
}
