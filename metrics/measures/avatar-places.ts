import { falsified } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { Metric, Observed } from '../../sim/framework/metric.ts';
import { kindNumber, forContact, forHearing, of } from '../folding/fact-numbers.ts';
import { inOrder } from '../folding/in-order.ts';
import { proportion } from '../folding/observed.ts';

const [visit, admit, depart, travel] = (['visit', 'admit', 'depart', 'travel'] as const).map(kindNumber);

/** Where an avatar is, as platforms were told; -1 since it left the last one, which that was, and when. */
interface Whereabouts {
  platform: number;
  last: number;
  leftNs: number;
  /** Whether its person wished that it went, since it was told to be there. */
  wished: boolean;
}

/**
 * M65: whether an avatar that goes from platform to platform is at one at a time, and its own. Formula: `twice`, of all times that a
 * platform was told that an avatar is there, the share while another had not been told that it left; `nowhere`, the longest time
 * between the word that it left one and the word that it is at another, or back where it was after its person had wished that it went: who
 * only stayed away and came again has not moved; `asAnother`, of what persons met, the share said by
 * somebody in a name not his. `nowhere` is unknown where none has moved.
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
      if (kind === travel) {
        const traveller = where.get(subject[row]!);
        if (traveller !== undefined) traveller.wished = true;
        return;
      }
      if ((kind !== visit && kind !== admit && kind !== depart) || run.roleOf(node[row]!) !== 'entity-agent') return;
      const platform = node[row]!;
      const known = where.get(subject[row]!);
      if (kind === depart) {
        if (known?.platform === platform) Object.assign(known, { platform: -1, last: platform, leftNs: time[row]! });
        return;
      }
      told++;
      if (known === undefined) {
        where.set(subject[row]!, { platform, last: -1, leftNs: 0, wished: false });
        return;
      }
      if (known.platform === -1) {
        const moved = known.wished || known.last !== platform;
        if (moved) moves++;
        if (moved) longestNs = Math.max(longestNs, time[row]! - known.leftNs);
      } else if (known.platform !== platform) twice++;
      known.platform = platform;
      known.wished = false;
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
