import { pairedBootstrap } from '../../metrics/statistics/bootstrap.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import { Moments } from '../../metrics/statistics/moments.ts';
import { pairedDifference } from '../../metrics/statistics/paired.ts';
import { clopperPearsonInterval, wilsonInterval } from '../../metrics/statistics/proportion.ts';
import { replicatedSteadyState, steadyState } from '../../metrics/statistics/steady-state.ts';
import { singleServerWait } from '../../scenarios/anchors/closed-forms.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { alignedTable } from '../table.ts';
import { atLeast, within } from './figure.ts';
import type { Bar, Call, Figure } from './figure.ts';
import { drawnCoverage, exactCoverage, rateIntervals } from './rate-coverage.ts';
import { stoppings } from './sequential-coverage.ts';
import { shareBars } from './share-stopping.ts';
import { singleServerWaits } from './single-server.ts';

/** Whether intervals hold what they say, whether common random numbers pay, and whether stopping at a precision is honest. */
export const coverageFigure: Figure = {
  name: 'coverage',
  summary:
    '95 % intervals over 1 000 repetitions, of M/M/1, of rates, and where a precision stops: 93 to 97 %; common random numbers: five-fold',
  takes: '',
  measure(call) {
    const repetitions = call.quick ? 200 : 1000;
    return [
      ...steadyBars(call, repetitions),
      ...rateBars(call, repetitions),
      ...commonNumberBars(call, repetitions),
      ...stoppingBars(call, repetitions),
      ...shareBars(call),
    ];
  },
};

/** Points of coverage by which chance moves a measured 95 %: three standard errors of a share. */
const chanceOf = (repetitions: number): number => 300 * Math.sqrt((0.95 * 0.05) / repetitions);

/** 93 to 97 % over 1 000 repetitions, wider by as much as chance does more over fewer. */
const around = (what: string, share: number, repetitions: number): Bar => {
  const more = chanceOf(repetitions) - chanceOf(1000);
  return within(what, 100 * share, 93 - more, 97 + more, ' %');
};

/** At least 95 % less what chance does. */
const noLess = (what: string, share: number, repetitions: number): Bar =>
  atLeast(what, 100 * share, Number((95 - chanceOf(repetitions)).toFixed(2)), ' %');

const percent = (share: number): string => (100 * share).toFixed(1);

function steadyBars({ print }: Call, repetitions: number): Bar[] {
  const rate = 0.7;
  const truth = singleServerWait(rate, 1);
  const waits = (customers: number, name: string): Float64Array =>
    singleServerWaits({ rate, customers, name: `coverage ${name}` });
  const ways = {
    'one run of 60 000 customers, MSER-5, batch means': (name: string) => steadyState(waits(60_000, name)),
    '10 runs of 6 000 customers, MSER-5 on their average, Student': (name: string) =>
      replicatedSteadyState(Array.from({ length: 10 }, (_, run) => waits(6000, `${name} run ${run}`))),
  };
  const rows = [['M/M/1, rho 0.7, from empty', 'held %', 'no answer', 'mean / truth', 'half-width %', 'left out']];
  const bars: Bar[] = [];
  for (const [way, measure] of Object.entries(ways)) {
    const [means, halves, leftOut] = [new Moments(), new Moments(), new Moments()];
    let held = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const found = measure(`${way} ${repetition}`);
      // No answer holds nothing.
      if (found === null || found.interval === null) continue;
      means.add(found.mean);
      halves.add((found.interval[1] - found.interval[0]) / 2);
      leftOut.add(found.leftOut);
      if (holds(found.interval, truth)) held++;
    }
    rows.push([
      way,
      percent(held / repetitions),
      String(repetitions - means.n),
      (means.mean / truth).toFixed(4),
      percent(halves.mean / truth),
      leftOut.mean.toFixed(0),
    ]);
    bars.push(around(`mean wait of M/M/1: ${way}`, held / repetitions, repetitions));
  }
  print(alignedTable(rows, ['left', 'right', 'right', 'right', 'right', 'right']));
  return bars;
}

const holds = ([lower, upper]: Interval, truth: number): boolean => lower <= truth && truth <= upper;

/** Trials that a rate of an attack rests on at least, as the figure `attacks` asks for them. */
const usualTrials = 200;
const rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5];

function rateBars({ print }: Call, repetitions: number): Bar[] {
  const wilson = rateIntervals(wilsonInterval, usualTrials);
  const exact = rateIntervals(clopperPearsonInterval, usualTrials);
  const drawn = rates.map((rate) =>
    drawnCoverage([wilson, exact], rate, repetitions, new Stream(keyOf(1, 'coverage', `rate ${rate}`))),
  );
  const rows = [[`rate, of ${usualTrials}`, 'Wilson held %', 'by the law', 'Clopper-Pearson held %', 'by the law']];
  rates.forEach((rate, at) => {
    const [byWilson, byExact] = drawn[at]! as [number, number];
    rows.push([
      String(rate),
      percent(byWilson),
      percent(exactCoverage(wilson, rate)),
      percent(byExact),
      percent(exactCoverage(exact, rate)),
    ]);
  });
  print(alignedTable(rows, ['right', 'right', 'right', 'right', 'right']));

  const grid = Array.from({ length: 981 }, (_, step) => (step + 10) / 1000);
  const worst = (own: readonly number[]): string => {
    const least = Math.min(...own);
    return `${percent(least)} at ${grid[own.indexOf(least)]!}`;
  };
  const mean = (own: readonly number[]): number => Moments.of(own).mean;
  const along = [50, usualTrials, 1000].map((trials) => {
    const of = (rule: typeof wilsonInterval): number[] => {
      const intervals = rateIntervals(rule, trials);
      return grid.map((rate) => exactCoverage(intervals, rate));
    };
    return { trials, wilson: of(wilsonInterval), exact: of(clopperPearsonInterval) };
  });
  print(
    alignedTable(
      [
        ['trials, rates 0.01 to 0.99 by the law', 'Wilson mean %', 'worst %', 'Clopper-Pearson mean %', 'worst %'],
        ...along.map((one) => [
          String(one.trials),
          percent(mean(one.wilson)),
          worst(one.wilson),
          percent(mean(one.exact)),
          worst(one.exact),
        ]),
      ],
      ['right', 'right', 'right', 'right', 'right'],
    ),
  );
  const usual = along.find(({ trials }) => trials === usualTrials)!;
  return [
    around(
      `Wilson, ${usualTrials} trials, mean over rates ${rates.join(', ')}`,
      mean(drawn.map(([one]) => one!)),
      repetitions,
    ),
    within(
      `Wilson, ${usualTrials} trials, worst rate of 0.01 to 0.99, by the law`,
      100 * Math.min(...usual.wilson),
      93,
      97,
      ' %',
    ),
    noLess(
      `Clopper-Pearson, ${usualTrials} trials, worst of these rates`,
      Math.min(...drawn.map(([, one]) => one!)),
      repetitions,
    ),
    atLeast(
      `Clopper-Pearson, worst rate and number of trials, by the law`,
      100 * Math.min(...along.flatMap(({ exact: own }) => own)),
      95,
      ' %',
    ),
  ];
}

function commonNumberBars({ print }: Call, repetitions: number): Bar[] {
  const rate = 0.8;
  const faster = 1.05;
  const meanWait = (serviceMean: number, repetition: number, name: string): number =>
    Moments.of(
      singleServerWaits({ rate, serviceMean, customers: 11_000, name: `${name} ${repetition}` }).subarray(1000),
    ).mean;
  const runs = Array.from({ length: repetitions }, (_, repetition) => repetition);
  const now = runs.map((repetition) => meanWait(1, repetition, 'shared'));
  const then = runs.map((repetition) => meanWait(1 / faster, repetition, 'shared'));
  const alone = runs.map((repetition) => meanWait(1 / faster, repetition, 'alone'));
  const reduction = (one: readonly number[], other: readonly number[]): number =>
    pairedDifference(one, other).varianceReduction!;
  const found = pairedBootstrap(now, then, reduction, { stream: new Stream(keyOf(1, 'coverage', 'bootstrap')) });
  const truth = singleServerWait(rate, faster) - singleServerWait(rate, 1);
  const row = (name: string, second: readonly number[]): string[] => {
    const { mean, interval } = pairedDifference(now, second);
    return [
      name,
      mean.toFixed(4),
      interval!.map((end) => end.toFixed(4)).join(' to '),
      truth.toFixed(4),
      reduction(now, second).toFixed(2),
    ];
  };
  print(
    alignedTable(
      [
        [
          'service 5 % faster, rho 0.8, 10 000 customers',
          'change of mean wait, s',
          '95 %',
          'closed form',
          'variance cut by',
        ],
        row('same random numbers', then),
        row('numbers of its own', alone),
      ],
      ['left', 'right', 'right', 'right', 'right'],
    ),
  );
  return [
    atLeast('common random numbers, 5 % faster service at rho 0.8: variance cut by', found.estimate, 5),
    atLeast('the same, lower end of its 95 % interval (BCa)', found.interval?.[0] ?? NaN, 5),
  ];
}

function stoppingBars({ print }: Call, repetitions: number): Bar[] {
  const rows = [
    [
      'M/M/1, rho 0.5, runs of 1 000, stops at',
      'looks',
      'mean runs',
      'reached %',
      'asked for held %',
      'interval held %',
    ],
  ];
  const bars: Bar[] = [];
  for (const { name, rule, looks, runs, reached, askedHeld, intervalHeld } of stoppings(repetitions)) {
    // Of two metrics, the one that is held more rarely.
    const [asked, interval] = [Math.min(...askedHeld) / repetitions, Math.min(...intervalHeld) / repetitions];
    rows.push([name, looks, runs.mean.toFixed(1), percent(reached / repetitions), percent(asked), percent(interval)]);
    if (rule !== 'claimed') continue;
    bars.push(
      atLeast(`${name}: reached`, (100 * reached) / repetitions, 100, ' %'),
      noLess(`${name}: the precision asked for holds the truth`, asked, repetitions),
      around(`${name}: the interval reached holds the truth`, interval, repetitions),
    );
  }
  print(alignedTable(rows, ['left', 'left', 'right', 'right', 'right', 'right']));
  return bars;
}
