import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { childrenPlaza } from '../scenario.ts';

/** How the plaza is tried. */
export const trial: Trial = {
  scenario: childrenPlaza,
  small: {
    guardians: 2,
    children: 2,
    teens: 1,
    adults: 5,
    warmUpSeconds: 8,
    durationSeconds: 40,
    withdrawAtSeconds: 25,
    barAtSeconds: 20,
    // On bytes a proof of work takes its time.
    joinBits: 6,
  },
  longer: {},
  chancy: { latency: 'lognormal', withdrawAtSeconds: 30, barAtSeconds: 20 },
  busy: { sayEverySeconds: 5 },
  varied: fc.record({
    guardians: fc.integer({ min: 1, max: 3 }),
    children: fc.integer({ min: 1, max: 3 }),
    teens: fc.integer({ min: 0, max: 2 }),
    adults: fc.integer({ min: 4, max: 6 }),
    unassured: fc.integer({ min: 0, max: 1 }),
    characters: fc.integer({ min: 1, max: 2 }),
    doors: fc.integer({ min: 1, max: 3 }),
    spots: fc.integer({ min: 1, max: 2 }),
    boastShare: fc.constantFrom(0, 0.32, 1),
    strangerShare: fc.constantFrom(0, 0.05, 1),
    restateSeconds: fc.constantFrom(5, 20),
    leaseSeconds: fc.constantFrom(6, 60),
    withdrawAtSeconds: fc.constantFrom(12, 30),
    barAtSeconds: fc.constantFrom(12, 30),
    latency: fc.constantFrom('fixed', 'lognormal'),
    personMillis: fc.constantFrom(0, 18, 900),
    sayEverySeconds: fc.constant(5),
    joinBits: fc.constantFrom(1, 19),
    silencedBy: fc.constantFrom(2, 12),
    newcomers: fc.constantFrom(1, 14),
    wanMillis: fc.constantFrom(0, 10, 700),
    restartAtSeconds: fc.constantFrom(0, 12, 30.5),
    statusSeconds: fc.constantFrom(5, 60),
    authorities: fc.constantFrom('one', 'two'),
    partnerSeconds: fc.constantFrom(3, 15),
    wallets: fc.constantFrom(0, 1, 3),
    lures: fc.constant(20),
    blockSeconds: fc.constantFrom(0.2, 2),
    bringEverySeconds: fc.constantFrom(5, 60),
    ledgerMillis: fc.constantFrom(0, 17, 400),
  }),
  // Everything that people say in the ordinary course comes later than the end.
  quiet: {
    sayEverySeconds: 40_000,
    contactEverySeconds: 40_000,
    askEverySeconds: 40_000,
    lookupEverySeconds: 40_000,
    restateSeconds: 40_000,
  },
  lookedAround: {
    values: { withdrawAtSeconds: 30, joinBits: 6 },
    from: [
      'person.receive speech',
      'entity-agent.receive contactConsent',
      'ai-agent.receive speech',
      'avatar-agent.receive visit',
      'attack answered',
      'attack end',
    ],
  },
};
