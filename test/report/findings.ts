import type { CodeInfo, Diagnostic, Severity } from '../../src/findings/diagnostic.ts';
import type { Format, ReportOptions } from '../../src/report/lint/formats.ts';
import { formatReport } from '../../src/report/lint/report.ts';
import type { SourceText, Span } from '../../src/text/positions.ts';

export const codes: readonly CodeInfo[] = [
  {
    code: 'OPS501',
    name: 'drained-server',
    severity: 'info',
    summary: 'A drained server says until when.',
    why: 'A drain that nobody remembers is capacity that nobody has.',
  },
  {
    code: 'HAP301',
    name: 'unused-host',
    severity: 'warning',
    summary: 'A host is used by a pool.',
    why: 'A host that no pool names gets no traffic.',
  },
  {
    code: 'INV102',
    name: 'duplicate-server-name',
    severity: 'error',
    summary: 'Server names of a pool differ.',
    why: 'HAProxy refuses two servers of one name.',
  },
];

/** A source, and the span of the nth place of a word in it. */
export function source(text: string, name = 'inventory.yaml'): SourceText {
  return { name, text };
}

export function spanOf({ text }: SourceText, word: string, nth = 0): Span {
  let start = text.indexOf(word);
  for (let count = 0; count < nth; count += 1) start = text.indexOf(word, start + 1);
  if (start === -1) throw new RangeError(`no ${JSON.stringify(word)} here`);
  return { start, end: start + word.length };
}

export function finding(
  at: SourceText,
  span: Span,
  more: Partial<Omit<Diagnostic, 'primary'>> & { readonly note?: string } = {},
): Diagnostic {
  const { note, ...others } = more;
  return {
    code: 'INV102',
    severity: 'error',
    message: 'something is wrong',
    primary: note === undefined ? { source: at, span } : { source: at, span, note },
    related: [],
    fixes: [],
    ...others,
  };
}

export const codeOf: Readonly<Record<Severity, string>> = {
  error: 'INV102',
  warning: 'HAP301',
  info: 'OPS501',
};

export function report(
  format: Format,
  diagnostics: readonly Diagnostic[],
  more: Partial<ReportOptions> = {},
): string {
  return formatReport(format, diagnostics, { colour: false, codes, version: '1.2.3', ...more });
}

const pool = source(`pools:
  - name: puppetmaster_8140
    bind: 10.0.0.100:8140
    servers:
      - name: puppetmaster1
        address: 10.0.0.101
      - name: puppetmaster1
        address: 10.0.0.102
`);

/** A duplicate, a warning and an info, each with one more part than the one before. */
export const sample: readonly Diagnostic[] = [
  finding(pool, spanOf(pool, 'puppetmaster_8140'), {
    code: 'OPS501',
    severity: 'info',
    message: 'pool "puppetmaster_8140" has two servers',
    note: 'this pool',
  }),
  finding(pool, spanOf(pool, '10.0.0.100:8140'), {
    code: 'HAP301',
    severity: 'warning',
    message: 'the address ends in 100% of cases',
  }),
  finding(pool, spanOf(pool, 'puppetmaster1', 1), {
    message: 'server name "puppetmaster1" is already taken',
    help: 'give this server a name of its own, for example "puppetmaster2"',
    related: [{ source: pool, span: spanOf(pool, 'puppetmaster1'), note: 'first used here' }],
    fixes: [
      {
        title: 'rename the second server',
        edits: [{ span: spanOf(pool, 'puppetmaster1', 1), text: 'puppetmaster2' }],
      },
    ],
  }),
];

/** So many findings at one place, the last few of them errors. */
export function crowd(count: number, errors: number): readonly Diagnostic[] {
  const at = source('a: 1\n');
  const make = (severity: Severity, index: number) =>
    finding(
      at,
      { start: 3, end: 4 },
      { severity, code: codeOf[severity], message: `${severity} ${index}` },
    );
  return Array.from({ length: count }, (_, index) =>
    make(index < count - errors ? 'warning' : 'error', index),
  );
}

/** What no report may be spoilt by: marks of XML, controls, halves of surrogate pairs, marks of direction. */
export const hostile =
  '<a b="c">&amp;\'\r\n\t]]>--><!--\u0000\u001b[2J\u009b\u202e\ud800x\udc00\uffff🐕';
