import type { Anchor, AnchorRow } from './anchor.ts';
import { auditedBatch } from './audited-batch.ts';
import { auditedProvider } from './audited-provider.ts';
import { boundedTable, floodedTable } from './bounded-table.ts';
import { byzantineQuorum } from './byzantine-quorum.ts';
import { blindLinkage } from './blind-linkage.ts';
import { colludingMajority } from './colluding-majority.ts';
import { minedDoubleSpend } from './double-spend.ts';
import { rowConfidence, verdictOf } from './estimate.ts';
import { exfiltrationRace } from './exfiltration-race.ts';
import { fixedService } from './fixed-service-wait.ts';
import { fixedWorkAge } from './fixed-work-age.ts';
import { collidingIdentifiers } from './identifier-collision.ts';
import { lazyWorker } from './lazy-worker.ts';
import { lossyReportAge } from './lossy-report-age.ts';
import { manyServers } from './many-server-wait.ts';
import { marketCommittee } from './market-committee.ts';
import { pollingDetector } from './polling-detector.ts';
import { priorityLanes } from './priority-waits.ts';
import { pushGossip } from './push-gossip.ts';
import { randomCommittee } from './random-committee.ts';
import { randomisedResponse } from './randomised-response.ts';
import { randomWorkAge } from './random-work-age.ts';
import { replayInWindow } from './replay-in-window.ts';
import { revocationExposure } from './revocation-exposure.ts';
import { filterFalsePositives, filterSize } from './revocation-filter.ts';
import { singleServer } from './single-server-wait.ts';
import { stolenCredentialLife } from './stolen-credential-life.ts';
import { stagedIntrusion } from './staged-intrusion.ts';
import { tandem } from './tandem-sojourn.ts';
import { wormSpread } from './worm-spread.ts';

/** Every anchor, in the order in which they are measured and listed. */
export const anchors: readonly Anchor[] = [
  singleServer(),
  manyServers,
  fixedService,
  boundedTable,
  floodedTable,
  priorityLanes,
  tandem,
  randomWorkAge,
  fixedWorkAge,
  lossyReportAge,
  revocationExposure(),
  stolenCredentialLife(),
  replayInWindow(),
  collidingIdentifiers(),
  filterFalsePositives(),
  filterSize(),
  auditedProvider,
  auditedBatch,
  lazyWorker,
  colludingMajority,
  byzantineQuorum,
  randomCommittee(),
  marketCommittee(),
  exfiltrationRace(),
  stagedIntrusion(),
  pollingDetector(),
  minedDoubleSpend(),
  pushGossip(),
  blindLinkage(),
  randomisedResponse,
  wormSpread(),
];

const rows: readonly AnchorRow[] = anchors.flatMap((anchor) => anchor.rows);

/** Confidence of each row's interval, so that the whole suite fails by chance once in a thousand times. */
export const suiteConfidence = rowConfidence(rows.length);

/** One closed form beside what the building blocks measured. */
export interface ValidatedRow {
  readonly id: string;
  readonly name: string;
  readonly expected: number;
  readonly measured: number;
  readonly ci: readonly [number, number];
  readonly verdict: 'pass' | 'fail';
}

/** Measures every anchor, with a fixed seed, and tells `onProgress` which row comes next and how many rows are done. */
export function validate(
  onProgress: (label: string, done: number, of: number) => void,
  { seed = 1, share = 1 }: { readonly seed?: number; readonly share?: number } = {},
): readonly ValidatedRow[] {
  const done: ValidatedRow[] = [];
  for (const anchor of anchors) {
    onProgress(anchor.rows.map((row) => row.id).join(' '), done.length, rows.length);
    const estimates = anchor.run({ seed, share, confidence: suiteConfidence });
    anchor.rows.forEach((row, index) => {
      const estimate = estimates[index]!;
      const { id, name, expected } = row;
      done.push({ id, name, expected, ...estimate, verdict: verdictOf(row, estimate) });
    });
  }
  onProgress('', done.length, rows.length);
  return done;
}
