import type { Cast, Scenario } from '../../sim/framework/scenario.ts';
import { castCrowd } from './cast.ts';
import { claims } from './claims.ts';
import { seatCrowd } from './crowd.ts';
import { entitlements } from './entitlements.ts';
import { parameters, sizes } from './parameters.ts';
import type { ManyIdentitiesParameters } from './parameters.ts';
import { policy } from './policy.ts';
import { stage } from './stage.ts';

const drawing = `
 one thing                              platform 1
 ┌─────────────┐ identity  ─RP-T report─▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent (twin) ──────────────────┐
 │ stands in   │   here    ─RP-T map───▶     │                                     │    ▲                                │
 │ one place,  │                             │ RP-D map, demap         RP-D inquire│    │ RP-D correlated                │
 │ wakes once, │                             ▼                                     ▼    │                                │
 │ one owner's │                    identity storage with the correlation service ◀┘ ───┘ ──RP-O entry─▶ audit log       │ RP-X
 │ will        │                             ▲                                                                           │ follow
 │             │                             │ RP-D map, demap                                                           ▼
 └─────────────┘ identity  ─RP-T map───▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent (twin, and its state elsewhere)
                  there    ─RP-T report─▶   platform 2 (and as many more as there are)
`;

/** A device has an identity of its own at each platform; a correlation service puts them together as its owner wills (Y.4812, case c). */
export const manyIdentitiesOneDevice: Scenario<ManyIdentitiesParameters> = {
  id: 'S07',
  name: 'many-identities-one-device',
  summary:
    'Things have another identity at each platform; a correlation service joins them as their owners agree, and curious platforms try to.',
  drawing,
  classes: ['IX', 'IA'],
  groups: ['R2', 'R5'],
  parameters,
  sizes,
  attacks: ['A17', 'A52'],
  headline: ['M30', 'M62', 'M33'],
  claims,
  build,
};

function build(values: ManyIdentitiesParameters, seed: number): Cast {
  const crowd = seatCrowd(values, seed);
  const household = policy(crowd);
  return {
    ...castCrowd(crowd, values, seed),
    household,
    entitlements: entitlements(crowd, values),
    stage: stage(crowd, values),
    subjectName: (subject) => household.nameOf(subject),
  };
}
