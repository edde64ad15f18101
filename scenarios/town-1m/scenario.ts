import { houseScenario } from '../kit/house-scenario.ts';
import { jobWires } from '../kit/stage.ts';
import { claims } from './claims.ts';
import { parameters, sizes } from './parameters.ts';
import { restarts, townTerms, townTrade } from './town.ts';

const drawing = `
 district 1                                        platform 1                                      all platforms share
 buildings: sensors ─RP-T─▶ gateways ─RP-T─▶ IoT platform ─RP-I─▶ things agent ─▶ secure DPM ─RP-M─▶ secure connector ─RP-C─▶ provider 1
            cameras, locks ─RP-T──────────────▲                        entity agent (twins) ◀─RP-A─ people                      ...
 ...                                                                                                                       provider 20
 district 5 ─────────────────────────────────────▶ platform 5 ─────────────────────────────────────────────────────────────────▲
 load of people:  night ▁▂▃▅▆▇▇▆▅▃▂▁ night, a flash crowd on top; things and gateways go down and come up again
 one identity storage ◀─RP-D─ everybody
`;

/** A whole town on one clock: the benchmark profile, and the scale at which a flood or a flash crowd is felt by others. */
export const town = houseScenario({
  id: 'S12',
  name: 'town-1m',
  summary:
    'A town of five districts, a platform each, twenty providers for all: load curve, churn, a flash crowd, a botnet; up to a million things.',
  drawing,
  parameters,
  sizes,
  attacks: ['A18', 'A20', 'A21', 'A22', 'A24', 'A33'],
  headline: ['M01', 'M30', 'M39'],
  claims,
  house: townTerms,
  trade: townTrade,
  wires: jobWires,
  events: restarts,
});
