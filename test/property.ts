import fc from 'fast-check';

/** The seed of what is generated: the same in every run, but in `npm run hunt`. */
export const seed: number = wholeNumber('PUPPETLB_SEED', 1, 0);

/** How many times as many cases as a test asks for are made: more than once in `npm run hunt`. */
const factor = wholeNumber('PUPPETLB_RUNS_FACTOR', 1, 1);

/** The number of cases that are made where a test asks for some. */
export function runsOf(count: number): number {
  return count * factor;
}

/** The milliseconds that a test of generated cases may take where it asks for some. */
export function timeoutOf(milliseconds: number): number {
  return milliseconds * factor;
}

/** Throws the smallest counterexample of a property, looked for in so many cases of a seed. */
export function assertProperty<Values>(
  property: fc.IAsyncProperty<Values>,
  runs?: number,
  own?: number,
): Promise<void>;
export function assertProperty<Values>(
  property: fc.IProperty<Values>,
  runs?: number,
  own?: number,
): void;
export function assertProperty<Values>(
  property: fc.IRawProperty<Values>,
  runs = 100,
  own = seed,
): Promise<void> | void {
  return fc.assert(property, { seed: own, numRuns: runsOf(runs) });
}

/** So many values. */
export function sample<Value>(arbitrary: fc.Arbitrary<Value>, count: number): Value[] {
  return fc.sample(arbitrary, { seed, numRuns: runsOf(count) });
}

/** The value of a seed. */
export function drawOne<Value>(arbitrary: fc.Arbitrary<Value>, own: number): Value {
  const [value] = fc.sample(arbitrary, { seed: own, numRuns: 1 });
  return value as Value;
}

function wholeNumber(name: string, otherwise: number, least: number): number {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) < least) {
    throw new Error(`${name} is "${text}"; write a whole number from ${least} on`);
  }
  return Number(text);
}
