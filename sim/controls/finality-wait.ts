import type { Control, Guard } from '../framework/control.ts';

/** Settings of C39. */
export interface FinalityWaitSettings {
  /** Blocks of which the first holds the entry. */
  readonly depth: number;
}

const defaults: FinalityWaitSettings = { depth: 6 };

/** C39: an asset or a payment counts only when so many blocks hold it that hardly any branch undoes them. Stops A42 (R1). */
export const finalityWait = (settings: FinalityWaitSettings = defaults): Control => {
  const guard: Guard = {
    oblige(purpose, duty) {
      if (purpose === 'settlement' || purpose === 'income') duty.depth = Math.max(duty.depth, settings.depth);
    },
    inner(deed, at) {
      if (deed.deed !== 'use' || (deed.purpose !== 'settlement' && deed.purpose !== 'income')) return undefined;
      at.charge('judge');
      return (deed.circumstances.depth ?? 0) >= settings.depth ? undefined : 'not-final';
    },
  };
  return {
    id: 'C39',
    name: 'finality-wait',
    summary: 'An asset or a payment counts only once it lies six blocks deep in its ledger.',
    groups: ['R1', 'R5'],
    rung: 'data',
    layer: 'deed',
    step: 70,
    places: ['use'],
    limits:
      'Final is a matter of odds: who finds a share q of the blocks undoes six of them with a chance that V-L1 gives (0.16 for q = 0.3). Believes what its node of the ledger says of the depth. Every trade waits for it twice.',
    source: 'Rosenfeld 2014, confirmations against double spends (V-L1); six is the custom of Bitcoin: assumption.',
    stand: () => guard,
  };
};
