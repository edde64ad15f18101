import type { Metric } from '../../sim/framework/metric.ts';
import { proportion } from '../folding/observed.ts';

/** M26: how much of a campaign passes unseen. Formula: steps begun from which no alarm descends / steps begun. */
export const missedStageRatio: Metric = {
  id: 'M26',
  name: 'missed-stage-ratio',
  summary: 'share of the steps of attempts from which no alarm descends',
  unit: 'share',
  formula: 'different steps begun without an alarm that descends from them / different steps begun, over all attempts',
  values: ['ratio'],
  scale: 'proportion',
  about: 'attack',
  fold() {
    let begun = 0;
    let noticed = 0;
    return {
      block() {},
      attempt({ stepsReached, stepsNoticed }) {
        begun += stepsReached;
        noticed += stepsNoticed;
      },
      value: () => ({ ratio: proportion(begun - noticed, begun) }),
    };
  },
};
