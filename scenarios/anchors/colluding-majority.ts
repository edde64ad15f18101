import { widest } from './anchor.ts';
import { majorityColludes } from './closed-forms.ts';
import { quorumAnchor, wrongAccepted } from './quorum-row.ts';

const lies = 0.2;
const expected = majorityColludes(lies);

/** V-I4: of three providers, of which each lies about a fifth of its results and all lie alike, two are believed. */
export const colludingMajority = quorumAnchor({
  row: {
    id: 'V-I4',
    name: 'three-way redundancy accepts a colluded result, a fifth lies',
    expected,
    widest: widest(expected, 0.0012),
  },
  copies: 3,
  share: 1 / 2,
  lies,
  runs: 10,
  jobsARun: 20_000,
  counts: wrongAccepted,
});
