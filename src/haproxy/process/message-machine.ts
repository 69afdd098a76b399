/** What this machine lacks; two messages with one `subject` speak of one thing. */
export interface MachineFault {
  readonly text: string;
  readonly subject: string;
}

type Explain = (found: RegExpExecArray) => MachineFault | undefined;

const fault = (text: string, subject: string = text): MachineFault => ({ text, subject });

/** `kind` is what the file is called in the sentence. */
function file(path: string | undefined, text: string, kind = 'file'): MachineFault | undefined {
  if (path === undefined || path === '') return undefined;
  const isMissing = /No such file or directory|does not exist/.test(text);
  const what = isMissing ? 'does not exist' : "can't be used";
  return fault(`the ${kind} "${path}" ${what} on this machine`, path);
}

const isHostName = (name: string): boolean => {
  const labels = name.replace(/\.$/, '').split('.');
  return (
    labels.every((label) => /^\w[\w-]{0,62}$/.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  );
};

const fileFault: Explain = (found) => file(found[1], found.input);
const directoryFault: Explain = (found) => file(found[1], found.input, 'directory');
const account: Explain = ([, kind, name]) =>
  fault(`the ${kind} "${name}" does not exist on this machine`);
const hostName: Explain = ([, name = '']) =>
  isHostName(name) ? fault(`the name "${name}" does not resolve on this machine`) : undefined;
const say =
  (text: string): Explain =>
  () =>
    fault(text);

/**
 * What HAProxy 2.2 to 3.2 says of what is missing around it, the narrow patterns first. Names and
 * paths are hostile: each pattern is anchored, or its group ends before another match can begin, so
 * that no text takes more than linear time.
 */
const faults: readonly (readonly [RegExp, Explain])[] = [
  [/^cannot find (user|group) id for '(.*)' \(-?\d+:/, account],
  [/\bunknown (user|group) name '([^']*)'/, account],
  [/\bcould not resolve address '([^']*)'/, hostName],
  [/\binvalid address: '([^']*)'/, hostName],
  [/\bagent-addr failed\. Check if '([^']*)'/, hostName],
  [/'(?:ca|crl|ca-verify|ca-sign)-file' : unable to load (.*?)\.?$/, fileFault],
  [/'([^']*)' : unable to load ssl tickets keys file/, fileFault],
  [/(?:Couldn't|Can't|cannot) open (?:the )?(?:[a-z]+-?)?file '([^']*)'/, fileFault],
  [/\bCan't (?:open|get version of the) (?:global |the )*server state file '([^']*)'/, fileFault],
  [/\b(?:Empty|corrupted) (?:global )?server state file '([^']*)'/, fileFault],
  [
    /\bunable to (?:load|stat|set|configure|read) (?:SSL certificate|[A-Za-z -]{1,60}file) '([^']*)'/,
    fileFault,
  ],
  [/\bFailed to read CA [a-z ]{1,20}file '([^']*)'/, fileFault],
  [/\b(?:certificate for bundle|into SSL Context|loaded from PEM file) '([^']*)'/, fileFault],
  [/'([^']*)' (?:is present but )?cannot be read or parsed/, fileFault],
  [/\bNo Private Key found in '([^']*)'/, fileFault],
  [/\berror (?:opening|reading) file '([^']*)'/, fileFault],
  [/\b(?:failed to open pattern|DH parameters from) file <([^<>]*)>/, fileFault],
  [/-case-adjust-file '([^']*)': failed to open file/, fileFault],
  [/\berror in Lua file '([^']*)': cannot open/, fileFault],
  [
    /\b(?:cannot open backing-file|failed to use) '([^']*)' (?:for|as a backing file for) ring/,
    fileFault,
  ],
  [
    /^(?:stat\(\) failed for|(?:Cannot|Could not) (?:open|load)) configuration \S+ (.*) : /,
    fileFault,
  ],
  [/'Could not open configuration file (\S*) : /, fileFault],
  [
    /\/etc\/resolv\.conf(?::\d+\] :|\.$)/,
    say('the file "/etc/resolv.conf" can\'t be used on this machine'),
  ],
  [/\bunable to scan directory '([^']*)'/, directoryFault],
  [/^\[[^\]\s]*\.main\(\)\] Cannot chroot1?\((.*)\)/, directoryFault],
  [
    /\bCannot open namespace '([^']*)'/,
    ([, name]) => fault(`the network namespace "${name}" does not exist on this machine`),
  ],
  [
    /^ssl-(engine|provider) (\S+): /,
    ([, kind, name]) => fault(`the OpenSSL ${kind} "${name}" does not exist on this machine`),
  ],
  [
    /\bcannot bind [A-Za-z ]{1,20}(?:'[^']*' )?\(([^()]*)\)(?: for)? \[([^[\]]*)\]/,
    ([, why, address]) => fault(`this machine can't listen on "${address}": ${why}`),
  ],
  [
    /\bcannot bind [A-Za-z ]{1,30} \[([^[\]]*)\]/,
    ([, address]) => fault(`this machine can't listen on "${address}"`),
  ],
  [
    /\bcan't (?:connect|create) socket for nameserver '([^']*)'/,
    ([, name]) => fault(`the nameserver "${name}" can't be reached from this machine`),
  ],
  [
    /\(no peer named '([^']*)'\)|\bunable to find local peer '([^']*)'/,
    ([, name, local]) => fault(`this machine is called "${name ?? local}", and no peer is`),
  ],
  [
    /'([^']*)' resolves to an empty address \(environment variable missing\?\)/,
    ([, word = '']) =>
      word.includes('$')
        ? fault(`the environment variable in "${word}" is not set here`)
        : undefined,
  ],
  [
    /\bFD limit\b|^No polling mechanism|\bFailed to set the raise the maximum file size\b/,
    say('this machine allows HAProxy too few file descriptors'),
  ],
  [
    /\bout of memory\b|\bNot enough memory\b|\b(?:Cannot|cannot|can't) allocate memory\b|\bMEM limit\b/i,
    say('this machine has too little memory for HAProxy'),
  ],
  [
    /\bthreads (?:running on|to) a total of \d+ CPUs\b/,
    say('this machine has fewer CPUs than the configuration asks for'),
  ],
  [
    /\bnot compiled in\b|\bthis SSL library does not support\b/,
    say("this machine's HAProxy was built without what the line needs"),
  ],
  [
    /\bneed(?:s|ed)? to be started with root\b|\binsufficient permissions\b|\.main\(\)\] Cannot (?:set|switch) [ug]id\b/,
    say('HAProxy was not started as root on this machine'),
  ],
  [
    /[(:] ?'?(No such file or directory|No such device|Permission denied|Operation not permitted|Is a directory|Not a directory|Read-only file system|Too many open files|Network is unreachable)\)?'?\.?$/,
    ([, why]) => fault(`this machine answers "${why}"`),
  ],
];

/** What this machine lacks, when that is why HAProxy complains; `text` is on one line. */
export function findMachineFault(text: string): MachineFault | undefined {
  for (const [pattern, explain] of faults) {
    const found = pattern.exec(text);
    const explained = found === null ? undefined : explain(found);
    if (explained !== undefined) return explained;
  }
  return undefined;
}
