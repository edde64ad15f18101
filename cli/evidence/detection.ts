import { detectionCases } from '../../scenarios/detection/cases.ts';
import type { DefenceOutcome, MeanOf } from '../../scenarios/detection/playbooks.ts';
import { baseRates, beliefs } from '../../scenarios/detection/roc.ts';
import type { AttackRoc, OperatingPoint } from '../../scenarios/detection/roc.ts';
import type { Containment } from '../../scenarios/detection/containment.ts';
import { playDetection } from '../../scenarios/detection/play-detection.ts';
import type { DetectionOutcome, FrozenThreshold } from '../../scenarios/detection/play-detection.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import { alignedTable } from '../table.ts';
import { numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';

const intervalText = (interval: Interval | null): string =>
  interval === null ? '' : ` [${numberText(interval[0])}, ${numberText(interval[1])}]`;
const valueText = (value: number | null, interval: Interval | null = null): string =>
  `${value === null ? '?' : numberText(value)}${intervalText(interval)}`;
const meanText = ({ mean, interval }: MeanOf): string => valueText(mean, interval);

const table = (rows: readonly (readonly string[])[]): string =>
  alignedTable(
    rows.map((row) => [...row]),
    rows[0]!.map((_, column) => (column === 0 ? 'left' : 'right')),
  );

function thresholdText({ threshold, askedPerHour, setOn, fresh }: FrozenThreshold): string {
  return [
    `threshold ${numberText(threshold)}, the same for all: the lowest at which ${numberText(setOn.hours)} h of honest play`,
    `(${setOn.scenarios.join(', ')}, full framework) come to at most ${numberText(askedPerHour)} alarms/h; they come to ${numberText(setOn.perHour)}.`,
    `fresh honest play of ${numberText(fresh.hours)} h comes to ${valueText(fresh.perHour, fresh.interval)} alarms/h.`,
  ].join('\n');
}

const rocRows = ({ attack, area, silent, points }: AttackRoc): readonly string[][] =>
  points.map((point, place) => [
    place === 0 ? attack : '',
    place === 0 ? valueText(area.area, area.interval) : '',
    place === 0 ? String(silent) : '',
    `${numberText(point.threshold)}${place === 0 ? ' *' : ''}`,
    `${point.over}/${point.attempts}${intervalText(point.overInterval)}`,
    `${point.mistaken}/${point.honest}${intervalText(point.mistakenInterval)}`,
    `${point.caught}${intervalText(point.caughtInterval)}`,
    String(point.alarmed),
    numberText(point.falseAlarmsPerHour),
  ]);

const frozenPoint = ({ points }: AttackRoc): OperatingPoint => points[0]!;

const beliefRow = (roc: AttackRoc): readonly string[] => [
  roc.attack,
  ...beliefs(frozenPoint(roc)).map(({ value, interval }) => valueText(value, interval)),
];

const outcomeRow = ({ attack, defence, attacked, honest }: DefenceOutcome): readonly string[] => [
  `${attack} ${defence}`,
  ...(
    [
      'detected',
      'toDetectSeconds',
      'toContainSeconds',
      'toStopSeconds',
      'toRecoverSeconds',
      'violations',
      'alarmsPerHour',
    ] as const
  ).map((name) => meanText(attacked[name])),
  meanText(honest.alarmsPerHour),
  ...[attacked, honest].flatMap(({ available, honestRefused }) => [meanText(available), meanText(honestRefused)]),
];

/** Attacks of which no attempt causes a score of the frozen threshold itself. */
const unseenIn = ({ rocs }: DetectionOutcome): readonly string[] =>
  rocs.filter((roc) => frozenPoint(roc).attempts > 0 && frozenPoint(roc).caught === 0).map(({ attack }) => attack);

const shortened = (
  { outcomes }: DetectionOutcome,
  name: 'toContainSeconds' | 'toStopSeconds' | 'violations',
): readonly string[] =>
  outcomes
    .filter(({ defence, againstDetector }) => {
      const { interval } = againstDetector[name];
      return defence.startsWith('detector, ') && interval !== null && interval[1] < 0;
    })
    .map(({ attack, defence, againstDetector }) => {
      const { mean, interval } = againstDetector[name];
      return `${attack} ${defence} ${valueText(mean, interval)}`;
    });

const paceRow = (attack: string, { playbook, seconds, againstDetector }: Containment): readonly string[] => [
  `${attack} ${playbook}`,
  String(seconds.n),
  meanText(seconds),
  valueText(againstDetector.mean, againstDetector.interval),
];

/** That acts which follow soon enough cut an attempt short. */
const paceBars = ({ containments }: DetectionOutcome): readonly Bar[] =>
  containments.map(([attack, paces]) => {
    const { mean, interval } = paces.at(-1)!.againstDetector;
    return bar(
      `${attack}: time to contain the first attempt that is noticed, acts in a fifth of the time less the detector alone, s`,
      'paired interval below 0',
      valueText(mean, interval),
      interval !== null && interval[1] < 0,
    );
  });

const bar = (what: string, asked: string, value: string, met: boolean): Bar => ({ what, bar: asked, value, met });

/** Twice what an operator can look at: 300 alarms a day, the most that can be managed (EEMUA 191, ISA-18.2; clause text not seen). */
const mostPerHour = 300 / 24;

/** What was said of an attack beforehand: that it is loud, or that nothing of it can be seen. Each asks for an interval, so that too little play fails it. */
function predictedBars({ rocs }: DetectionOutcome): readonly Bar[] {
  return detectionCases.flatMap(({ attack, predicted }) => {
    const roc = rocs.find((one) => one.attack === attack);
    if (roc === undefined || predicted === undefined) return [];
    const { caught, attempts, caughtInterval } = frozenPoint(roc);
    const { area, interval } = roc.area;
    const seen = `${caught}/${attempts}${intervalText(caughtInterval)}; ${valueText(area, interval)}`;
    if (predicted === 'loud') {
      return bar(
        `${attack}, said to be loud: attempts seen by what they cause; AUC`,
        'both intervals above 0.5',
        seen,
        caughtInterval !== null && caughtInterval[0] > 0.5 && interval !== null && interval[0] > 0.5,
      );
    }
    return bar(
      `${attack}, said to be blind: attempts seen by what they cause; AUC`,
      'none of 10 or more; interval holds 0.5',
      seen,
      caught === 0 && attempts >= 10 && interval !== null && interval[0] <= 0.5 && interval[1] >= 0.5,
    );
  });
}

function barsOf(found: DetectionOutcome): readonly Bar[] {
  const { fresh, askedPerHour } = found.frozen;
  const { interval } = fresh;
  const faster = shortened(found, 'toStopSeconds');
  return [
    bar(
      'alarms/h of fresh honest play',
      `interval holds ${numberText(askedPerHour)}, and lies below ${numberText(mostPerHour)}`,
      valueText(fresh.perHour, interval),
      interval !== null && interval[0] <= askedPerHour && askedPerHour <= interval[1] && interval[1] < mostPerHour,
    ),
    ...predictedBars(found),
    ...paceBars(found),
    bar(
      'a playbook shortens the time to stop an attacker, against the detector alone, s',
      'paired interval below 0',
      faster.join('; ') || 'none',
      faster.length > 0,
    ),
  ];
}

/** What a detector with one frozen threshold sees of attacks whose prevention has failed, and what a playbook makes of it. */
export const detectionFigure: Figure = {
  name: 'detection',
  summary:
    'one threshold set on honest play; ROC, AUC and belief in alarms by base rate; time to detect, contain and recover by playbook, and what honest users pay',
  takes: 'identifiers of attacks that it plays; all where there are none',
  measure({ quick, words, print }) {
    const chosen = detectionCases.filter(({ attack }) => words.length === 0 || words.includes(attack));
    const size = quick
      ? { honest: 4, honestSeconds: 300, attacked: 5 }
      : { honest: 12, honestSeconds: 450, attacked: 8 };
    const found = playDetection(size, chosen);
    print(thresholdText(found.frozen));
    print(
      table([
        [
          'attack',
          'AUC',
          'silent',
          'threshold',
          'attacked units over it',
          'honest units over it',
          'by what they cause',
          'with an alarm',
          'false alarms/h',
        ],
        ...found.rocs.flatMap(rocRows),
      ]),
    );
    print('* the frozen threshold. silent: attempts from which no score descends at all.');
    print(table([['belief in an alarm at', ...baseRates.map(String)], ...found.rocs.map(beliefRow)]));
    print(
      table([
        [
          'attack, defence',
          'detected',
          'MTTD, s',
          'MTTC, s',
          'to stop, s',
          'MTTR, s',
          'violations',
          'alarms/h',
          'honest: alarms/h',
          'available',
          'honest refused',
          'honest: available',
          'honest: refused',
        ],
        ...found.outcomes.map(outcomeRow),
      ]),
    );
    print(
      'MTTC (M21) is within an attempt; to stop: from the first alarm of a run to the last violation by any attempt.',
    );
    print(
      `shorter MTTC than under the detector alone: ${shortened(found, 'toContainSeconds').join('; ') || 'nowhere'}`,
    );
    if (found.containments.length > 0) {
      print(
        table([
          ['first attempt that is noticed', 'runs', 'time to contain, s', 'less the detector alone, s'],
          ...found.containments.flatMap(([attack, paces]) => paces.map((one) => paceRow(attack, one))),
        ]),
      );
    }
    print(`fewer violations than under the detector alone: ${shortened(found, 'violations').join('; ') || 'nowhere'}`);
    print(`seen by nothing that they cause: ${unseenIn(found).join(' ') || 'none'}`);
    // That a playbook helps somewhere is said of all attacks together.
    return words.length === 0 ? barsOf(found) : barsOf(found).slice(0, -1);
  },
};
