import fc from 'fast-check';

/** An inventory as it was meant, and as a tired person wrote it. */
export interface Slipped {
  readonly meant: string;
  readonly written: string;
}

/** A piece of text: what was meant first, and ways to write it that can mean nothing else. */
type Piece = readonly [meant: string, ...slips: readonly string[]];

const time = (text: string, ...slips: string[]): Piece => [text, ...slips];
const key = (text: string): Piece => [
  `${text}: `,
  `${text.replaceAll('-', '_')}: `,
  `${text.charAt(0).toUpperCase()}${text.slice(1)}: `,
];

const lines: readonly (readonly Piece[])[] = [
  [['# The masters of Frankfurt']],
  [['haproxy:']],
  [['  '], key('balancers'), ['[10.0.0.11, 10.0.0.12]', '["10.0.0.11.", 10.0.0.12]']],
  [
    ['  '],
    key('timeouts'),
    ['{ connect: '],
    time('10s', '10 s', '10sec', '10S', '010s'),
    [', client: '],
    time('15m', '15min', '15 minutes'),
    [' } # patient', ' }# patient', ''],
  ],
  [['  global:']],
  [['    chroot: '], ['false', 'no', 'off']],
  [['hosts:']],
  [['  ca1: '], ['{ address: 10.0.0.90 }', '10.0.0.90']],
  [['  "101": ', '  101: '], ['{ address: 10.0.0.91, id: 7 }']],
  [['pools:']],
  [['  - '], key('name'), ['compile # the pool']],
  [
    ['    '],
    key('bind'),
    ['"[2001:db8::100]:8140"', '[2001:db8::100]:8140', '"[2001:db8::100] :8140"'],
  ],
  [['    '], key('hash-type'), ['consistent', 'Consistent', '" consistent"']],
  [
    ['    check: { inter: ', '    check: {inter: ', '    check: { interval: '],
    time('1500ms', '1.5s', '1500 ms', '1500msec'),
    [', rise: 2, '],
    key('fall'),
    ['3', '"3"'],
    [' }'],
  ],
  [['    servers:']],
  [
    ['      - { name: compile01'],
    [', ', ' '],
    ['address: 10.0.0.101, port: 8150 }', 'address: 10.0.0.101:8150 }', 'ip: 10.0.0.101:8150 }'],
  ],
  [
    ['      - { name: compile02, '],
    key('address'),
    ['"10.0.0.102", maxconn: '],
    ['50', '"50"'],
    [' }', ''],
  ],
  [['      - name: compile03', '      – name: compile03', '      - name : compile03']],
  [['        address: 10.0.0.103 # by the door']],
  [['        certname: '], ['compile03.example.com', 'Compile03.example.com']],
  [['      - { name: compile04, address: "2001:db8::104", send-proxy: '], ['false', 'no'], [' }']],
  [['      - { name: "1e3", address: 10.0.0.105 }', '      - { name: 1e3, address: 10.0.0.105 }']],
  [['  - name: pcp']],
  [['    role: '], ['pcp', 'PCP', '“pcp”']],
  [['    bind: '], ['"*:8142"', '*:8142']],
  [['    balance: '], ['leastconn', 'least-conn', 'LeastConn', 'leastconn ']],
  [
    ['    check: { kind: puppet, verify: none, path: '],
    ['/status/v1/simple', 'status/v1/simple'],
    [' }'],
  ],
  [['    servers: ["101", ca1]', '    servers: ["101", ca1] ']],
  [['    extra: '], ['[option tcpka]', 'option tcpka']],
];

/** An inventory whose pieces are written in the ways of the numbers, and as meant where one has no such way. */
export function slip(numbers: readonly number[], lineBreak: string, isEnded: boolean): Slipped {
  let next = 0;
  const write = (piece: Piece): string => {
    const number = numbers[next % numbers.length] ?? 0;
    next += 1;
    return piece[number < piece.length ? number : 0] ?? '';
  };
  const end = isEnded ? lineBreak : '';
  const meant = lines.map((pieces) => pieces.map(([text]) => text).join(''));
  const written = lines.map((pieces) => pieces.map(write).join(''));
  return { meant: meant.join(lineBreak) + end, written: written.join(lineBreak) + end };
}

/** Inventories with some pieces written in another way; their line breaks are those of Unix or Windows. */
export const slipped: fc.Arbitrary<Slipped> = fc
  .tuple(
    fc.array(fc.nat({ max: 11 }), { minLength: 200, maxLength: 200 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([numbers, lineBreak, isEnded]) => slip(numbers, lineBreak, isEnded));
