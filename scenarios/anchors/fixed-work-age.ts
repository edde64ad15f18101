import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { fixedServiceAge } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { reporter, watchTwin } from './twin-row.ts';

const rho = 0.53;
const expected = fixedServiceAge(rho);

/** V-A2: readings at random moments reach a twin that takes 1 s for each, by its cost table. */
export const fixedWorkAge: Anchor = {
  rows: [{ id: 'V-A2', name: 'M/D/1 mean age of the twin, rho 0.53, s', expected, widest: widest(expected, 0.0041) }],
  through: 'components, corridor, cost table and stations of the virtual world, metric M36',
  run(effort) {
    const source = reporter((uniform) => -Math.log(uniform()) / rho, 'to the twin');
    const ages = watchTwin({ name: 'V-A2', reporter: source, costs: { handle: 1e9 }, seconds: 4e6 }, effort);
    return [ofMeans(ages, effort)];
  },
};
