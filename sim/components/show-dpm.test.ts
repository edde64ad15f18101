import { expect, test } from 'vitest';
import { choreography } from './tasks/choreography.ts';
import { levelOfDetail } from './tasks/level-of-detail.ts';
import type { People } from './person.ts';
import { subjectOfRoom } from './rooms.ts';
import { showDpm } from './show-dpm.ts';
import { at } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const [twinNode, drawnBy, dancedBy] = [70, 71, 72];
/** Three persons in the first zone, one in the second. */
const people: People = {
  first: 100,
  count: 4,
  room: Int32Array.of(0, 0, 0, 1),
  avatarAgent: new Int32Array(4),
  standing: ['guest', 'guest', 'guest', 'guest'],
};
const showOf = () => {
  const show = new Driven(
    showDpm({
      people,
      zones: 2,
      entityAgent: at(twinNode),
      works: [
        { task: 'rendering', connector: at(drawnBy) },
        { task: 'choreography', connector: at(dancedBy) },
      ],
      groups: 2,
      groupNs: 0.5e9,
    }),
    60,
  );
  show.start();
  return show;
};
const pose = (person: number, yaw: number, energy: number) => ({
  kind: 'pose' as const,
  subject: person,
  dataClass: 'biometric' as const,
  body: { person, yaw, energy, at: 7 },
});

test('poses of a beat become one job of each kind for their zone, and no pose itself goes anywhere', () => {
  const show = showOf();
  for (const [person, yaw, energy] of [
    [100, 10, 0.2],
    [101, -40, 0.6],
    [100, 30, 0.4],
  ] as const)
    expect(show.hear(pose(person, yaw, energy))).toEqual([]);
  const said = show.runUntil(1.9e9);
  expect(said.map(({ kind, to, subject }) => [kind, to, subject])).toEqual([
    ['job', drawnBy, subjectOfRoom(0)],
    ['job', dancedBy, subjectOfRoom(0)],
  ]);
  const { task, part, values } = said[0]!.body as { task: string; part: number; values: readonly number[] };
  expect([task, part, values[0]]).toEqual(['rendering', 1, 2]);
  expect(values[1]).toBeCloseTo(0.4, 12);
  expect(values[2]).toBeCloseTo(0, 12);
  // Where a zone looks is biometric, so the job is.
  expect(said[0]!.dataClass).toBe('biometric');
  expect(show.io.cells.filter((one) => one !== 'recall 0')).toEqual(['keep 0', 'blend 0', 'blend 0']);
  expect(show.io.finished.filter(({ operation }) => operation === 'pose')).toHaveLength(3);
});

test('a zone in which nobody moved gives out nothing, and an avatar is counted anew in each beat', () => {
  const show = showOf();
  show.hear(pose(103, 0, 1));
  expect(show.runUntil(1.9e9).map(({ subject }) => subject)).toEqual([subjectOfRoom(1), subjectOfRoom(1)]);
  expect(show.runUntil(2.9e9)).toEqual([]);
  show.hear(pose(103, 0, 1));
  const [job] = show.runUntil(3.9e9);
  expect((job!.body as { values: readonly number[] }).values[0]).toBe(1);
});

test('a pose that may not be used, or of somebody unknown, counts for nothing', () => {
  const show = showOf();
  show.io.allows = (purpose) => purpose !== 'animation';
  show.hear(pose(100, 0, 1));
  show.io.allows = () => true;
  show.hear(pose(99, 0, 1));
  show.hear(pose(104, 0, 1));
  expect(show.runUntil(1.9e9)).toEqual([]);
  expect(show.io.finished).toEqual([{ operation: 'pose', intendedNs: 7, done: 0 }]);
});

test('a result is passed on once, while its job is out; one that comes after the next beat is too late', () => {
  const show = showOf();
  show.hear(pose(100, 0, 1));
  const [drawn, danced] = show.runUntil(1.9e9);
  const result = (task: 'rendering' | 'choreography', re: number) => ({
    kind: 'result' as const,
    subject: subjectOfRoom(0),
    re,
    body: { task, part: 1, value: 1 },
  });
  expect(show.hear(result('rendering', danced!.number))).toEqual([]);
  expect(show.hear(result('rendering', drawn!.number)).map(({ how, to }) => [how, to])).toEqual([
    ['forward', twinNode],
  ]);
  expect(show.hear(result('rendering', drawn!.number))).toEqual([]);
  show.runUntil(2.9e9);
  expect(show.hear(result('choreography', danced!.number))).toEqual([]);
  const jobs = show.io.finished.filter(({ operation }) => operation === 'job');
  expect(jobs.map(({ done }) => done)).toEqual([1, 0]);
});

test('after a restart a show knows of no pose and no job of before', () => {
  const show = showOf();
  show.hear(pose(100, 0, 1));
  const [drawn] = show.runUntil(1.9e9);
  show.hear(pose(100, 0, 1));
  show.restart();
  const late = { kind: 'result' as const, subject: subjectOfRoom(0), re: drawn!.number };
  expect(show.hear({ ...late, body: { task: 'rendering', part: 1, value: 1 } })).toEqual([]);
  expect(show.runUntil(3.4e9)).toEqual([]);
});

test('a zone is drawn the coarser the fuller it is, and wilder zones get wilder gestures', () => {
  expect([1, 20, 40, 200].map((avatars) => levelOfDetail.compute([avatars, 0, null]))).toEqual([1, 1, 0.5, 0.1]);
  expect(levelOfDetail.compute([40, 1, null])).toBe(0.75);
  expect([0, 0.3, 0.99, 1].map((energy) => choreography.compute([3, energy, null]))).toEqual([0, 1, 4, 4]);
  expect(choreography.compute([0, 1, null])).toBe(0);
});
