import { widest } from './anchor.ts';
import { quorumFails } from './closed-forms.ts';
import { quorumAnchor, rightMissed } from './quorum-row.ts';

const lies = 0.2;
const copies = 7;
const expected = quorumFails(copies, lies);

/** V-I5: of seven, more than two thirds must agree; where three or more lie, there is no quorum for what is right. */
export const byzantineQuorum = quorumAnchor({
  row: {
    id: 'V-I5',
    name: 'a quorum of seven fails, a fifth lies',
    expected,
    widest: widest(expected, 0.0014),
  },
  copies,
  share: 2 / 3,
  lies,
  runs: 6,
  jobsARun: 20_000,
  counts: rightMissed,
});
