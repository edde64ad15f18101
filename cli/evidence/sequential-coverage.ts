import { usualConfidence } from '../../metrics/statistics/interval.ts';
import { Moments } from '../../metrics/statistics/moments.ts';
import { reaches, sequentialVerdict, stoppedConfidence } from '../../metrics/statistics/sequential.ts';
import type { Estimated, PrecisionGoal } from '../../metrics/statistics/sequential.ts';
import { studentInterval } from '../../metrics/statistics/student.ts';
import { singleServerWait } from '../../scenarios/anchors/closed-forms.ts';
import { singleServerWaits } from './single-server.ts';

/** What is measured of M/M/1 at rho 0.5 in one run, with the closed forms: rho/(mu - lambda), and rho of all customers wait. */
const truths = { wait: singleServerWait(0.5, 1), waited: 0.5 };
type Measured = keyof typeof truths;

interface Goals {
  readonly name: string;
  readonly goals: readonly (readonly [Measured, PrecisionGoal])[];
}

/** Precisions at which is stopped: where some 11, 22 and 68 runs would do were their deviation known, and of two metrics at once. */
const asked: readonly Goals[] = [
  { name: 'mean wait to 10 %', goals: [['wait', { relative: 0.1 }]] },
  { name: 'mean wait to 7 %', goals: [['wait', { relative: 0.07 }]] },
  { name: 'mean wait to 4 %', goals: [['wait', { relative: 0.04 }]] },
  {
    name: 'mean wait to 7 % and share that waits to 0.015',
    goals: [
      ['wait', { relative: 0.07 }],
      ['waited', { absolute: 0.015 }],
    ],
  },
];

const mostRuns = 400;

type Estimates = () => readonly (readonly [Estimated, PrecisionGoal])[];

const atLooks = (count: number, estimates: Estimates): boolean =>
  sequentialVerdict({ count, most: mostRuns }, estimates) !== 'on';

/** The rule that is claimed, and what its parts are worth: when it may stop, on intervals of which confidence. */
const rules = {
  claimed: { looks: 'at 10, 15, 23 ..., drawn at 96.5 %', confidence: stoppedConfidence, stops: atLooks },
  looksAlone: { looks: 'at 10, 15, 23 ..., drawn at 95 %', confidence: usualConfidence, stops: atLooks },
  each: {
    looks: 'after each from 5, drawn at 95 %',
    confidence: usualConfidence,
    stops: (count: number, estimates: Estimates): boolean =>
      count >= mostRuns || (count >= 5 && estimates().every(([estimated, goal]) => reaches(estimated, goal))),
  },
} as const;
type Rule = keyof typeof rules;

/** What came of stopping at some goals by one rule. */
export class Stopping {
  readonly runs = new Moments();
  /** How often all goals were reached, not the cap. */
  reached = 0;
  /** For each goal, how often the estimate with the half-width asked for held the truth. */
  readonly askedHeld: number[];
  /** For each goal, how often the interval did that was reached. */
  readonly intervalHeld: number[];
  /** Whether this repetition goes on. */
  goesOn = true;

  readonly name: string;
  readonly rule: Rule;
  private readonly goals: Goals['goals'];

  constructor(name: string, rule: Rule, goals: Goals['goals']) {
    this.name = name;
    this.rule = rule;
    this.goals = goals;
    this.askedHeld = goals.map(() => 0);
    this.intervalHeld = goals.map(() => 0);
  }

  /** When the rule looks, in words. */
  get looks(): string {
    return rules[this.rule].looks;
  }

  /** Looks at what there is, if it is time, and notes what is true where it stops. */
  look(seen: Readonly<Record<Measured, Moments>>): void {
    const count = seen.wait.n;
    const { confidence, stops } = rules[this.rule];
    const estimates = () =>
      this.goals.map(
        ([of, goal]) => [{ value: seen[of].mean, interval: studentInterval(seen[of], confidence) }, goal] as const,
      );
    if (!stops(count, estimates)) return;
    this.goesOn = false;
    this.runs.add(count);
    const found = estimates();
    if (found.every(([estimated, goal]) => reaches(estimated, goal))) this.reached++;
    found.forEach(([{ value, interval }, goal], at) => {
      const truth = truths[this.goals[at]![0]];
      const half = 'relative' in goal ? goal.relative * Math.abs(value) : goal.absolute;
      if (Math.abs(value - truth) <= half) this.askedHeld[at]!++;
      if (interval![0] <= truth && truth <= interval![1]) this.intervalHeld[at]!++;
    });
  }
}

/** Customers that a run leaves out and measures. */
const [leftOut, measured] = [200, 1000];

/** Repeats runs of M/M/1 until every rule has stopped at every precision: all on the same runs. */
export function stoppings(repetitions: number): readonly Stopping[] {
  const all = asked.flatMap(({ name, goals }) =>
    (Object.keys(rules) as Rule[]).map((rule) => new Stopping(name, rule, goals)),
  );
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const one of all) one.goesOn = true;
    const seen = { wait: new Moments(), waited: new Moments() };
    for (let going = all; going.length > 0; going = going.filter((one) => one.goesOn)) {
      const name = `stopping ${repetition} run ${seen.wait.n}`;
      const waits = singleServerWaits({ rate: 0.5, customers: leftOut + measured, name }).subarray(leftOut);
      seen.wait.add(Moments.of(waits).mean);
      seen.waited.add(waits.reduce((count, wait) => count + (wait > 0 ? 1 : 0), 0) / measured);
      for (const one of going) one.look(seen);
    }
  }
  return all;
}
