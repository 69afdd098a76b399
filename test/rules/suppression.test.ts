import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fix, SeveritySetting } from '../../src/findings/diagnostic.ts';
import { type Linted, lint, lintTogether } from '../../src/rules/lint.ts';
import { Lines } from '../../src/text/positions.ts';
import { assertProperty } from '../property.ts';
import { applyFix } from './apply.ts';

function lintText(
  text: string,
  levels?: ReadonlyMap<string, SeveritySetting>,
  today?: string,
): Linted {
  return lint({ name: 'i.yaml', bytes: Buffer.from(text), levels }, today);
}

/** `line CODE` of each finding. */
function found(text: string, levels?: ReadonlyMap<string, SeveritySetting>): string[] {
  return lintText(text, levels).diagnostics.map(({ code, primary }) => {
    return `${new Lines(primary.source.text).lineAt(primary.span.start)} ${code}`;
  });
}

const servers = ['101', '102', '103'].map((end) => `{ name: s${end}, address: 10.0.0.${end} }`);

/** A pool of three, in which line 4 says HAP323. */
function pool(own = '', above = ''): string {
  return `pools:\n  - name: p\n    bind: "10.0.9.1:8140"${own}\n${above}    servers: [${servers.join(', ')}]\n`;
}

const known = '-- it is known';

describe('a comment is one only where YAML has one', () => {
  it.each([
    ['in double quotes', `    description: "a # puppetlb-disable-line HAP323 ${known}"\n`],
    ['in single quotes', `    description: 'a # puppetlb-disable HAP323 ${known}'\n`],
    ['in quotes over two lines', `    description: "a\n      # puppetlb-disable-file HAP323"\n`],
    ['without a blank before it', `    description: a# puppetlb-disable HAP323\n`],
  ])('not %s', (_, line) => {
    expect(found(pool('', line)).filter((one) => one.endsWith('HAP323'))).toHaveLength(1);
    expect(found(pool('', line)).filter((one) => one.includes('LNT'))).toEqual([]);
  });

  it('not in a text of HAProxy, where it is said', () => {
    const text = `haproxy:\n  sections: |\n    # puppetlb-disable HAP323 ${known}\n    backend b\n${pool()}`;
    expect(found(text)).toEqual(['1 CHK209', '3 LNT601', '8 HAP323']);
  });

  it.each([
    '# puppetlb compiles this',
    '# puppetlb: the inventory of Berlin',
    '# puppetlb-inventory of Berlin',
    '# see puppetlb-disable.md',
    '# puppetlb disables nothing here',
    '# puppetlb.yaml',
  ])('and not where it is for people: %s', (comment) => {
    expect(found(`${comment}\n${pool()}`)).toEqual(['5 HAP323']);
  });

  it.each([
    '# puppetlb-disable-nextline HAP323',
    '# puppetlb-disble-next-line HAP323',
    '# puppetlb: disable',
    '# puppetlb disable HAP323',
    '# puppetlb:disable-next-line HAP323',
    '# puppetlb-disable_line HAP323',
    '# puppetlb-disable: HAP323',
    '# puppetlb-ignore HAP323',
    '# puppetlb-enabled HAP323',
    '#puppetlb:noqa',
    '# puppetlb-disable-next-line',
    '# puppetlb-disable-next-line -- it is known',
  ])('but where it has a slip it is said: %s', (comment) => {
    expect(found(pool('', `${comment}\n`))).toEqual(['4 LNT601', '5 HAP323']);
  });
});

describe('a comment suppresses', () => {
  it.each([
    ['the next line', pool('', `# puppetlb-disable-next-line HAP323 ${known}\n`)],
    ['by name', pool('', `# puppetlb-disable-next-line modulo-hashing ${known}\n`)],
    ['by code in small letters', pool('', `# puppetlb-disable-next-line hap323 ${known}\n`)],
    ['without a blank', pool('', `#puppetlb-disable-next-line HAP323 ${known}\n`)],
    [
      'by a dash that an editor made longer',
      pool('', '# puppetlb-disable-next-line HAP323 — known\n'),
    ],
    [
      'past blank lines and comments',
      pool('', `# puppetlb-disable-next-line HAP323 ${known}\n\n# why\n`),
    ],
    ['from behind another line', pool(` # puppetlb-disable-next-line HAP323 ${known}`)],
    ['its own line', pool().replace(/\n$/, ` # puppetlb-disable-line HAP323 ${known}\n`)],
    [
      'its own line, at the very end',
      pool().replace(/\n$/, ` # puppetlb-disable-line HAP323 ${known}`),
    ],
    [
      'behind another comment',
      pool().replace(/\n$/, ` # three # puppetlb-disable-line HAP323 ${known}\n`),
    ],
    ['a block', pool('', `# puppetlb-disable HAP323 ${known}\n`)],
    [
      'a block that ends',
      `# puppetlb-disable HAP323 ${known}\n${pool()}# puppetlb-enable HAP323\n`,
    ],
    ['the file', `# puppetlb-disable-file HAP323 ${known}\n${pool()}`],
    ['the file, below a mark', `---\n# puppetlb-disable-file HAP323 ${known}\n${pool()}`],
  ])('%s', (_, text) => {
    for (const written of [text, text.replaceAll('\n', '\r\n'), `\ufeff${text}`]) {
      const { diagnostics, suppressed } = lintText(written);
      expect(diagnostics).toEqual([]);
      expect(suppressed.map(({ diagnostic }) => diagnostic.code)).toEqual(['HAP323']);
      expect(suppressed[0]?.reason).toContain('known');
    }
  });

  it('what is said of a whole mapping above its key too', () => {
    const text = pool().replace(' "10.0.9.1:8140"', '\n      # the VIP\n      "0.0.0.0:8140"');
    expect(found(text)).toEqual(['5 INV119', '6 HAP323']);
    const above = text.replace(
      '    bind',
      `    # puppetlb-disable-next-line INV119 ${known}\n    bind`,
    );
    expect(found(above)).toEqual(['7 HAP323']);
    const listed = above.replace('"0.0', '- "0.0');
    expect(found(listed)).toEqual(['3 LNT604', '6 INV119', '7 HAP323']);
  });

  it('not past the end of a block, and not before it', () => {
    const text = `# puppetlb-disable HAP323 ${known}\n# puppetlb-enable HAP323\n${pool()}`;
    expect(found(text)).toEqual(['1 LNT604', '6 HAP323']);
    expect(found(`${pool()}# puppetlb-disable HAP323 ${known}\n`)).toEqual([
      '4 HAP323',
      '5 LNT604',
    ]);
  });

  it('not another code, another line or an error', () => {
    expect(found(pool('', `# puppetlb-disable-next-line HAP326 ${known}\n`))).toEqual([
      '4 LNT604',
      '5 HAP323',
    ]);
    expect(found(pool(` # puppetlb-disable-line HAP323 ${known}`))).toEqual([
      '3 LNT604',
      '4 HAP323',
    ]);
    const twice = pool().replace('s102', 's101');
    expect(found(`# puppetlb-disable-file INV102 ${known}\n${twice}`)).toEqual([
      '1 LNT605',
      '5 HAP323',
      '5 INV102',
    ]);
  });
});

describe('a comment that suppresses nothing', () => {
  it('is said once, though it has no reason either', () => {
    expect(found(`# puppetlb-disable-file HAP326\n${pool()}`)).toEqual(['1 LNT604', '5 HAP323']);
    expect(found(`# puppetlb-disable-file HAP323\n${pool()}`)).toEqual(['1 LNT603']);
  });

  it('is not said of what is not asked for, and not beside an error', () => {
    const file = (code: string) => `# puppetlb-disable-file ${code} ${known}\n`;
    for (const code of ['OPS505', 'HAP392', 'OPS504']) {
      expect(found(`${file(code)}${pool()}`)).toEqual(['5 HAP323']);
    }
    expect(found(`${file('HAP326')}${pool()}`)).toEqual(['1 LNT604', '5 HAP323']);
    const wrong = pool('\n    balanec: first');
    expect(found(`${file('HAP326')}${wrong}`)).toEqual(['5 SCH001']);
    const today = lintText(`${file('OPS505')}${pool()}`, undefined, '2026-01-01');
    expect(today.diagnostics.map(({ code }) => code)).toEqual(['LNT604', 'HAP323']);
  });

  it('is of use where its code is off', () => {
    const text = pool('', `# puppetlb-disable-next-line HAP323 ${known}\n`);
    const { diagnostics, suppressed } = lintText(text, new Map([['HAP323', 'off']]));
    expect(diagnostics).toEqual([]);
    expect(suppressed).toEqual([]);
  });

  it.each([
    ['alone', `# puppetlb-disable-file HAP326 ${known}\n${pool()}`, pool()],
    ['behind a line', pool(` # puppetlb-disable-line HAP326 ${known}`), pool()],
    ['behind a comment', pool(` # VIP # puppetlb-disable-line HAP326 ${known}`), pool(' # VIP')],
    [
      'the beginning of a block',
      `# puppetlb-disable HAP326 ${known}\n${pool()}# puppetlb-enable HAP326`,
      `${pool()}# puppetlb-enable HAP326`,
    ],
    ['the end of a block', `${pool()}# puppetlb-enable HAP326`, pool()],
    ['two codes', pool('', `# puppetlb-disable-next-line HAP326, HAP327 ${known}\n`), pool()],
  ])('is taken out by its fix: %s', (_, text, expected) => {
    const unused = lintText(text).diagnostics.filter(({ code }) => code === 'LNT604');
    expect(unused).toHaveLength(1);
    const fix = unused[0]?.fixes[0] ?? { title: '', edits: [] };
    expect(applyFix(text, fix)).toBe(expected);
    const crlf = (lines: string) => lines.replaceAll('\n', '\r\n');
    const [same] = lintText(crlf(text)).diagnostics.filter(({ code }) => code === 'LNT604');
    expect(applyFix(crlf(text), same?.fixes[0] ?? fix)).toBe(crlf(expected));
  });
});

describe('a comment that suppresses something', () => {
  it.each([
    [
      'of three codes one',
      pool('', `# puppetlb-disable-next-line HAP326, HAP323,HAP327 ${known}\n`),
    ],
    [
      'a block ends with two codes',
      `# puppetlb-disable HAP323 ${known}\n${pool()}# puppetlb-enable HAP323, HAP326`,
    ],
  ])('has no fix that takes it out: %s', (_, text) => {
    const { diagnostics, suppressed } = lintText(text);
    expect(diagnostics.map(({ code, fixes }) => [code, fixes])).toEqual([['LNT604', []]]);
    expect(suppressed).toHaveLength(1);
  });
});

describe('severities', () => {
  const severities = (text: string, levels?: ReadonlyMap<string, SeveritySetting>) =>
    lintText(text, levels).diagnostics.map(({ code, severity }) => `${code} ${severity}`);
  const set = (lines: string) => `lint: { severities: { ${lines} } }\n${pool()}`;

  it('are those of the inventory before those of a configuration', () => {
    expect(severities(pool())).toEqual(['HAP323 info']);
    expect(severities(pool(), new Map([['HAP323', 'error']]))).toEqual(['HAP323 error']);
    expect(severities(set('HAP323: warning'), new Map([['HAP323', 'off']]))).toEqual([
      'HAP323 warning',
    ]);
    expect(severities(set('HAP326: warning'), new Map([['HAP323', 'off']]))).toEqual([]);
    expect(severities(set('modulo-hashing: off'))).toEqual([]);
  });

  it('give way to a comment, also where they made an error', () => {
    const text = `# puppetlb-disable-file HAP323 ${known}\n${set('HAP323: error')}`;
    expect(severities(text)).toEqual([]);
  });

  it('hold for what is said of comments', () => {
    expect(severities(`# puppetlb-disable-file HAP323\n${set('LNT603: off')}`)).toEqual([]);
    expect(
      severities(`# puppetlb-disable-file HAP326 ${known}\n${set('unused-suppression: error')}`),
    ).toEqual(['LNT604 error', 'HAP323 info']);
  });

  it('are judged as every property is', () => {
    expect(severities(set('HAP323: no'))).toEqual(['SCH004 error', 'HAP323 info']);
    expect(severities(set('HAP323: false'))[0]).toBe('SCH004 error');
    expect(severities(set('HAP323:'))[0]).toBe('SCH004 error');
    expect(severities(`lint: { severity: {} }\n${pool()}`)).toEqual([
      'SCH001 error',
      'HAP323 info',
    ]);
  });
});

describe('inventories that are linted together', () => {
  const one = (name: string, vip: string, own: string) =>
    `pools:\n  - { name: ${name}, bind: "${vip}:8140", servers: [{ name: a, address: 10.0.0.1${own} }, { name: b, address: 10.0.0.2 }] }\n`;
  const drained = one('p', '10.0.9.1', ', state: drain, reason: x');
  const ready = one('q', '10.0.9.2', '');
  const together = (...texts: string[]) =>
    lintTogether(texts.map((text, index) => ({ name: `${index}.yaml`, bytes: Buffer.from(text) })));

  it('are each judged by their own comments', () => {
    const comment = `# puppetlb-disable-file OPS504 ${known}\n`;
    expect(together(drained, ready).diagnostics.map(({ code }) => code)).toEqual(['OPS504']);
    expect(together(drained, `${comment}${ready}`).diagnostics).toEqual([]);
    expect(together(drained, `${comment}${ready}`).suppressed).toHaveLength(1);
    expect(together(`${comment}${drained}`, ready).diagnostics.map(({ code }) => code)).toEqual([
      'LNT604',
      'OPS504',
    ]);
    expect(found(`${comment}${ready}`)).toEqual([]);
  });
});

const words = fc.constantFrom(
  ...['# puppetlb-disable-next-line', '# puppetlb-disabel', '#puppetlb', 'HAP326', 'zero-weight'],
  ...[' ', ',', ' -- ', '--', 'because', '#', '\u2014', 'all', 'puppetlb-', '\t'],
);
const noise = fc.array(words, { maxLength: 6 }).map((parts) => parts.join(' '));
const kinds = fc.constantFrom(
  'disable-next-line',
  'disable-line',
  'disable',
  'enable',
  'disable-file',
);
const codes = fc.array(
  fc.constantFrom('HAP326', 'weight-without-effect', 'HAP327', 'HAP323', 'LNT604', 'INV102'),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const reasons = fc.constantFrom('', ' -- known', ' -- known # twice', ' it is known', ' --');
const directives = fc
  .tuple(kinds, codes, fc.constantFrom(',', ', ', ' ', ' , '), reasons)
  .map(([kind, all, comma, reason]) => `puppetlb-${kind} ${all.join(comma)}${reason}`);
/** A line, whether the comment stands behind it, and its words. */
type Comment = readonly [at: number, isBehind: boolean, words: string];

const comments: fc.Arbitrary<Comment[]> = fc.array(
  fc.tuple(
    fc.nat({ max: 11 }),
    fc.boolean(),
    fc.oneof({ weight: 5, arbitrary: directives }, { weight: 1, arbitrary: noise }),
  ),
  { maxLength: 5 },
);
const lines = `haproxy:
  sections: |
    # a comment of HAProxy
pools:
  - name: p
    description: "a
      b"
    bind: 10.0.9.1:8140
    balance: first
    servers:
      - { name: a, address: 10.0.0.1, weight: 2 }
      - { name: b, address: 10.0.0.2, weight: 0 }`.split('\n');

function commented(written: readonly Comment[], lineBreak: string): string {
  const texts = lines.map((line, index) =>
    written
      .filter(([at]) => at === index)
      .reduce((text, [, isBehind, words]) => {
        const comment = `# ${words}`;
        return isBehind ? `${text} ${comment}` : `    ${comment}${lineBreak}${text}`;
      }, line),
  );
  return texts.join(lineBreak);
}

/** Repairs each finding of a suppression by itself; returns how many that were. */
function fixEach(text: string): number {
  const before = lintText(text);
  const fixable = before.diagnostics.filter(
    ({ code, fixes }) => code.startsWith('LNT') && fixes.length > 0,
  );
  for (const { code, message, fixes } of fixable) {
    const count = (all: Linted) =>
      all.diagnostics.filter((one) => one.code === code && one.message === message).length;
    const after = lintText(applyFix(text, fixes[0] as Fix));
    expect(count(after), text).toBe(count(before) - 1);
    const others = ({ diagnostics }: Linted) =>
      diagnostics.filter((one) => !one.code.startsWith('LNT')).map((one) => one.code);
    expect(others(after), text).toEqual(others(before));
  }
  return fixable.length;
}

describe('whatever is written in comments', () => {
  it('ends nothing, hides no error, and each fix repairs its finding and breaks nothing', () => {
    const property = fc.property(comments, fc.constantFrom('\n', '\r\n'), (written, lineBreak) => {
      fixEach(commented(written, lineBreak));
    });
    assertProperty(property, 300);
  });

  it('has a fix where there is nothing to suppress', () => {
    const useless = fc.tuple(
      fc
        .constantFrom('bind', 'balance')
        .map((key) => lines.findIndex((line) => line.includes(`    ${key}: `))),
      fc.constant(true),
      fc.constantFrom('puppetlb-disable-line HAP324', 'puppetlb-disable-line HAP324 -- known'),
    );
    const property = fc.property(useless, fc.constantFrom('\n', '\r\n'), (one, lineBreak) => {
      expect(fixEach(commented([one], lineBreak))).toBe(1);
    });
    assertProperty(property, 50);
  });

  it('is looked at once, however long a run of signs or blanks is', () => {
    const long = ['#', ' ', '# ', '#\t'].map((sign) => sign.repeat(400_000 / sign.length));
    for (const run of long) {
      const above = `    # ${run}x # puppetlb-disable-next-line HAP323 ${known}\n`;
      expect(found(pool('', above)).filter((one) => one.endsWith('HAP323'))).toEqual([]);
      const text = `haproxy:\n  sections: |\n    # ${run}x\n    #${run}puppetlb-disable-line HAP323\n    # x puppetlb-disable\n`;
      expect(found(`${text}${pool()}`).filter((one) => one.endsWith('LNT601'))).toHaveLength(1);
    }
  });
});
