import type { Component } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';

/** Settings of a secure DPM that keeps nothing of the things that come and go. */
export interface RoamingDpmSettings {
  readonly entityAgent: Address<'entity-agent'>;
}

/**
 * The secure DPM of a platform to which things come: readings that were sealed for it are opened at its door, and all goes on to
 * the twin in the order in which it came, so that a thing's twin is never let go before its last reading.
 *
 *   things agent ─RP-M adopt, report, release─▶ secure DPM ─RP-M─▶ entity agent
 */
export const roamingDpm = ({ entityAgent }: RoamingDpmSettings): Component<'secure-dpm', object> => ({
  role: 'secure-dpm',
  code: 'roaming-dpm 1',
  state: () => ({}),
  start: () => undefined,
  receive: (_state, _index, message, io) => {
    const { kind } = message;
    if (kind === 'report' || kind === 'adopt' || kind === 'release') io.forward('RP-M', entityAgent);
  },
  wake: () => undefined,
});
