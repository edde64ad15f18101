import type { KillChain } from '../../sim/framework/kill-chain.ts';

/**
 * An operator lets a device in, the number of a resident's session is read on the wire and used from that device, and the archive is asked
 * by it for room after room. Keys and number are what is handed on. Forty pleas a play (assumption): of operators who let a device in
 * with 15 % each time, 1 in 670 plays finds none.
 *
 * What there is an order for C15 leaves to A44, and the apartment of the session's owner to A31: it bars the accounts afterwards, so that
 * few plays come through, and some do. C13 without C01 shows nobody anything, the operator neither.
 */
export const phishToConcert: KillChain = {
  id: 'K1',
  name: 'phish-to-concert',
  summary: 'An operator lets a device in, which asks an archive room by room with the session of somebody else.',
  home: 'lifecycle-and-erasure',
  order: 'sequence',
  stages: [
    {
      attack: 'A44',
      purpose: 'gets a device into the house',
      gives: ['device'],
      tries: 40,
      brokenBy: [],
      thinnedBy: ['C15'],
      stilledBy: [{ standing: 'C13', missing: 'C01' }],
    },
    {
      attack: 'A08',
      purpose: 'asks in somebody else’s name',
      takes: ['device'],
      gives: ['session'],
      tries: 1,
      brokenBy: [['C32'], ['C12'], ['C13']],
    },
    { attack: 'A31', purpose: 'copies the archive room by room', takes: ['session'], brokenBy: [['C12'], ['C13']] },
  ],
};
