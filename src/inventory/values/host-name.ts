import type { Result } from '../../text/result.ts';
import { bare, explain, firstGood, type Hints, variable } from './suggest.ts';

/** Reads a host name as DNS allows it (RFC 1123), or as /etc/hosts does, with "_": the last label is not a number. */
export function parseHostName(text: string): Result<string> {
  return isHostName(text)
    ? { value: text }
    : explain(text, hints, alphabet, { text: suggestHostName(text) });
}

/** Whether a text is a host name; HAProxy resolves one with "_" too (measured on 2.2 to 3.2). */
export function isHostName(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.every((label) => /^\w([\w-]{0,61}\w)?$/.test(label)) &&
    !/^[0-9]+$/.test(labels.at(-1) ?? '') &&
    !serviceRecord.test(text)
  );
}

/** Whether a text is meant as a host name rather than as an IP address. */
export function looksLikeHostName(text: string): boolean {
  return /[A-Za-z]/.test(text) && !/[:/@[\]]/.test(text) && !/^0x[0-9a-f.]*$/i.test(text);
}

const serviceRecord = /^_[^.]+\._(tcp|udp)\./i;

const alphabet =
  'write a name of letters, digits, "-", "_" and ".", for example puppet1.example.com';

const hints: Hints = [
  [/^.{254}/s, 'has more than 253 characters', 'use at most 253'],
  variable,
  [
    /\*/,
    'is a pattern, not the name of one machine',
    'write the name of one machine, for example puppet1.example.com',
  ],
  [
    serviceRecord,
    'is an SRV record, not a machine',
    'write each server that it lists, by name or IP address',
  ],
  [/\.$/, 'ends in a dot'],
  [/\.\./, 'has two dots in a row'],
  [/(^|\.)-|-(\.|$)/, 'has a "-" next to a dot, or at one end'],
  [/[^\0-\x7f]/, 'contains a letter that is not ASCII'],
  [/[^.]{64}/, 'has more than 63 characters between two dots'],
  [/\.[0-9]+$/, 'ends in a number, which a host name cannot'],
  [/^/, 'is neither an IP address nor a host name'],
];

/** The host name that is most likely meant; letters that are not ASCII as DNS encodes them. */
function suggestHostName(text: string): string | undefined {
  const isForeign = /[^\0-\x7f]/.test(text) && URL.canParse(`http://${text}`);
  const candidates = [
    bare(text),
    text.replace(/\.$/, '').replace(/\.{2,}/g, '.'),
    text.replace(/(^|\.)-+|-+(?=\.|$)/g, '$1'),
    isForeign ? new URL(`http://${text}`).hostname : text,
  ];
  return firstGood(text, candidates, isHostName);
}
