import { expect, test } from 'vitest';
import type { Control } from '../../framework/control.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

/** Lets nobody hurry but node 0. */
const onlyTheFirst: Control = {
  id: 'C98',
  name: 'who may hurry',
  summary: '',
  groups: ['R5'],
  rung: 'access',
  layer: 'right',
  step: 999,
  places: ['RP-I'],
  limits: '',
  source: '',
  stand: () => ({
    hastens: (post) => {
      post.charge('judge');
      return post.peer === 0;
    },
  }),
};

/** Two platforms that say three things to an agent in one moment, the last of them urgent; it takes 100 ms over each, and answers. */
const crowded = (urgentLane: boolean, standing: readonly Control[] = [], costs = {}) => {
  const taken: number[] = [];
  const answered: number[] = [];
  const speaker = acting('iot-platform', {
    start: (_s, _i, io) => {
      for (const round of [0, 1, 2])
        io.send('RP-I', at<'things-agent'>(2), { ...reading(io.node, round * 10 + io.node), urgent: round === 2 });
    },
    receive: (_s, _i, message) => void answered.push(message.re),
  });
  const agent = acting('things-agent', {
    receive: (_s, _i, message, io) => {
      if (message.kind === 'report') taken.push(message.body.value);
      io.forward('RP-M', at<'secure-dpm'>(3));
    },
  });
  const relayed: number[] = [];
  const dpm = acting('secure-dpm', {
    receive: (_s, _i, message) => void (message.kind === 'report' && relayed.push(message.body.value)),
  });
  const lane = urgentLane ? { urgentLane: true as const } : {};
  const made = smallHouse({
    nodes: [
      { name: 'platform', count: 2, component: speaker },
      { name: 'agent', component: agent, ...lane },
      { name: 'dpm', component: dpm, ...lane },
    ],
    wires: [
      { point: 'RP-I', from: 'platform', to: 'agent', channel: 'provisioned' },
      { point: 'RP-M', from: 'agent', to: 'dpm', channel: 'provisioned' },
    ],
    costs: { handle: 100e6, ...costs },
    standing,
  });
  made.world.run(10 * second);
  return { taken, relayed, worked: made.house.machines.workedNs(2) };
};

test('what is urgent is served before what waits, where the machine has a lane for it, and interrupts nothing', () => {
  expect(crowded(false).taken).toEqual([0, 10, 20, 1, 11, 21]);
  // The first was at work already when the urgent ones came.
  expect(crowded(true).taken).toEqual([0, 20, 21, 10, 1, 11]);
});

test('a mark that a control does not let pass counts no more, there and on the way further in, and looking at it is paid for', () => {
  const { taken, relayed, worked } = crowded(true, [onlyTheFirst], { judge: 1e6 });
  expect(taken).toEqual([0, 20, 10, 1, 11, 21]);
  expect(relayed).toEqual(taken);
  expect(worked - crowded(true).worked).toBe(2e6);
});

test('an answer is as urgent as what it answers, and a message that is passed on stays as urgent as it was', () => {
  const answers: number[] = [];
  const passed: number[] = [];
  const asking = acting('things-agent', {
    start: (_s, _i, io) => {
      for (const value of [1, 2, 3])
        io.send('RP-M', at<'secure-dpm'>(1), { ...reading(0, value), urgent: value === 3 });
    },
    receive: (_s, _i, message) => void (message.kind === 'answer' && answers.push(message.re)),
  });
  const answering = acting('secure-dpm', {
    receive: (_s, _i, _message, io) => {
      io.reply({ kind: 'answer', subject: 0, dataClass: 'operational', body: { done: 1 } } as never);
      io.forward('RP-M', at<'entity-agent'>(2));
    },
  });
  const twin = acting('entity-agent', {
    receive: (_s, _i, message) => void (message.kind === 'report' && passed.push(message.body.value)),
  });
  const { world } = smallHouse({
    nodes: [
      { name: 'asking', component: asking, urgentLane: true },
      // Three cores: what comes in one moment leaves in one moment.
      { name: 'answering', component: answering, cores: 3 },
      { name: 'twin', component: twin, urgentLane: true },
    ],
    wires: [
      { point: 'RP-M', from: 'asking', to: 'answering', channel: 'provisioned' },
      { point: 'RP-M', from: 'answering', to: 'twin', channel: 'provisioned' },
    ],
    costs: { handle: 100e6 },
  });
  world.run(10 * second);
  const [first, middle, third] = answers.toSorted((a, b) => a - b);
  expect(answers).toEqual([first, third, middle]);
  expect(passed).toEqual([1, 3, 2]);
});

test('an attacker marks what it writes like anybody', () => {
  const { world, log } = smallHouse({
    nodes: [
      {
        name: 'platform',
        component: acting('iot-platform', {
          start: (_s, _i, io) => void io.send('RP-I', at<'things-agent'>(1), reading(9)),
        }),
      },
      { name: 'agent', component: acting('things-agent'), urgentLane: true },
    ],
    wires: [{ point: 'RP-I', from: 'platform', to: 'agent', channel: 'provisioned' }],
    costs: { handle: 100e6 },
    attacks: [
      story(function* (hand) {
        const wire = { from: 0, to: 1, point: 'RP-I' } as const;
        hand.tap(wire, () => 'pass');
        for (const [value, urgent] of [
          [1, false],
          [2, false],
          [3, true],
        ] as const)
          hand.inject(wire, { ...reading(value), urgent });
        yield hand.wait(1e15);
      }),
    ],
  });
  world.run(100 * second);
  // The machine is at work at what the platform said when they come.
  const subjects = log.of('delivered').map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject < 9)).toEqual([3, 1, 2]);
});
