import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { isIn, walkIn } from './steps/walk-in.ts';

/**
 * A counterfeit and a fraudulent payment: whoever sits on the wire from the ledger to a platform writes into it that an asset, and money
 * for it, have come for an account; then the session keys of a customer, stolen minutes ago, buy something in the customer's name. Breaks
 * authenticity.
 */
export const assetTheftAndFraud: Attack = {
  id: 'A51',
  name: 'asset-theft-and-fraud',
  summary:
    'A counterfeit asset is written into the word of the ledger, and a stolen session buys in a customer’s name.',
  classes: ['IA', 'IX'],
  groups: ['R1', 'R5'],
  breaks: 'authenticity',
  position: 'on the wire from the ledger to a platform, and outside with a customer’s session keys',
  knowledge: 'protocol',
  budget: 'two forged entries, one stolen session and one purchase an attempt',
  preconditions: 'the session keys were copied minutes ago, younger than any credential’s life',
  needs: ['wires.settlements', 'copies.shopper'],
  steps: ['counterfeit', 'enter', 'buy'],
  gains: ['session'],
  observables: 'broken records, a payer asked for what it did not wish for, unconfirmed purchases',
  // Each closes one way: nobody writes into a sealed wire (C32), and the payer confirms on a line of its own (C41).
  beatenBy: ['C32', 'C41'],
  notBeatenBy: ['C01', 'C03', 'C11', 'C12', 'C13', 'C39'],
  residual: { rate: 0, reason: 'none is known; a payer who is tricked into confirming is A44' },
  references: ['ATT&CK v18.1 T1539', 'ATT&CK v18.1 T1565.002'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const wire = hand.stage.wires['settlements']!;
    const { node: person, entry } = hand.stage.copies['shopper']!;
    hand.step('counterfeit');
    hand.tap(wire, () => 'pass');
    // A version that nobody has heard of yet, as deep in the ledger as anybody may ask for.
    const about = { asset: 0, version: 100 + Math.floor(hand.now / seconds(1)), from: -1, to: person, depth: 99 };
    for (const money of [
      { move: 'asset', amountMicros: 0 },
      { move: 'payment', amountMicros: 1e9 },
    ] as const)
      hand.inject(wire, { kind: 'settled', subject: person, dataClass: 'operational', body: { ...about, ...money } });
    yield hand.wait(seconds(1));
    hand.step('enter');
    const line = yield* walkIn(hand, { person, door: entry, keys: hand.copied('shopper') });
    if (line === undefined) return;
    if (isIn(line)) hand.gain('session');
    hand.step('buy');
    const body = { priceMicros: 1e9, wish: hand.random.u32(), person };
    hand.say(line, { kind: 'buy', subject: person, dataClass: 'personal', body });
    yield hand.wait(seconds(8));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: ({ kind, detail, forged }) =>
      kind === 'used' && ['settlement', 'income', 'payment'].includes(detail) && forged,
  },
};
