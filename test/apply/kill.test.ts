import { describe, expect, it } from 'vitest';
import { carryOut } from '../../src/apply/carry-out.ts';
import type { Plan } from '../../src/apply/journal.ts';
import { formatJournal } from '../../src/apply/journal.ts';
import { rollBack } from '../../src/apply/roll-back.ts';
import { guarded, Killed, type Nature, planOf, World } from './world.ts';

/** Runs something; undefined where it was killed. */
async function survive<T>(action: Promise<T>): Promise<T | undefined> {
  try {
    return await action;
  } catch (error) {
    if (error instanceof Killed) return undefined;
    throw error;
  }
}

/** The file and the process once everything that was begun has ended. */
function settled(world: World): string {
  world.pass(2000);
  return `${world.file} file, ${world.running.file} process, weights ${world.weights.join(' ')}`;
}

const oldEverywhere = 'old file, old process, weights 1 1';

function begin(nature: Nature, plan: Plan): World {
  const world = new World(nature);
  world.disk = formatJournal(guarded(plan));
  return world;
}

interface Kill {
  readonly at: number;
  readonly isAfter: boolean;
}

/** Kills the one that carries out, then the timer, each at an effect; a person rolls back what is left. */
async function killBoth(nature: Nature, plan: Plan, first: Kill, second?: Kill): Promise<World> {
  const world = begin(nature, plan);
  const front = world.effects(plan, first.at, first.isAfter);
  await survive(carryOut(guarded(plan), front));
  for (const kill of second === undefined ? [undefined] : [second, undefined]) {
    const { journal } = world;
    if (journal === undefined) break;
    const effects = world.effects(plan, kill?.at, kill?.isAfter);
    await survive(rollBack(journal, { kind: 'interrupted' }, effects));
  }
  return world;
}

const reloads = planOf();
const commands = planOf({ isCommanded: true });

const cases: readonly (readonly [string, Nature, Plan, string])[] = [
  [
    'a reload that is good',
    { starts: true, tells: false },
    reloads,
    'new file, new process, weights 2 2',
  ],
  [
    'a reload that a master answers',
    { starts: true, tells: true },
    reloads,
    'new file, new process, weights 2 2',
  ],
  ['a reload that fails without a word', { starts: false, tells: false }, reloads, oldEverywhere],
  ['a reload that the master says failed', { starts: false, tells: true }, reloads, oldEverywhere],
  [
    'a pool that loses its servers',
    { starts: true, tells: false, emptiesAfter: 1 },
    reloads,
    oldEverywhere,
  ],
  ['commands', { starts: true, tells: false }, commands, 'new file, old process, weights 2 2'],
  [
    'a command that is refused',
    { starts: true, tells: false, refuses: 1 },
    commands,
    oldEverywhere,
  ],
];

describe.each(cases)('%s', (_name, nature, plan, expected) => {
  it('ends as it should where nobody is killed', async () => {
    const world = begin(nature, plan);
    const outcome = await carryOut(guarded(plan), world.effects(plan));
    expect(settled(world), JSON.stringify(outcome)).toBe(expected);
    expect(world.journal).toBeUndefined();
    expect(outcome.kind).toBe(expected.startsWith('new') ? 'confirmed' : 'rolled-back');
  });

  it('ends old or new everywhere, whoever is killed at whatever effect', async () => {
    const whole = begin(nature, plan);
    let count = 0;
    const counting = new Proxy(whole.effects(plan), {
      get(effects, name) {
        count += 1;
        return Reflect.get(effects, name);
      },
    });
    await carryOut(guarded(plan), counting);
    const places = Array.from({ length: Math.min(count, 60) }, (_, index) => index + 1);
    for (const at of places) {
      for (const isAfter of [false, true]) {
        for (const second of [
          undefined,
          ...[1, 2, 3, 4, 5, 6, 9].map((two) => ({ at: two, isAfter })),
        ]) {
          const world = await killBoth(nature, plan, { at, isAfter }, second);
          expect([expected, oldEverywhere], JSON.stringify({ at, isAfter, second })).toContain(
            settled(world),
          );
          expect(world.journal).toBeUndefined();
        }
      }
    }
  });
});

describe('a rollback', () => {
  it('of a change that HAProxy never heard of touches no process', async () => {
    const world = begin({ starts: true, tells: false }, reloads);
    const outcome = await rollBack(
      guarded(reloads),
      { kind: 'interrupted' },
      world.effects(reloads),
    );
    expect(outcome.kind).toBe('untouched');
    expect(world.reloads).toBe(0);
  });

  it('never touches a file that somebody else wrote', async () => {
    const world = begin({ starts: true, tells: false }, reloads);
    world.file = 'other';
    const journal = { ...guarded(reloads), step: 'watched' as const };
    const outcome = await rollBack(journal, { kind: 'unconfirmed' }, world.effects(reloads));
    expect(outcome).toMatchObject({ kind: 'look-now', obstacle: { kind: 'file' } });
    expect(world.file).toBe('other');
    expect(world.reloads).toBe(0);
  });

  it("never follows somebody else's reload", async () => {
    const world = begin({ starts: true, tells: false }, reloads);
    world.file = 'new';
    world.reload();
    world.pass(1000);
    const journal = { ...guarded(reloads), step: 'watched' as const, newPid: 200 };
    const outcome = await rollBack(journal, { kind: 'unconfirmed' }, world.effects(reloads));
    expect(outcome).toMatchObject({ kind: 'look-now', obstacle: { kind: 'reload' } });
    expect(world.file).toBe('new');
    expect(world.reloads).toBe(1);
  });

  it('never takes back a CA that has signed, and does where it has not', async () => {
    const plan = planOf({ newCas: [{ pool: 'compile', server: 'a', sessions: 0 }] });
    for (const signs of [true, false]) {
      const world = begin({ starts: true, tells: false, emptiesAfter: 1, signs }, plan);
      const outcome = await carryOut(guarded(plan), world.effects(plan));
      expect(outcome.kind).toBe(signs ? 'look-now' : 'rolled-back');
      expect(settled(world)).toBe(signs ? 'new file, new process, weights 2 2' : oldEverywhere);
    }
  });

  it('happens where the disk is full', async () => {
    const world = begin({ starts: true, tells: false }, reloads);
    const effects = world.effects(reloads);
    const outcome = await carryOut(guarded(reloads), {
      ...effects,
      replace() {
        effects.replace();
        world.isFull = true;
      },
    });
    expect(outcome).toMatchObject({ kind: 'rolled-back', why: { kind: 'disk' } });
    expect(settled(world)).toBe(oldEverywhere);
  });

  it('changes nothing where the disk was full before', async () => {
    const world = begin({ starts: true, tells: false }, reloads);
    world.isFull = true;
    const outcome = await carryOut(guarded(reloads), world.effects(reloads));
    expect(outcome).toMatchObject({ kind: 'untouched', why: { kind: 'disk' } });
    expect(world.reloads).toBe(0);
  });
});

describe('a change that waits for a person', () => {
  const plan = planOf({ confirm: 10 });

  it.each([
    ['confirm', 'confirmed', 'new'],
    ['abort', 'rolled-back', 'old'],
    [undefined, 'rolled-back', 'old'],
  ] as const)('and hears %s is %s', async (answer, kind, file) => {
    const world = begin({ starts: true, tells: false }, plan);
    const effects = world.effects(plan);
    const outcome = await carryOut(guarded(plan), {
      ...effects,
      say(event) {
        if (event.kind === 'waiting') world.answer = answer;
      },
    });
    expect(outcome.kind).toBe(kind);
    world.pass(1000);
    expect([world.file, world.running.file]).toEqual([file, file]);
  });
});
