import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { doorsBetween } from './steps/doors-between.ts';

/**
 * Whoever is inside the endpoint that gives out a federation's roots, without the keys behind them, adds a root of its own. Members of
 * other federations that take it accept what that root certifies, in the names of the federation's nodes. Breaks authenticity.
 */
export const trustBundlePoisoning: Attack = {
  id: 'A14',
  name: 'trust-bundle-poisoning',
  summary: 'A foreign root is slipped into the roots of a federation, and opens channels in its nodes’ names.',
  classes: ['IX'],
  groups: ['R5'],
  breaks: 'authenticity',
  position: 'inside the endpoint that gives out a federation’s roots; its keys are out of reach',
  knowledge: 'configuration',
  budget: 'the endpoint for half a minute, and one connection to each door',
  preconditions: 'members of other federations ask that endpoint for roots',
  needs: ['insiders.bundle endpoint', 'wires.RP-I|RP-X'],
  steps: ['poison', 'forge'],
  gains: ['root'],
  observables: 'a root that its federation never had; certificates that no log holds; a refresh hint of a week',
  // Who proves no name needs no root (C01); a bundle that no known root signed is not taken (C06); what its root certifies no log holds (C07).
  beatenBy: ['C01', 'C06', 'C07'],
  notBeatenBy: ['C32', 'C03', 'C04', 'C05'],
  residual: { rate: 0, reason: 'none is known; who has the key of a root signs a bundle that is taken' },
  references: ['ATT&CK v18.1 T1484.002'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const doors = doorsBetween(hand.stage);
    const own = hand.founded(doors[0]!.from);
    hand.step('poison');
    hand.inside(hand.stage.insiders['bundle endpoint']!, (leaving) => {
      if (leaving.kind !== 'trustBundle' || leaving.body === null || !('bundle' in leaving.body)) return undefined;
      const { bundle } = leaving.body;
      const roots = [...bundle.roots, own.root];
      return { ...leaving, kind: 'trustBundle', body: { bundle: { ...bundle, roots, hintNs: seconds(604_800) } } };
    });
    yield hand.wait(seconds(32));
    hand.step('forge');
    for (const { point, from, to } of doors) {
      const line = hand.open(point, to, from, own.certify(from));
      yield { line };
      if (line.state === 'open') hand.gain('root');
      hand.close(line);
    }
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'opened' },
};
