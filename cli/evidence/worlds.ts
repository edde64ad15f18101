import { attacks } from '../../attacks/catalogue.ts';
import { comparedParts } from '../../scenarios/worlds/compare-worlds.ts';
import { range } from '../range.ts';
import type { WorldRow } from '../../scenarios/worlds/row.ts';
import { worldsText } from '../worlds/worlds-text.ts';
import { none } from './figure.ts';
import type { Bar, Figure } from './figure.ts';

const quiet = {
  progress: () => undefined,
  log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
  clock: { nowNs: 0 },
  fact: null,
  lookUp: null,
};

const failing = (rows: readonly WorldRow[], start: string): readonly string[] =>
  rows.filter(({ id, verdict }) => id.startsWith(start) && verdict === 'fail').map(({ id }) => id);

/** The same runs in both worlds: who agrees on which attack, and how service compares. */
export const worldsFigure: Figure = {
  name: 'worlds',
  summary: 'the virtual and the live world: verdicts per attack and control, service as ratios, ranking of controls',
  takes: 'service or verdicts, both where there is none; after verdicts, one attack',
  async measure({ quick, words, print }) {
    const only = comparedParts.find((part) => part === words[0]);
    const attack = attacks.find(({ id }) => id === words[1])?.id;
    const result = await range.validateWorlds({ effort: quick ? 'quick' : 'full', only, attack }, quiet);
    print(worldsText(result));
    const bars: Bar[] = [
      none('attacks on which the worlds do not agree', failing(result.rows, 'worlds.verdict.')),
      none('controls on which the worlds do not agree', failing(result.rows, 'worlds.refusals.')),
      none('rankings in which the worlds do not agree', failing(result.rows, 'worlds.tau')),
      none(
        'ratios outside of 0.8 to 1.25',
        failing(result.rows, 'worlds.').filter((id) => !/^worlds\.(verdict|refusals|tau)/.test(id)),
      ),
    ];
    return bars;
  },
};
