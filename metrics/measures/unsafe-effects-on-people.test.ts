import { expect, test } from 'vitest';
import type { FoundViolation } from '../../sim/framework/metric.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { blockOf, frame } from '../testing/facts.ts';
import { unsafeEffectsOnPeople } from './unsafe-effects-on-people.ts';

const ns = (seconds: number): number => seconds * 1e9;
const unsafe = (row: number): FoundViolation => ({ property: 'safety', row }) as FoundViolation;
/** Four people are beside things 1 and 2 from 20 to 40 s, and nobody is known to be anywhere near thing 3. */
const people = (thing: number, nowNs: number): number | null =>
  thing === 3 ? null : nowNs >= ns(20) && nowNs < ns(40) ? 4 : 0;

test('an unsafe act counts where people are, and as long as they stay beside what it did', () => {
  const facts = blockOf([
    // Nobody is there yet: no act, but they come while the thing stands so. Put right after 5 s of that.
    { kind: 'acted', at: 10, subject: 1 },
    { kind: 'acted', at: 25, subject: 1 },
    // They are there; never put right.
    { kind: 'acted', at: 30.5, subject: 2 },
    // Safe, and where nobody knows.
    { kind: 'acted', at: 35, subject: 1 },
    { kind: 'acted', at: 35, subject: 3 },
  ]);
  const work = unsafeEffectsOnPeople.fold(frame(60, { people }));
  for (const row of [0, 2, 4]) work.violation!(unsafe(row));
  work.block(facts, new BlockIndex().read(facts));
  const { acts, personSeconds } = work.value();
  expect(acts).toEqual({ value: 1, n: 4 });
  expect(personSeconds!.n).toBe(4);
  // Looked at every second from the act on: 5 s, and 9.5 s which looks take for 10.
  expect(personSeconds!.value).toBe(4 * 5 + 4 * 10);
});

test('an act that is put right by another unsafe one is over, and the next one begins', () => {
  const facts = blockOf([
    { kind: 'acted', at: 20, subject: 1 },
    { kind: 'acted', at: 22, subject: 1 },
    { kind: 'acted', at: 25, subject: 1 },
  ]);
  const work = unsafeEffectsOnPeople.fold(frame(60, { people }));
  work.violation!(unsafe(0));
  work.violation!(unsafe(1));
  work.block(facts, new BlockIndex().read(facts));
  expect(work.value()).toEqual({ acts: { value: 2, n: 3 }, personSeconds: { value: 20, n: 3 } });
});

test('where no environment says who is where, nobody knows', () => {
  const facts = blockOf([{ kind: 'acted', at: 20, subject: 1 }]);
  const work = unsafeEffectsOnPeople.fold(frame(60));
  work.violation!(unsafe(0));
  work.block(facts, new BlockIndex().read(facts));
  expect(work.value()).toEqual({ acts: { value: null, n: 0 }, personSeconds: { value: null, n: 0 } });
});
