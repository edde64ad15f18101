import { auditLog } from '../../sim/components/audit-log.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { CastEvent } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { anyTwoAlike } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { longestRunNs, playTiny } from './tiny-cast.ts';

const devices = 1500;
const identifiers = 1 << 20;
const expected = anyTwoAlike(devices, identifiers);
const trialsARun = 250;
/** Time for a trial: all devices register in the first half of it, then the storage forgets them. */
const trialNs = seconds(2);
const [storage, log] = [0, 1];

/** A device whose generator yields one of a few numbers: once in each trial it draws its identifier and puts itself on record. */
const weakDevice = (drawnFrom: number, told: (trial: number, done: 0 | 1) => void): Component<'device', object> => ({
  role: 'device',
  code: 'weak device 1',
  state: () => ({}),
  start: (_state, index, io) => io.wake(1, 1 + Math.floor((trialNs * index) / (2 * devices))),
  receive(_state, _index, message, io) {
    if (message.kind === 'registered') told(Math.floor(io.now / trialNs), message.body.done);
  },
  wake(_state, _index, _timer, _argument, io) {
    const body = { identifier: `registry/${io.random.below(drawnFrom)}`, holder: 'maker', counterpart: '' };
    const draft = { kind: 'register', subject: io.node, dataClass: 'operational', body } as const;
    io.send('RP-D', storage as Address<'identity-storage'>, draft);
    io.wake(1, trialNs);
  },
});

/** Plays so many trials in one run, and says in how many of them the storage refused a device. */
function collidedIn(drawnFrom: number, seed: number): number {
  const collided = new Set<number>();
  let answers = 0;
  const device = weakDevice(drawnFrom, (trial, done) => {
    answers++;
    if (done === 0) collided.add(trial);
  });
  playTiny(
    {
      name: 'V-C6',
      nodes: [
        {
          name: 'storage',
          component: identityStorage({
            lifetimeNs: longestRunNs,
            publishNs: longestRunNs,
            listLifeNs: longestRunNs,
            auditLog: log as Address<'audit-log'>,
            registry: {
              book: [],
              replicas: [],
              endorseNs: longestRunNs,
              lifeNs: longestRunNs,
              mostRegistrations: devices,
            },
          }),
          cells: devices,
        },
        { name: 'audit log', component: auditLog({ entries: 16 }), cells: 0 },
        { name: 'devices', component: device, cells: 0, count: devices },
      ],
      wires: [
        { point: 'RP-O', from: 'storage', to: 'audit log' },
        { point: 'RP-D', from: 'devices', to: 'storage' },
      ],
      // A new batch of devices finds nothing of the one before.
      events: Array.from({ length: trialsARun }, (_, trial): CastEvent => ({
        atNs: trialNs * trial + 0.75 * trialNs,
        event: 'restart',
        node: storage,
        awayNs: 1,
      })),
      warmUpNs: 0,
      untilNs: trialNs * trialsARun,
    },
    seed,
    [],
  );
  if (answers !== devices * trialsARun)
    throw new RangeError(`V-C6: ${answers} of ${devices * trialsARun} were answered`);
  return collided.size;
}

/** V-C6: devices that draw their own identifiers from few. `realIdentifiers` other than 2^20 is a range that is wrong. */
export const collidingIdentifiers = (realIdentifiers = identifiers): Anchor => ({
  rows: [
    {
      id: 'V-C6',
      name: 'two of 1500 devices draw one identifier of 2^20',
      expected,
      widest: widest(expected, 0.009),
    },
  ],
  through: 'identity storage with registrations, which takes each identifier once, virtual world',
  run(effort) {
    const runs = sized(42, effort);
    let hits = 0;
    for (const run of rounds(runs, effort)) hits += collidedIn(realIdentifiers, keyOf(effort.seed, run, 'V-C6')[0]!);
    return [ofTrials(hits, runs * trialsARun, effort)];
  },
});
