import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { controlsOf } from '../sim/controls/profiles.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import { factNumber } from '../sim/framework/fact.ts';
import { points } from '../sim/framework/figure.ts';
import { profileNames } from '../sim/framework/profile.ts';
import type { House } from '../sim/worlds/virtual/house.ts';
import type { VirtualWorld } from '../sim/worlds/virtual/world.ts';
import { prepare } from './replicate.ts';
import { planOf } from './testing/play.ts';

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

const house = fc.record({
  seed: fc.nat(1_000_000),
  profile: fc.constantFrom(...profileNames),
  without: fc.subarray([...framework], { maxLength: 4 }),
  attacks: fc.subarray([...attacks], { maxLength: 3 }),
  rooms: fc.integer({ min: 1, max: 6 }),
  roomsPerGateway: fc.integer({ min: 1, max: 3 }),
  platforms: fc.integer({ min: 1, max: 3 }),
  providers: fc.integer({ min: 1, max: 3 }),
  mapping: fc.constantFrom('every', 'alternate'),
  persons: fc.integer({ min: 2, max: 8 }),
  guests: fc.integer({ min: 1, max: 3 }),
  phases: fc.constantFrom('uniform', 'aligned'),
  latency: fc.constantFrom('fixed', 'lognormal'),
  lossShare: fc.constantFrom(0, 0.02, 0.3),
  personMillis: fc.constantFrom(0, 18, 900, 4000),
  wanMillis: fc.constantFrom(0, 10, 700),
  restartAtSeconds: fc.constantFrom(0, 12, 30.5),
  revokeAtSeconds: fc.constantFrom(0, 15),
  statusSeconds: fc.constantFrom(5, 60),
});

test('whatever the house and whoever attacks it, every message sent is delivered, refused, dropped or still inside', () => {
  fc.assert(
    fc.property(house, ({ seed, profile, without, attacks: attacked, ...set }) => {
      const books = new Books();
      const { world, untilNs } = prepare(
        planOf(
          { seed, profile: { name: profile, without }, attacks: attacked, observers: [books], intensity: 3 },
          { ...set, warmUpSeconds: 5, durationSeconds: 45, windowSeconds: 5 },
        ),
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
});

test('half-open places are given back and no slot is lost, however much was lost, restarted and flooded', () => {
  fc.assert(
    fc.property(house, ({ seed, profile, without, attacks: attacked, ...set }) => {
      const { world, cast, untilNs } = prepare(
        planOf(
          { seed, profile: { name: profile, without }, attacks: attacked, intensity: 3 },
          // Nothing is said after the first half minute: reports, looks and polls come later than the end.
          {
            ...set,
            reportSeconds: 10,
            deviceReportSeconds: 10,
            warmUpSeconds: 5,
            durationSeconds: 25,
          },
        ),
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
});
