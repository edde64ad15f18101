import type { Metric } from '../../sim/framework/metric.ts';
import { proportion } from '../folding/observed.ts';

/**
 * M27: whether alarms accuse the right one. `culprit`: the node that an alarm names is an address of the attacker's own, an account
 * that it controls, or a node whose inside it controls; `place`: or the name under which keys were copied, or the other end of the wire
 * on which it sat, where a defender who goes there finds it. Alarms that name nobody, the door at which they were raised, or whose name
 * was only borrowed are wrong. Formula: alarms that name such a one / alarms that descend from attempts that ended.
 */
export const attributionAccuracy: Metric = {
  id: 'M27',
  name: 'attribution-accuracy',
  summary: 'share of alarms caused by attacks that name the attacker, or the place at which he is',
  unit: 'share',
  formula:
    'culprit: alarms that name a node, account or address in the attacker’s hands / alarms that descend from attempts that ended; place: or whose keys it had copied, or the other end of its wire',
  values: ['culprit', 'place'],
  scale: 'proportion',
  about: 'attack',
  fold() {
    let all = 0;
    let culprit = 0;
    let place = 0;
    return {
      block() {},
      attempt({ alarms, alarmsAtHand, alarmsNearby }) {
        all += alarms;
        culprit += alarmsAtHand;
        place += alarmsNearby;
      },
      value: () => ({ culprit: proportion(culprit, all), place: proportion(place, all) }),
    };
  },
};
