import { expect, test } from 'vitest';
import type { Picture } from '../results/summary.ts';
import { armPicture } from './arm-picture.ts';

type Happening = Picture['timeline'][number];

const flow = (point: string, sent: number): Picture['flows'][number] => ({
  point,
  fromRole: 'device',
  toRole: 'gateway',
  sent,
  delivered: sent - 2,
  refused: 1,
  dropped: 1,
  breaches: sent / 10,
});
const step = (atSeconds: number, attack: string): Happening => ({ atSeconds, what: 'step', attack, text: 'a step' });
const picture = (more: Partial<Picture> = {}): Picture => ({
  flows: [flow('RP-T', 10)],
  series: { binSeconds: 2, goodput: [5, 5], p99Ms: [10, null], refused: [1, 0], violations: [0, 2], alarms: [0, 0] },
  timeline: [],
  ...more,
});
const flood = picture({
  flows: [flow('RP-T', 30), flow('RP-A', 50)],
  series: { binSeconds: 2, goodput: [4, 9], p99Ms: [90, null], refused: [5, 5], violations: [0, 1], alarms: [1, 0] },
  timeline: [step(2, 'A24'), step(8, 'A24')],
});
const replay = picture({ timeline: [step(1, 'A07'), step(5, 'A07')] });

test('traffic of all runs is added up line by line, of all together and of each set of attacks', () => {
  const drawn = armPicture(
    [
      { attacks: ['A07'], pictures: [replay, replay] },
      { attacks: ['A24'], pictures: [flood, picture()] },
    ],
    { attacks: [], pictures: [picture(), picture()] },
  );
  const added = {
    point: 'RP-T',
    fromRole: 'device',
    toRole: 'gateway',
    sent: 60,
    delivered: 52,
    refused: 4,
    dropped: 4,
  };
  expect(drawn.flows).toEqual([{ ...added, breaches: 6 }, flow('RP-A', 50)]);
  expect(drawn.sets!.map(({ attacks, flows }) => [attacks, flows.map(({ sent }) => sent)])).toEqual([
    [['A07'], [20]],
    [['A24'], [40, 50]],
    [[], [20]],
  ]);
});

test('the curves of all attacks together are the worst of each bin, and unknown stays unknown', () => {
  const sets = [
    { attacks: ['A07'], pictures: [replay, flood] },
    { attacks: ['A24'], pictures: [flood] },
  ];
  const { series, timeline, sets: single } = armPicture(sets, null);
  expect(series).toEqual({
    binSeconds: 2,
    goodput: [4, 5],
    p99Ms: [90, null],
    refused: [6, 5],
    violations: [0, 3],
    alarms: [1, 0],
  });
  expect(timeline.map(({ atSeconds, attack }) => `${atSeconds} ${attack}`)).toEqual([
    '1 A07',
    '2 A24',
    '5 A07',
    '8 A24',
  ]);
  // Curves and steps of a set are those of its first replication.
  expect(single![0]).toMatchObject({ series: replay.series, timeline: replay.timeline });
});

test('an arm with one set and nothing beside it has nothing to choose from', () => {
  expect(armPicture([{ attacks: ['A07'], pictures: [flood] }], null)).toEqual(flood);
  expect(armPicture([{ attacks: ['A24'], pictures: [flood] }], { attacks: [], pictures: [replay] }).sets).toHaveLength(
    2,
  );
});

test('what befell the range in every run alike is told once, and no attack takes the room of another', () => {
  const restart: Happening = { atSeconds: 3, what: 'restart', attack: null, text: 'gateway-1 restarts' };
  const busy = Array.from({ length: 600 }, (_, index) => step(index, 'A24'));
  const { timeline } = armPicture(
    [
      { attacks: ['A24'], pictures: [picture({ timeline: [...busy, restart] })] },
      { attacks: ['A07'], pictures: [picture({ timeline: [restart, step(9e3, 'A07')] })] },
    ],
    null,
  );
  const count = (attack: string | null): number => timeline.filter((one) => one.attack === attack).length;
  expect([count('A24'), count('A07'), count(null)]).toEqual([250, 1, 1]);
});

test('where there is too much, what was broken is kept, however late it was', () => {
  const alarm = (atSeconds: number): Happening => ({ ...step(atSeconds, 'A24'), what: 'alarm' });
  const broken: Happening = { ...step(9e3, 'A24'), what: 'violation' };
  const many = [...Array.from({ length: 400 }, (_, index) => alarm(index)), step(8e3, 'A24'), broken];
  const { timeline } = armPicture(
    [
      { attacks: ['A24'], pictures: [picture({ timeline: many })] },
      { attacks: ['A07'], pictures: [replay] },
    ],
    null,
  );
  expect(timeline.filter(({ attack }) => attack === 'A24')).toHaveLength(250);
  expect(timeline.slice(-2).map(({ what }) => what)).toEqual(['step', 'violation']);
});

test('attempts that began are added up bin by bin, where runs tell', () => {
  const begun = (attempts: number[]): Picture => picture({ series: { ...picture().series, attempts } });
  const sets = [
    { attacks: ['A07'], pictures: [begun([1, 0]), begun([9, 9])] },
    { attacks: ['A24'], pictures: [begun([2, 3])] },
  ];
  expect(armPicture(sets, null).series.attempts).toEqual([3, 3]);
  expect(armPicture([{ attacks: ['A07'], pictures: [replay] }], null).series).not.toHaveProperty('attempts');
});

test('pictures stay bounded in number and length; honest play is always among them', () => {
  const long = picture({ timeline: Array.from({ length: 400 }, (_, index) => step(index, 'A01')) });
  const many = Array.from({ length: 40 }, (_, index) => ({ attacks: [`A${index}`], pictures: [long] }));
  const drawn = armPicture(many, { attacks: [], pictures: [picture()] });
  expect(drawn.timeline.length).toBeGreaterThan(400);
  expect(drawn.timeline.length).toBeLessThanOrEqual(500);
  expect(drawn.sets).toHaveLength(17);
  expect(drawn.sets!.at(-1)!.attacks).toEqual([]);
  expect(drawn.flows[0]!.sent).toBe(400);
});
