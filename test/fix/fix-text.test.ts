import { describe, expect, it } from 'vitest';
import type { Diagnostic, Fix } from '../../src/findings/diagnostic.ts';
import { applyEdits, type Candidate, withoutOverlaps } from '../../src/fix/apply.ts';
import { type Fixed, fixText } from '../../src/fix/fix-text.ts';

function fix(text: string | Uint8Array): Fixed {
  return fixText({
    name: 'puppetlb.yaml',
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
  });
}

const pool = (lines: string): string =>
  `pools:\n  - name: compile\n    bind: 10.0.0.100:8140\n${lines}    servers: [{ name: a, address: 10.0.0.1 }]\n`;

describe('what has one right answer is written', () => {
  it.each([
    [
      'below a key that is not there',
      pool('    inter: 5s # c\n'),
      '    check: { inter: 5s } # c\n',
    ],
    [
      'below a key that is there, in braces',
      pool('    check: { rise: 2 }\n    inter: 5s\n'),
      '    check: { rise: 2, inter: 5s }\n',
    ],
    [
      'below a key that is there, in lines',
      pool('    check:\n      rise: 2 # c\n    inter: 5s\n'),
      '    check:\n      rise: 2 # c\n      inter: 5s\n',
    ],
    ['two below one', pool('    inter: 5s\n    fall: 2\n'), '    check: { inter: 5s, fall: 2 }\n'],
    ['as nothing where it says what holds', pool('    mode: tcp\n'), ''],
    [
      'in the quotes that are there',
      pool("    hash-type: 'Consistent'\n"),
      '    hash-type: "consistent"\n',
    ],
  ])('%s', (_, text, lines) => {
    const { text: fixed, leftAlone } = fix(text);
    expect(fixed.replace(', id: 1', '')).toBe(pool(lines));
    expect(leftAlone).toEqual([]);
  });

  it.each([
    [
      'the lines of sections',
      'haproxy:\n  sections: >-\n    frontend a\n      bind 127.0.0.1:1\n',
      'sections: |-',
    ],
    ['a directive of YAML', '%YAML 1.2\n---\npools: []\n', '---\npools: []\n'],
    ['the end of a document', 'pools: []\n---\n', 'pools: []\n'],
    ['a version', 'haproxy: { version: v2.6 }\n', 'version: "2.6" }'],
    [
      'a folder',
      'haproxy: { global: { chroot: var/lib/haproxy } }\n',
      'chroot: /var/lib/haproxy }',
    ],
  ])('for %s', (_, text, part) => {
    expect(fix(text).text).toContain(part);
  });
});

describe('what a person decides stays', () => {
  it.each([
    ['a state in capitals', 'state: Drain'],
    ['a state under another name', 'State: drain'],
    ['a weight under another name', 'Weight: 50'],
    ['a date', 'until: 2026-13-01'],
    ['seconds or milliseconds', 'check: { inter: 50 }'],
    ['a leading zero, which HAProxy reads as octal', 'address: 10.0.0.010'],
    ['a letter among digits', 'address: 10.0.0.1O'],
    ['a misspelled key', 'wieght: 50'],
    ['a host or its address', 'host: 10.0.0.9'],
    ['a port beside another one', 'port: 8150, address: 10.0.0.9:8140'],
  ])('%s', (_, words) => {
    const address = words.includes('address') ? '' : ', address: 10.0.0.1';
    const text = `pools:\n  - name: p\n    bind: 10.0.0.100:8140\n    servers:\n      - { name: a${address}, ${words} }\n`;
    expect(fix(text).remaining.diagnostics.map(({ severity }) => severity)).toContain('error');
    expect(fix(text).text).toBe(text);
  });

  it.each([
    ['both spellings of a key', pool('    Hash-Type: consistent\n    hash_type: map-based\n')],
    ['a kind of check beside its options', pool('    check: tcp\n    inter: 5s\n')],
    ['an inventory that was cut', 'pools:\n  - { name: p, bind: "10.0.0.1:8140"'],
    ['lines indented with tabs among others', 'pools:\n  - name: p\n\tbind: 10.0.0.1:8140\n'],
    ['what is no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(fix(text).repaired).toEqual([]);
  });
});

describe('a bracket that another one shows to be open', () => {
  it('is closed before that one', () => {
    const inner = 'servers: [{ name: a, address: 10.0.0.2 ]\n';
    const text = `pools:\n  - name: p\n    bind: 10.0.0.1: 8140\n    ${inner}  - name: q\n`;
    const { text: fixed, repaired, leftAlone } = fix(text);
    expect(fixed).toBe(text.replace('1: 8140', '1:8140').replace('10.0.0.2 ]', '10.0.0.2 }]'));
    expect(repaired.map(({ title }) => title)).toEqual(['write 10.0.0.1:8140', 'close the "{"']);
    expect(leftAlone).toEqual([]);
  });
});

describe('places', () => {
  it('are those of the text before any repair', () => {
    const text =
      '# ü\npools:\n  - Name: compile\n    bind: [2001:db8::100]:8140\n    mode: tcp\n    servers: [{ name: a, address: 10.0.0.1:8140 }]\n';
    const { repaired } = fix(text);
    expect(repaired.map(({ finding, at }) => [finding.code, text.slice(at, at + 5)])).toEqual([
      ['SCH001', 'Name:'],
      ['YML001', '[2001'],
      ['SCH001', 'mode:'],
      ['INV111', '10.0.'],
    ]);
  });
});

function candidate(...edits: [start: number, end: number, text: string][]): Candidate {
  const made: Fix = {
    title: '',
    edits: edits.map(([start, end, text]) => ({ span: { start, end }, text })),
  };
  return { finding: {} as Diagnostic, fix: made };
}

describe('blanks that YAML takes for letters', () => {
  it('are as many as they are', () => {
    const odd = (blanks: string) => pool(`    description: ${blanks}x\n`);
    const { text, repaired } = fix(odd('\u00a0\u2003'.repeat(40)));
    expect(text).toBe(odd(' '.repeat(80)));
    expect(repaired).toHaveLength(1);
    expect(fix(odd('\u00a0\u200b\u00a0')).text).toBe(odd('  '));
  });
});

describe('documents with nothing in them', () => {
  const one = 'pools: [{ name: p, bind: "10.1.0.1:8140", servers: [] }]\n';
  it.each([
    ['behind the inventory, however many', `${one}${'---\n'.repeat(50)}`, one],
    ['with line breaks of Windows and blanks', `${one}---\r\n\r\n... \r\n---`, `${one}\r\n`],
    ['with comments between', `${one}---\n# a\n---\n  # b\n`, `${one}# a\n  # b\n`],
    ['before another one', `${one}---\n---\n${one}`, `${one}---\n${one}`],
    ['before another one, a text', `${one}---\n---\n  ---\n`, `${one}---\n  ---\n`],
  ])('%s', (_, text, repaired) => {
    expect(fix(text).text).toBe(repaired);
    expect(fix(repaired).repaired).toEqual([]);
  });
});

describe('edits', () => {
  it('that touch the same place are made one after the other, the first one first', () => {
    const [one, two, three] = [
      candidate([0, 4, 'a'], [10, 12, 'b']),
      candidate([3, 5, 'c']),
      candidate([5, 5, 'd']),
    ];
    expect(withoutOverlaps([one, two, three])).toEqual([one, three]);
    expect(withoutOverlaps([three, candidate([5, 5, 'e'])])).toEqual([three]);
  });

  it('are applied at their places, which are found again', () => {
    const { text, toBefore } = applyEdits('0123456789', [
      { span: { start: 8, end: 8 }, text: 'xyz' },
      { span: { start: 2, end: 5 }, text: '' },
    ]);
    expect(text).toBe('01567xyz89');
    expect([...text].map((_, at) => toBefore(at))).toEqual([0, 1, 5, 6, 7, 8, 8, 8, 8, 9]);
  });

  it('are thousands where it is the YAML that is wrong', () => {
    const servers = (comma: string) =>
      Array.from(
        { length: 1500 },
        (_, at) => `      - { name: s${at}${comma} address: 10.0.${at >> 8}.${at & 255} }\n`,
      ).join('');
    const head = 'pools:\n  - name: p\n    bind: 10.1.0.1:8140\n    servers:\n';
    const { repaired, text: fixed } = fix(head + servers(''));
    expect(repaired).toHaveLength(1500);
    expect(fixed).toBe(head + servers(','));
  });

  it('are thousands in one round', () => {
    const servers = Array.from(
      { length: 1500 },
      (_, at) =>
        `      - { name: s${at}, address: 10.0.${at >> 8}.${at & 255}, port: "8140", check: { inter: 5 s } }\n`,
    );
    const text = `pools:\n  - name: p\n    bind: 10.1.0.1:8140\n    servers:\n${servers.join('')}`;
    const { repaired, text: fixed } = fix(text);
    expect(repaired).toHaveLength(3000);
    expect(fixed).toBe(text.replaceAll('"8140"', '8140').replaceAll('5 s', '5s'));
  });
});
