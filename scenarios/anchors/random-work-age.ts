import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { randomServiceAge } from './closed-forms.ts';
import { ofMeans } from './estimate.ts';
import { reporter, watchTwin } from './twin-row.ts';

const rho = 0.53;
const expected = randomServiceAge(rho, 1);

/**
 * Parts of the mean service that the processor works in: an exponential time rounded to them has the mean and the
 * variance of the exponential but for a share of 1/24 and 1/12 of their square, 2e-5 and 3e-5.
 */
const partsAMean = 50;

/** Works on each reading for an exponential time with a mean of 1 s, and passes it on. */
const processor: Component<'secure-dpm', object> = {
  role: 'secure-dpm',
  code: 'processor 1',
  state: () => ({}),
  start: () => undefined,
  receive(_state, _index, _message, io) {
    io.work('estimate', Math.round(-Math.log(io.random.open()) * partsAMean));
    io.forward('RP-M', 1 as Address<'entity-agent'>);
  },
  wake: () => undefined,
};

/** V-A1: readings at random moments pass a processor that takes exponential time. */
export const randomWorkAge: Anchor = {
  rows: [{ id: 'V-A1', name: 'M/M/1 mean age of the twin, rho 0.53, s', expected, widest: widest(expected, 0.0022) }],
  through: 'components, corridor and stations of the virtual world, metric M36',
  run(effort) {
    const ages = watchTwin(
      {
        name: 'V-A1',
        reporter: reporter((uniform) => -Math.log(uniform()) / rho, 'to the processor'),
        processor,
        costs: { estimate: 1e9 / partsAMean },
        seconds: 2e6,
      },
      effort,
    );
    return [ofMeans(ages, effort)];
  },
};
