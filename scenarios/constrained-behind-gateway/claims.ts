import type { Claim } from '../../sim/framework/scenario.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import { entitledOnly, fewRefusals, guarded, judged, safeUnderAttack } from '../kit/claims.ts';

/** An exception report of 3GPP TR 45.820 may take so long. */
const promptMillis = 10_000;
/** The window of time stamps, and as long again as the slowest radio takes. */
const staleMillis = 40_000;
/** Longest frame of IEEE 802.15.4 (aMaxPHYPacketSize). */
const frameBytes = 127;

/** What is claimed of constrained things behind gateways, and for which profiles. Bounds without a source are assumptions. */
export const claims: readonly Claim[] = [
  // Here: gateways and IoT platforms learn nothing that tells of people.
  entitledOnly,
  // Here: no valve opens so far that it burns anybody.
  safeUnderAttack,
  fewRefusals,
  {
    name: 'no twin takes what an attacker made up, altered or sent again',
    profiles: guarded,
    holds: (value) => judged(value('M54.twin'), (share) => share === 0),
  },
  {
    name: 'a thing acts on a command once, and as it was given',
    profiles: guarded,
    holds: (value) => judged(value('M54.acts'), (share) => share === 0),
  },
  {
    name: 'readings reach the twin within ten seconds, 99 of 100, and none counts after forty whoever holds it back',
    profiles: guarded,
    holds: (value, attack) =>
      judged(value('M30.reportP99'), (millis) => millis <= (attack === 'none' ? promptMillis : staleMillis)),
  },
  {
    name: 'a report fits a frame of 127 bytes',
    profiles: profileNames,
    holds: (value) => judged(value('M55.max'), (bytes) => bytes <= frameBytes),
  },
];
