import type { Span } from '../text/positions.ts';

/** What makes a name one of a secret, wherever in it that stands. */
const telling =
  /passw|passphrase|passcode|kennwort|secret|token|credential|(?:api|auth|access|private|cookie|signing|encryption)[-_. ]?key/i;

/** Parts of a name that mean a secret in the name of a header or a variable, but are words of HAProxy elsewhere. */
const parts = new Set(
  'pass pwd pw psk pin otp cred creds auth authorization bearer jwt hmac salt signature sig dsn session sid key private'.split(
    ' ',
  ),
);

/** With one of these a key is no secret: what is hashed, sorted by or made public. */
const harmless = new Set('hash public pub sort type rate count name'.split(' '));

/** Whether something of that name is a secret; doubtful names are. */
export function isSecretName(name: string): boolean {
  if (telling.test(name)) return true;
  const own = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return own.some((part) => parts.has(part)) && !own.some((part) => harmless.has(part));
}

/** Whether a word says by itself that a secret follows, also where it stands in a sentence. */
export function announcesSecret(word: string): boolean {
  return telling.test(word);
}

/** Where a value may be a file that holds the secret: its name says so, or it is a usual path. */
export function isFileName(value: string): boolean {
  return /^@?\/(?:etc|run|var|usr|opt|srv|home|root|tmp|mnt)\/[\w./@+-]+$/.test(value);
}

/** Each finds in its last group what is masked in a word. */
const inWord: readonly RegExp[] = [
  // The password of an address.
  /:\/\/[^:/@\s]*:([^@\s"']+)(?=@)/dg,
  // An assignment, as in a query; the name is looked at.
  /(?<![\w.-])(?<name>[A-Za-z][\w.-]*)=([^&\s"',;)\]}]+)/dg,
  // A header in a text; what ends its line may be written as an escape.
  /(?:^|[^\w\\-]|\\[rnt])(?<name>[A-Za-z][\w-]*):(?!\/\/)(?:\\?[ \t])*((?:(?!\\+[rn])[^\r\n"'])+)/dg,
  /\b(?:basic|bearer|digest|negotiate|apikey)(?:\\?[ \t])+((?:(?!\\[rn])[^\s"',])+)/dgi,
  // Keys that are arguments of a converter.
  /\b(?:hmac|jwt_verify\w*|jwt_sign\w*|aes_\w+)\(([^)]+)/dg,
  /^auth (.+)/dgi,
  // What is a secret by its looks: tokens of services, password hashes, JSON web tokens, digests, keys.
  /((?:gh[opsur]_|github_pat_|glpat-|xox[abpr]-|hv[sb]\.|AKIA|sk-)[\w.-]{8,})/dg,
  /(\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|argon2\w*)\$[\w./$=,+-]+)/dg,
  /\b(eyJ[\w-]+\.[\w.-]+)/dg,
  /(?<![\w.-])((?=\d*[A-Fa-f])(?=[A-Fa-f]*\d)(?:[0-9a-f]{32,}|[0-9A-F]{32,}))(?![\w.-])/dg,
  /(?<![\w./+-])((?=[\w+/]*\d)(?=[\w+/]*[a-z])(?=[\w+/]*[A-Z])[\w+/]{32,}={0,2})(?![\w./+-])/dg,
];

/** What is masked in a word by its own looks. */
export function spansInWord(word: string): Span[] {
  return inWord.flatMap((expression) =>
    [...word.matchAll(expression)].flatMap(({ indices, groups }) => {
      const [start, end] = indices?.at(-1) ?? [0, 0];
      const value = word.slice(start, end);
      const name = groups?.['name'];
      const isOpen = isFileName(value) || value === '';
      return isOpen || (name !== undefined && !isSecretName(name)) ? [] : [{ start, end }];
    }),
  );
}
