import { profileNames } from '../../sim/framework/profile.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, judged } from '../kit/claims.ts';

const framework = ['framework'] as const;
/** Who holds a thing can hold it back: nothing makes a rogue platform pass a wish on, so it delays what it hands over falsely. */
const holdsThings: AttackId = 'A49';

/** What roaming things claim, and for which profiles. Bounds are service objectives: assumptions. */
export const claims: readonly Claim[] = [
  {
    name: 'no hand-over takes longer than two seconds',
    profiles: framework,
    holds: (value, attack) =>
      attack === holdsThings ? undefined : judged(value('M35.max'), (latencyMillis) => latencyMillis <= 2000),
  },
  {
    name: 'the twin of a thing stands on one platform at a time',
    profiles: framework,
    holds: (value) => judged(value('M56'), (share) => share === 0),
  },
  {
    name: 'no twin shows what its thing did not say',
    profiles: framework,
    holds: (value) => judged(value('M54.twin'), (share) => share === 0),
  },
  {
    name: 'nobody learns what he is not entitled to',
    profiles: guarded,
    holds: (value, attack) =>
      judged(value(attack === 'none' ? 'M40.all' : 'M40.byAttacks'), (records) => records === 0),
  },
  {
    name: 'glasses show beside a thing what it said, and nothing else',
    profiles: framework,
    holds: (value) => judged(value('M54.acts'), (share) => share === 0),
  },
  {
    name: 'no label takes more of a wearer’s view than is safe',
    profiles: guarded,
    holds: (value) => judged(value('M10'), (acts) => acts === 0),
  },
  {
    name: 'honest operations succeed within a second in 19 of 20 minutes',
    profiles: framework,
    holds: (value, attack) => (attack === holdsThings ? undefined : judged(value('M31'), (share) => share >= 0.95)),
  },
  {
    name: 'reports reach the twin within a second, 99 of 100',
    profiles: profileNames,
    holds: (value, attack) =>
      attack === 'none' ? judged(value('M30.reportP99'), (latencyMillis) => latencyMillis <= 1000) : undefined,
  },
  {
    name: 'controls refuse at most 1 in 200 of what is honest',
    profiles: profileNames,
    holds: (value, attack) => (attack === 'none' ? judged(value('M33'), (share) => share <= 0.005) : undefined),
  },
];
