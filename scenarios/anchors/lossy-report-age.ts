import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { lossyReportAge as closedForm } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { instantLink } from './tiny-cast.ts';
import { reporter, watchTwin } from './twin-row.ts';

const [period, p] = [2, 0.5];
const expected = closedForm(period, p);

/** V-A4: every second of periodic readings is lost on the way: denial of view. */
export const lossyReportAge: Anchor = {
  rows: [
    {
      id: 'V-A4',
      name: 'mean age of the twin, reports every 2 s, half of them lost, s',
      expected,
      widest: widest(expected, 0),
    },
  ],
  through: 'components, corridor and a lossy link of the virtual world, metric M36',
  run(effort) {
    const link = { ...instantLink, loss: { kind: 'bernoulli', p } } as const;
    const ages = watchTwin(
      { name: 'V-A4', reporter: reporter(() => period, 'to the twin'), link, seconds: 4e6 },
      effort,
    );
    return [ofMeans(ages, effort)];
  },
};
