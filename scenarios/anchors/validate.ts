import type { Interval } from '../../metrics/statistics/interval.ts';
import type { Anchor, AnchorRow } from './anchor.ts';
import { alarmBaseRate } from './alarm-base-rate.ts';
import { auditedBatch } from './audited-batch.ts';
import { auditedProvider } from './audited-provider.ts';
import { boundedTable, floodedTable } from './bounded-table.ts';
import { byzantineQuorum } from './byzantine-quorum.ts';
import { blindLinkage } from './blind-linkage.ts';
import { colludingMajority } from './colluding-majority.ts';
import { minedDoubleSpend, rareDoubleSpend } from './double-spend.ts';
import { rowConfidence, verdictOf } from './estimate.ts';
import type { Verdict } from './estimate.ts';
import { exfiltrationRace } from './exfiltration-race.ts';
import { shewhartRun } from './false-alarm-run.ts';
import { fixedService } from './fixed-service-wait.ts';
import { fixedWorkAge } from './fixed-work-age.ts';
import { collidingIdentifiers } from './identifier-collision.ts';
import { ledgerLatency } from './ledger-latency.ts';
import { lazyWorker } from './lazy-worker.ts';
import { lossyReportAge } from './lossy-report-age.ts';
import { manyServers } from './many-server-wait.ts';
import { implantStay } from './implant-stay.ts';
import { marketCommittee } from './market-committee.ts';
import { miraiGrowth } from './mirai-growth.ts';
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
import { twinStore } from './twin-store.ts';
import { agentSync, renewalHerd } from './workload-identity.ts';
import { wormSpread } from './worm-spread.ts';
import { wormWithCure } from './worm-with-cure.ts';

/** Closed forms of queues, security primitives and spreading, and the growth of Mirai. */
const closedForms: readonly Anchor[] = [
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
  shewhartRun(),
  alarmBaseRate(),
  rareDoubleSpend(),
  minedDoubleSpend(),
  pushGossip(),
  blindLinkage(),
  randomisedResponse,
  wormSpread(),
  wormWithCure(),
  implantStay(),
  miraiGrowth(),
];

/** Whole systems under load: calibrated to published figures, or as a published law says. */
const systems: readonly Anchor[] = [...twinStore, agentSync(), renewalHerd(), ledgerLatency()];

/** Every anchor, in the order in which they are measured and listed. */
export const anchors: readonly Anchor[] = [...closedForms, ...systems];

const rows: readonly AnchorRow[] = anchors.flatMap((anchor) => anchor.rows);

const rowsOf = (suite: readonly Anchor[]): number => suite.reduce((sum, anchor) => sum + anchor.rows.length, 0);

/** Confidence of each row's interval, so that all closed forms together fail by chance once in a thousand times. */
export const suiteConfidence = rowConfidence(rowsOf(closedForms));
/** The same for whole systems: a suite of its own, so that one that comes to it widens no interval of a closed form. */
export const systemConfidence = rowConfidence(rowsOf(systems));

const confidenceOf = (anchor: Anchor): number => (systems.includes(anchor) ? systemConfidence : suiteConfidence);

/** One closed form, or published figure, beside what the building blocks measured. */
export interface ValidatedRow {
  readonly id: string;
  readonly name: string;
  readonly expected: number;
  /** Of a published figure: the values that count as the same; null for a closed form, which has one. */
  readonly within: Interval | null;
  readonly measured: number;
  readonly ci: readonly [number, number];
  readonly verdict: Verdict;
  /** Of a published figure that the range is known not to give: why; null for all others. */
  readonly miss: string | null;
  /** Time that the measurement took on the wall; rows that one system answers share it. */
  readonly seconds: number;
}

/** How far a validation has come: the rows that are measured, those that are done, and the share of the current ones. */
export interface ValidationProgress {
  readonly label: string;
  readonly done: number;
  readonly of: number;
  readonly share: number;
}

/** Which anchors are measured, how hard, and who watches. */
export interface Validation {
  /** Rows by id; all of them where nothing is said. One system answers for its rows together. */
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly share?: number;
  /** Seconds on the wall, for `seconds` of the rows. */
  readonly clock: () => number;
  readonly onProgress: (progress: ValidationProgress) => void;
  /** Those of the range where nothing is said. */
  readonly among?: readonly Anchor[];
}

/** Identifiers of the rows, in the order in which they are listed. */
export const rowIds: readonly string[] = rows.map(({ id }) => id);

/** Measures anchors, with a fixed seed. The confidence of a row is that of its suite, however few are asked for. */
export function validate(validation: Validation): readonly ValidatedRow[] {
  const { only, seed = 1, share = 1, clock, onProgress, among = anchors } = validation;
  const wanted = among
    .map((anchor) => ({ anchor, shown: anchor.rows.filter(({ id }) => only?.includes(id) ?? true) }))
    .filter(({ shown }) => shown.length > 0);
  const of = wanted.reduce((sum, { shown }) => sum + shown.length, 0);
  const done: ValidatedRow[] = [];
  for (const { anchor, shown } of wanted) {
    const label = shown.map((row) => row.id).join(' ');
    const tick = (part: number): void => onProgress({ label, done: done.length, of, share: part * shown.length });
    const begun = clock();
    tick(0);
    const estimates = anchor.run({ seed, share, confidence: confidenceOf(anchor), tick });
    const took = clock() - begun;
    for (const row of shown) {
      const estimate = estimates[anchor.rows.indexOf(row)]!;
      const { id, name, expected, within = null, miss = null } = row;
      done.push({ id, name, expected, within, ...estimate, verdict: verdictOf(row, estimate), miss, seconds: took });
    }
  }
  return done;
}
