import { houseScenario } from '../kit/house-scenario.ts';
import { claims } from './claims.ts';
import { concertPolicy, concertTerms } from './concert.ts';
import { parameters, sizes } from './parameters.ts';

const drawing = `
 hall                                     platform                                                              providers
 sensors ─▶ gateway ─RP-T─▶ IoT platform ─RP-I─▶ things agent ─▶ secure DPM ─RP-M─▶ connector (occupancy) ─RP-C─▶ 1
 stage: lamp, display ◀─RP-T─────┘                                    entity agent (the hall's twin)              2
                                                                        ▲ RP-M view      ▲ RP-M result            ...
 audience, crew ─RP-A enter, pose, view─▶ avatar agent ─RP-M─▶──────────┘                │                        20
                                              └─RP-M pose─▶ secure DPM of the show ──────┤
                                                              ├─RP-M job─▶ connector (rendering) ─RP-C─▶ all
                                                              └─RP-M job─▶ connector (choreography: digital humans) ─RP-C─▶ all
 the crowd grows ▁▂▃▄▅▆▇▆▅▄ to its peak and ebbs away
`;

/** A virtual concert whose rendering and digital humans are computed by several outside providers (use case of X.stm-dpm). */
export const concert = houseScenario({
  id: 'S02',
  name: 'virtual-concert-external-dpm',
  summary:
    'A concert: the crowd ramps to a peak, avatars move as their people do, rendering and digital humans are computed outside.',
  drawing,
  classes: ['EX', 'IA', 'PV'],
  groups: ['R1', 'R3', 'R4'],
  parameters,
  sizes,
  attacks: ['A20', 'A24', 'A31', 'A33'],
  headline: ['M01', 'M30'],
  claims,
  house: concertTerms,
  policy: concertPolicy,
});
