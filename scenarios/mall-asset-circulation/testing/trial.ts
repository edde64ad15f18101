import fc from 'fast-check';
import type { Trial } from '../../testing/trial.ts';
import { mallAssetCirculation } from '../scenario.ts';

/** How the circulation of assets in a mall is tried. */
export const trial: Trial = {
  scenario: mallAssetCirculation,
  small: {
    platforms: 2,
    customers: 3,
    assets: 2,
    wallets: 1,
    walletAssets: 3,
    lures: 40,
    ledgerNodes: 2,
    blockSeconds: 0.5,
    buyEverySeconds: 8,
    offerEverySeconds: 5,
    bringEverySeconds: 15,
    warmUpSeconds: 8,
    durationSeconds: 40,
  },
  longer: { A24: { durationSeconds: 90 } },
  chancy: { platforms: 2, customers: 3, lures: 40, blockSeconds: 0.5, latency: 'lognormal' },
  busy: { platforms: 2, customers: 5, blockSeconds: 0.5, buyEverySeconds: 5, offerEverySeconds: 4 },
  varied: fc.record({
    platforms: fc.integer({ min: 2, max: 4 }),
    customers: fc.integer({ min: 2, max: 5 }),
    assets: fc.integer({ min: 1, max: 4 }),
    wallets: fc.integer({ min: 0, max: 3 }),
    lures: fc.constant(20),
    ledgerNodes: fc.integer({ min: 2, max: 4 }),
    blockSeconds: fc.constantFrom(0.2, 1),
    balance: fc.constantFrom(10, 1000),
    buyEverySeconds: fc.constantFrom(3, 10),
    offerEverySeconds: fc.constantFrom(3, 10),
    latency: fc.constantFrom('fixed', 'lognormal'),
    ledgerMillis: fc.constantFrom(0, 17, 400),
    personMillis: fc.constantFrom(0, 18, 900),
    restartAtSeconds: fc.constantFrom(0, 12, 30.5),
    statusSeconds: fc.constantFrom(5, 60),
  }),
  // Wishes, blocks and statements come later than the end.
  quiet: {
    offerEverySeconds: 600,
    buyEverySeconds: 600,
    bringEverySeconds: 600,
  },
  lookedAround: {
    values: { platforms: 2, customers: 3, blockSeconds: 0.5, buyEverySeconds: 5, offerEverySeconds: 3 },
    from: ['ledger.receive block', 'entity-agent.receive settled', 'person.receive answer', 'attack end'],
  },
};
