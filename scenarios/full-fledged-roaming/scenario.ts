import type { Cast, Scenario } from '../../sim/framework/scenario.ts';
import { castFleet } from './cast.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { seatFleet } from './fleet.ts';
import { parameters, sizes } from './parameters.ts';
import type { RoamingParameters } from './parameters.ts';
import { policy } from './policy.ts';
import { stage } from './stage.ts';

const drawing = `
 robots, headsets, AR glasses                  platform 1
   │  with keys of ─RP-T join, report, move─▶ things agent ─RP-M adopt, report, release─▶ secure DPM ─RP-M─▶ entity agent (twin)
   │  their own    ◀─RP-T answer──────────────    │  ▲
   │                                    RP-X move │  │ RP-X answer
   │                                              ▼  │
   └───────────────RP-T join, report, ...───▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent (twin)
                                               platform 2 (and as many more as there are, each joined with all others)
 glasses ─RP-T look─▶ things agent ─RP-M look─▶ entity agent ─overlay─▶ things agent ─▶ glasses: a label, if it leaves enough of the view
 identity storage ◀─RP-D─ robots, headsets, glasses, things agents              audit log ◀─RP-O─ identity storage
`;

/** Things with keys of their own go from platform to platform; all rely on one identity storage. */
export const fullFledgedRoaming: Scenario<RoamingParameters> = {
  id: 'S03',
  name: 'full-fledged-roaming',
  summary:
    'Robots, headsets and AR glasses carry their own keys from platform to platform: each hands them over by their own word.',
  drawing,
  classes: ['IX'],
  groups: ['R4', 'R5'],
  parameters,
  sizes,
  attacks: ['A01', 'A04', 'A09', 'A24', 'A49'],
  headline: ['M01', 'M35', 'M33'],
  claims,
  build,
};

function build(values: RoamingParameters, seed: number): Cast {
  const fleet = seatFleet(values);
  const household = policy(fleet, values);
  return {
    ...castFleet(fleet, values, seed),
    household,
    entitlements: entitlements(fleet),
    stage: stage(fleet, values),
    subjectName: (subject) => household.nameOf(subject),
  };
}
