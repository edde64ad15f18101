import { falsified } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { Metric, Observed } from '../../sim/framework/metric.ts';
import { kindNumber, forContact, forHearing, of } from '../folding/fact-numbers.ts';
import { inOrder } from '../folding/in-order.ts';
import { proportion } from '../folding/observed.ts';

const [visit, admit, depart] = [kindNumber('visit'), kindNumber('admit'), kindNumber('depart')];

/** Where an avatar is, as platforms were told; -1 since it left the last one, and when that was. */
interface Whereabouts {
  platform: number;
  leftNs: number;
}

/**
 * M65: whether an avatar that goes from platform to platform is at one at a time, and its own. Formula: `twice`, of all times that a
 * platform was told that an avatar is there, the share while another had not been told that it left; `nowhere`, the longest time
 * between the word that it left one and the word that it is at another; `asAnother`, of what persons met, the share said by somebody
 * in a name not his. `nowhere` is unknown where none has moved.
 */
export const avatarPlaces: Metric = {
  id: 'M65',
  name: 'avatar-places',
  summary: 'avatars at two platforms at once, the longest time at none, and what was said in a name not the speaker’s',
  unit: 'share',
  formula:
    'words that an avatar is here while it is elsewhere / all such words; max(here - left before); forged or altered speech met / all that persons met',
  values: ['twice', 'nowhere', 'asAnother'],
  units: { nowhere: 'ms' },
  scale: 'amount',
  about: 'protection',
  fold(run) {
    const where = new Map<number, Whereabouts>();
    let [told, twice, moves, longestNs, met, falsely] = [0, 0, 0, 0, 0, 0];
    const delivered = ({ message, node, subject, time }: FactBlock, row: number): void => {
      const kind = message[row]!;
      if ((kind !== visit && kind !== admit && kind !== depart) || run.roleOf(node[row]!) !== 'entity-agent') return;
      const platform = node[row]!;
      const known = where.get(subject[row]!);
      if (kind === depart) {
        if (known?.platform === platform) Object.assign(known, { platform: -1, leftNs: time[row]! });
        return;
      }
      told++;
      if (known === undefined) {
        where.set(subject[row]!, { platform, leftNs: 0 });
        return;
      }
      if (known.platform === -1) {
        moves++;
        longestNs = Math.max(longestNs, time[row]! - known.leftNs);
      } else if (known.platform !== platform) twice++;
      known.platform = platform;
    };
    const used = ({ detail, node, flags }: FactBlock, row: number): void => {
      if ((detail[row] !== forContact && detail[row] !== forHearing) || run.roleOf(node[row]!) !== 'person') return;
      met++;
      if ((flags[row]! & falsified) !== 0) falsely++;
    };
    return {
      block(facts, rows) {
        inOrder(rows, [of.delivered, (row) => delivered(facts, row)], [of.used, (row) => used(facts, row)]);
      },
      value: (): Record<'twice' | 'nowhere' | 'asAnother', Observed> => ({
        twice: proportion(twice, told),
        nowhere: { value: moves === 0 ? null : longestNs / 1e6, n: moves },
        asAnother: proportion(falsely, met),
      }),
    };
  },
};
