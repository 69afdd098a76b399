type Thing =
  | 'file'
  | 'directory'
  | 'user'
  | 'group'
  | 'network namespace'
  | 'OpenSSL engine'
  | 'OpenSSL provider';

/** What this machine lacks. */
export type MachineFault =
  | { readonly is: 'missing' | 'unusable'; readonly what: Thing; readonly name: string }
  | { readonly is: 'unresolved' | 'nameserver' | 'peer' | 'variable'; readonly name: string }
  | { readonly is: 'listen'; readonly address: string; readonly why?: string }
  | { readonly is: 'descriptors' | 'memory' | 'cpus' | 'build' | 'root' }
  | { readonly is: 'denied'; readonly why: string };

/** A fault in words. */
export function describeFault(fault: MachineFault): string {
  switch (fault.is) {
    case 'missing':
      return `the ${fault.what} "${fault.name}" does not exist on this machine`;
    case 'unusable':
      return `the ${fault.what} "${fault.name}" can't be used on this machine`;
    case 'unresolved':
      return `the name "${fault.name}" does not resolve on this machine`;
    case 'nameserver':
      return `the nameserver "${fault.name}" can't be reached from this machine`;
    case 'peer':
      return `no peer has the name of this machine, "${fault.name}"`;
    case 'variable':
      return `the environment variable in "${fault.name}" is not set here`;
    case 'listen':
      return `this machine can't listen on "${fault.address}"${fault.why === undefined ? '' : `: ${fault.why}`}`;
    case 'descriptors':
      return 'the file descriptor limit of this machine is too low for HAProxy';
    case 'memory':
      return 'this machine has too little memory for HAProxy';
    case 'cpus':
      return 'this machine has fewer CPUs than the configuration asks for';
    case 'build':
      return 'the HAProxy of this machine was built without support for this line';
    case 'root':
      return 'HAProxy was not started as root on this machine';
    case 'denied':
      return `this machine answers "${fault.why}"`;
  }
}

/** Whether two faults are of one thing: that a file is missing, and that it can't be used. */
export function isSameFault(one: MachineFault, other: MachineFault): boolean {
  return pathOf(one) === undefined
    ? JSON.stringify(one) === JSON.stringify(other)
    : pathOf(one) === pathOf(other);
}

function pathOf(fault: MachineFault): string | undefined {
  const isFile = 'what' in fault && (fault.what === 'file' || fault.what === 'directory');
  return isFile ? fault.name : undefined;
}

type Explain = (found: RegExpExecArray) => MachineFault | undefined;

function file(name = '', text = '', what: 'file' | 'directory' = 'file'): MachineFault | undefined {
  if (name === '') return undefined;
  const isMissing = /No such file or directory|does not exist/.test(text);
  return { is: isMissing ? 'missing' : 'unusable', what, name };
}

const isHostName = (name: string): boolean => {
  const labels = name.replace(/\.$/, '').split('.');
  return (
    labels.every((label) => /^\w[\w-]{0,62}$/.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  );
};

const fileFault: Explain = (found) => file(found[1], found.input);
const directoryFault: Explain = (found) => file(found[1], found.input, 'directory');
const account: Explain = ([, what, name = '']) => ({
  is: 'missing',
  what: what === 'user' ? what : 'group',
  name,
});
const hostName: Explain = ([, name = '']) =>
  isHostName(name) ? { is: 'unresolved', name } : undefined;
const always =
  (fault: MachineFault): Explain =>
  () =>
    fault;

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
    always({ is: 'unusable', what: 'file', name: '/etc/resolv.conf' }),
  ],
  [/\bunable to scan directory '([^']*)'/, directoryFault],
  [/^\[[^\]\s]*\.main\(\)\] Cannot chroot1?\((.*)\)/, directoryFault],
  [
    /\bCannot open namespace '([^']*)'/,
    ([, name = '']) => ({ is: 'missing', what: 'network namespace', name }),
  ],
  [
    /^ssl-(engine|provider) (\S+): /,
    ([, kind, name = '']) => ({
      is: 'missing',
      what: kind === 'engine' ? 'OpenSSL engine' : 'OpenSSL provider',
      name,
    }),
  ],
  [
    /\bcannot bind [A-Za-z ]{1,20}(?:'[^']*' )?\(([^()]*)\)(?: for)? \[([^[\]]*)\]/,
    ([, why = '', address = '']) => ({ is: 'listen', address, why }),
  ],
  [
    /\bcannot bind [A-Za-z ]{1,30} \[([^[\]]*)\]/,
    ([, address = '']) => ({ is: 'listen', address }),
  ],
  [
    /\bcan't (?:connect|create) socket for nameserver '([^']*)'/,
    ([, name = '']) => ({ is: 'nameserver', name }),
  ],
  [
    /\(no peer named '([^']*)'\)|\bunable to find local peer '([^']*)'/,
    ([, name, local = '']) => ({ is: 'peer', name: name ?? local }),
  ],
  [
    /'([^']*)' resolves to an empty address \(environment variable missing\?\)/,
    ([, name = '']) => (name.includes('$') ? { is: 'variable', name } : undefined),
  ],
  [
    /\bFD limit\b|^No polling mechanism|\bFailed to set the raise the maximum file size\b/,
    always({ is: 'descriptors' }),
  ],
  [
    /\bout of memory\b|\bNot enough memory\b|\b(?:Cannot|cannot|can't) allocate memory\b|\bMEM limit\b/i,
    always({ is: 'memory' }),
  ],
  [/\bthreads (?:running on|to) a total of \d+ CPUs\b/, always({ is: 'cpus' })],
  [/\bnot compiled in\b|\bthis SSL library does not support\b/, always({ is: 'build' })],
  [
    /\bneed(?:s|ed)? to be started with root\b|\binsufficient permissions\b|\.main\(\)\] Cannot (?:set|switch) [ug]id\b/,
    always({ is: 'root' }),
  ],
  [
    /[(:] ?'?(No such file or directory|No such device|Permission denied|Operation not permitted|Is a directory|Not a directory|Read-only file system|Too many open files|Network is unreachable)\)?'?\.?$/,
    ([, why = '']) => ({ is: 'denied', why }),
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
