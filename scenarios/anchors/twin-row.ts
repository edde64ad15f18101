import { twinAge } from '../../metrics/measures/twin-age.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import type { Effort } from './anchor.ts';
import { replications, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import type { TinyCast } from './tiny-cast.ts';

const timer = 1;
const twin = 1 as Address<'entity-agent'>;

/** Passes readings on to the node after it, after a time that `gapSeconds` draws, over and over. */
export const reporter = (
  gapSeconds: (uniform: () => number) => number,
  send: 'to the twin' | 'to the processor',
): Component<'things-agent', object> => ({
  role: 'things-agent',
  code: 'reporter 1',
  state: () => ({}),
  start: (_state, _index, io) => io.wake(timer, seconds(gapSeconds(() => io.random.open()))),
  receive: () => undefined,
  wake(_state, _index, _timer, _argument, io) {
    const body = { quantity: 'temperature', value: 20, at: io.now } as const;
    const draft = { kind: 'report', subject: io.node, dataClass: 'operational', body } as const;
    if (send === 'to the twin') io.send('RP-M', twin, draft);
    else io.send('RP-M', 2 as Address<'secure-dpm'>, draft);
    io.wake(timer, seconds(gapSeconds(() => io.random.open())));
  },
});

/** Uses every reading for the twin and keeps nothing else. */
const plainTwin: Component<'entity-agent', object> = {
  role: 'entity-agent',
  code: 'plain twin 1',
  state: () => ({}),
  start: () => undefined,
  receive: (_state, _index, _message, io) => void io.use('twin'),
  wake: () => undefined,
};

/** A reporter (node 0), its twin (node 1) and perhaps a processor between them (node 2). */
export interface TwinRow {
  readonly name: string;
  readonly reporter: Component<'things-agent', object>;
  readonly processor?: Component<'secure-dpm', object>;
  readonly link?: LinkShape;
  readonly costs?: TinyCast['costs'];
  /** Simulated seconds of all replications together at full effort, warm-up not counted. */
  readonly seconds: number;
}

/** Mean age of the twin, s, in each of the replications: as metric M36 measures it. */
export function watchTwin(row: TwinRow, effort: Effort): readonly number[] {
  const warmUpNs = seconds(200);
  const link = row.link === undefined ? {} : { link: row.link };
  const through = row.processor;
  const wires: TinyCast['wires'] =
    through === undefined
      ? [{ point: 'RP-M', from: 'reporter', to: 'twin', ...link }]
      : [
          { point: 'RP-M', from: 'reporter', to: 'processor' },
          { point: 'RP-M', from: 'processor', to: 'twin' },
        ];
  const tiny: TinyCast = {
    name: row.name,
    nodes: [
      { name: 'reporter', component: row.reporter, cells: 0 },
      { name: 'twin', component: plainTwin, cells: 0 },
      ...(through === undefined ? [] : [{ name: 'processor', component: through, cells: 0 }]),
    ],
    wires,
    costs: row.costs ?? {},
    warmUpNs,
    untilNs: warmUpNs + seconds(sized(row.seconds / replications, effort, 100)),
  };
  return Array.from(rounds(replications, effort), (index) => {
    const seed = keyOf(effort.seed, index, row.name)[0]!;
    const age = playTiny(tiny, seed, [twinAge]).values['M36.mean'];
    if (age === undefined || age.value === null) throw new RangeError(`${row.name}: no twin was seen`);
    return age.value;
  });
}
