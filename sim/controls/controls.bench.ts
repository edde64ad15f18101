import { bench, describe } from 'vitest';
import type { Control, ControlId } from '../framework/control.ts';
import { controls } from './catalogue.ts';
import { controlTable } from './profiles.ts';
import { cast, ground, identity, post, proved, report, statusOf, type TestPost } from './testing/house.ts';

/**
 * Cost of a reading's way through one end of RP-T under the framework profile: 10 000 protects and verifies per turn, so
 * "hz" of 10 000 a second is 10 ns each. Reference in the same run: the loop without a control.
 */
const turns = 10_000;

/** As `post`, but it adds up instead of keeping lists, as a world does. */
const quiet = (node: number, peer: number): TestPost & { work: number } => {
  const at = Object.assign(post({ node, peer, trust: statusOf([]) }), { work: 0 });
  at.evidence = proved(cast.sensor, identity('sensor').credential);
  at.charge = () => void at.work++;
  at.extend = (bytes) => void (at.work += bytes);
  return at;
};

const measure = (title: string, chosen: readonly Control[], sessions: number): void => {
  const shared = ground();
  const guards = chosen.map((control, mark) => control.stand({ ...shared, mark }));
  const back = guards.toReversed();
  const sender = quiet(cast.sensor, cast.gateway);
  const receiver = quiet(cast.gateway, cast.sensor);
  const sent = report(21, { marks: new Array<unknown>(controls.length).fill(undefined) });
  let session = 0;
  let refused = 0;
  const run = (count: number): void => {
    for (let turn = 0; turn < count; turn++) {
      // Steps of a large prime visit all sessions in an order that no cache expects.
      session = (session + 7_919) % sessions;
      sender.session = receiver.session = session;
      sender.now = receiver.now += 10_000_000;
      for (const guard of guards) guard.protect?.(sent, sender);
      for (const guard of back) if (guard.verify?.(sent, receiver) !== undefined) refused++;
      for (const guard of guards) guard.witness?.(sent, undefined, receiver);
    }
    if (refused > 0) throw new Error(`${title}: ${refused} honest readings refused`);
  };
  // Every session once, so that no page of memory is new when it counts.
  bench(title, () => run(turns), { setup: () => run(sessions) });
};

const atThings = controlTable({ name: 'framework', without: [] })['RP-T'];
const named = (id: ControlId): Control => controls.find((control) => control.id === id)!;

for (const sessions of [1_000, 1_000_000]) {
  describe(`one hop of a reading, ${sessions} sessions`, () => {
    measure('no control', [], sessions);
    for (const id of atThings) measure(`${id} ${named(id).name}`, [named(id)], sessions);
    measure('the whole framework', atThings.map(named), sessions);
  });
}
