import fc from 'fast-check';
import { expect, test } from 'vitest';
import { controlsOf } from '../sim/controls/profiles.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import { factNumber } from '../sim/framework/fact.ts';
import { points } from '../sim/framework/figure.ts';
import { profileNames } from '../sim/framework/profile.ts';
import type { ParameterValues } from '../sim/framework/scenario.ts';
import type { House } from '../sim/worlds/virtual/house.ts';
import type { VirtualWorld } from '../sim/worlds/virtual/world.ts';
import { prepare } from './replicate.ts';
import type { RunPlan } from './replicate.ts';
import { planIn } from './testing/play.ts';
import { attacksOf } from './testing/trial.ts';
import type { Trial } from './testing/trial.ts';
import { trials } from './testing/trials.ts';

const houseOf = (world: VirtualWorld): House => (world as unknown as { readonly house: House }).house;

/** Counts messages sent and messages that came to their end; handshake packets have no kind and do not count. */
class Books implements FactObserver {
  sent = 0;
  ended = 0;

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      if (facts.message[row] === 0) continue;
      const kind = facts.kind[row]!;
      if (kind === factNumber.sent) this.sent++;
      const refusedOnTheWay = kind === factNumber.refused && facts.place[row]! < points.length;
      if (kind === factNumber.delivered || kind === factNumber.dropped || refusedOnTheWay) this.ended++;
    }
  }
}

const framework: readonly ControlId[] = controlsOf({ name: 'framework', without: [] }).map(({ id }) => id);

/** A trial of any shape, seed, controls and attackers. */
const house = (trial: Trial): fc.Arbitrary<{ readonly given: Partial<RunPlan>; readonly set: ParameterValues }> =>
  fc.record({
    given: fc.record({
      seed: fc.nat(1_000_000),
      profile: fc.record({
        name: fc.constantFrom(...profileNames),
        without: fc.subarray([...framework], { maxLength: 4 }),
      }),
      attacks: fc.subarray([...attacksOf(trial)], { maxLength: Math.min(3, attacksOf(trial).length) }),
      intensity: fc.constant(3),
    }),
    set: trial.varied,
  });

test.each(trials)(
  'in %s, whatever the house and whoever attacks it, every message sent is delivered, refused, dropped or still inside',
  (_id, trial) => {
    fc.assert(
      fc.property(house(trial), ({ given, set }) => {
        const books = new Books();
        const { world, untilNs } = prepare(
          planIn(trial.scenario, { ...given, observers: [books] }, { ...set, warmUpSeconds: 5, durationSeconds: 45 }),
        );
        world.run(untilNs);
        world.recorder.digest();
        const inside = Object.values(world.inFlight(points)).reduce((sum, one) => sum + one, 0);
        expect(books.sent).toBe(books.ended + inside);
        expect(books.sent).toBeGreaterThan(100);
        expect(houseOf(world).slots.used).toBeGreaterThanOrEqual(inside);
      }),
      { numRuns: 40 },
    );
  },
);

test.each(trials)(
  'in %s, half-open places are given back and no slot is lost, however much was lost, restarted and flooded',
  (_id, trial) => {
    fc.assert(
      fc.property(house(trial), ({ given, set }) => {
        const { world, cast, untilNs } = prepare(
          planIn(trial.scenario, given, { ...set, ...trial.quiet, warmUpSeconds: 5, durationSeconds: 25 }),
        );
        world.run(untilNs);
        const { slots, nodes, kernel } = houseOf(world);
        // All fall silent: handlers are not called any more, and what is under way comes to its end.
        for (const placement of cast.placements) {
          Object.assign(placement.component, {
            wake: () => undefined,
            receive: () => undefined,
            start: () => undefined,
            loaded: () => undefined,
          });
          Object.assign(placement.component, { stored: () => undefined, undelivered: () => undefined });
        }
        world.run(kernel.now + 300e9);
        const inside = Object.values(world.inFlight(points)).reduce((sum, one) => sum + one, 0);
        expect([inside, slots.used]).toEqual([0, 0]);
        const held = Array.from({ length: nodes.count }, (_, node) => nodes.halfOpen(node)).filter(
          (count) => count !== 0,
        );
        expect(held).toEqual([]);
      }),
      { numRuns: 40 },
    );
  },
);
