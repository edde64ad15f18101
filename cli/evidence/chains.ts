import { chains } from '../../attacks/chains/catalogue.ts';
import { chainOutcome } from '../../metrics/results/chain-outcome.ts';
import type { ChainTally } from '../../metrics/results/replication.ts';
import type { ChainOutcome } from '../../metrics/results/summary.ts';
import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import { replicate, seedOf } from '../../scenarios/replicate.ts';
import { chainStudy, predictedBreak } from '../../scenarios/studied-chains.ts';
import { controlsOf } from '../../sim/controls/profiles.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { usualTries } from '../../sim/framework/kill-chain.ts';
import type { ChainStage, KillChain } from '../../sim/framework/kill-chain.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import type { Profile } from '../../sim/framework/profile.ts';
import { percentText } from '../outcome-rows.ts';
import { alignedTable } from '../table.ts';
import { backAt, heldAt } from './attacks.ts';
import { atLeast, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { attackOf } from './known.ts';
import { seconds } from './place.ts';
import { profile } from './trial.ts';

/** Runs of an arm, at most: after so many, plays do not come to an end here. */
const mostRuns = 40;

/** The lowest rate of a response that its stages wait for; 1 where none does. */
const rarest = ({ stages }: KillChain): number =>
  Math.min(...stages.map(({ attack }) => attackOf(attack).drawn?.rate ?? 1));

/** Plays a chain at home with further random numbers until it was played often enough; null where no play came to an end. */
function played(chain: KillChain, under: Profile, leastPlays: number): ChainOutcome | null {
  const tallies: ChainTally[] = [];
  let plays = 0;
  while (plays < leastPlays && tallies.length < mostRuns) {
    const { chain: tally } = replicate(chainStudy(chain, { profile: under, seed: seedOf(1, tallies.length) }), {
      seconds,
    });
    tallies.push(tally!);
    plays += tally!.plays;
  }
  return plays === 0 ? null : chainOutcome(tallies);
}

interface Arm {
  readonly name: string;
  readonly under: Profile;
}

/** The ladder of profiles; the framework less what keeps the first stages away, one stage more each time; and what is to break it, alone. */
function armsOf({ stages }: KillChain): readonly Arm[] {
  const everything = controlsOf(profile('framework')).map(({ id }) => id);
  const less = stages.map((_, last) => [
    ...new Set(stages.slice(0, last + 1).flatMap(({ attack, backWithout = attackOf(attack).beatenBy }) => backWithout)),
  ]);
  const alone = stages.flatMap(({ attack, brokenBy, stilledBy = [] }) => [
    ...brokenBy,
    ...stilledBy.map(({ standing }): readonly ControlId[] => [standing]),
    ...attackOf(attack).beatenBy.map((control): readonly ControlId[] => [control]),
  ]);
  const sets = new Map(alone.map((controls) => [controls.join(' '), controls]));
  const arms = [
    ...profileNames.map((name) => ({ name, under: profile(name) })),
    ...less.map((without) => ({
      name: `framework without ${without.join(' ')}`,
      under: profile('framework', without),
    })),
    ...[...sets].map(([name, controls]) => ({
      name: `only ${name}`,
      under: profile(
        'framework',
        everything.filter((control) => !controls.includes(control)),
      ),
    })),
  ];
  // Stages that the same controls beat make the same arm.
  return arms.filter(({ name }, place) => arms.findIndex((arm) => arm.name === name) === place);
}

/** Each chain under every profile, and with single controls missing and alone: it breaks where its file predicts and nowhere else. */
export const chainFigure: Figure = {
  name: 'chains',
  summary:
    'each kill chain under all profiles, and with controls missing or alone: how far it comes, and where it breaks',
  takes: 'identifiers of chains; all where there are none',
  measure({ quick, words, print }) {
    const inSequence = chains.filter(({ order }) => order === 'sequence');
    const chosen = inSequence.filter(({ id }) => words.length === 0 || words.includes(id));
    const surprises: string[] = [];
    const unplayed: string[] = [];
    let arms = 0;
    for (const chain of chosen) {
      const least = Math.ceil((quick ? 5 : 20) / rarest(chain));
      const rows: string[][] = [];
      for (const { name, under } of armsOf(chain)) {
        arms++;
        const outcome = played(chain, under, least);
        const standing = controlsOf(under).map(({ id }) => id);
        const at = predictedBreak(chain, standing);
        const thinned = chain.stages.slice(0, at ?? undefined).filter((stage) => isThinned(stage, standing));
        const predicted = [
          ...thinned.map(({ attack }) => `in part at ${attack}`),
          at === null ? 'goes through' : `breaks at ${chain.stages[at]!.attack}`,
        ].join(', ');
        if (outcome === null) {
          unplayed.push(`${chain.id} ${name}`);
          rows.push([name, predicted, '?', '0']);
          continue;
        }
        const found = surprise(chain, outcome, { at, standing });
        if (found !== null) surprises.push(`${chain.id} ${name}: ${found}`);
        rows.push([
          name,
          predicted,
          found ?? 'as predicted',
          String(outcome.plays),
          ...outcome.stages.map(stageText),
          outcome.partialProgress === null ? '' : percentText(outcome.partialProgress),
          outcome.missedStageRatio === null ? '' : percentText(outcome.missedStageRatio),
        ]);
      }
      const heading = [
        `${chain.id} ${chain.name}`,
        'predicted',
        'found',
        'plays',
        ...chain.stages.map(({ attack }) => `${attack} reached, %`),
        'stages, %',
        'missed, %',
      ];
      print(
        alignedTable(
          [heading, ...rows],
          heading.map((_, column) => (column === 3 ? 'right' : 'left')),
        ),
      );
    }
    print(
      'reached: plays in which the goals of this stage and of all before it were reached [95 %], and the mean time from the beginning of the play; missed: stages tried of which neither an alarm nor a refusal told.',
    );
    return [
      atLeast('chains', chosen.length, words.length === 0 ? inSequence.length : words.length),
      atLeast('arms', arms, chosen.length),
      none('arms that end where nobody predicted', surprises),
      none('arms in which no play came to an end', unplayed),
    ];
  },
};

const stageText = ({ reached, ci95, secondsToReach }: ChainOutcome['stages'][number]): string =>
  `${reached}${ci95 === null ? '' : ` [${percentText(ci95[0])}, ${percentText(ci95[1])}]`}${secondsToReach === null ? '' : ` ${Math.round(secondsToReach)} s`}`;

const isThinned = ({ thinnedBy = [] }: ChainStage, standing: readonly ControlId[]): boolean =>
  thinnedBy.some((control) => standing.includes(control));

/** Share of plays in which somebody whose response a stage waits for gives it at one of its tries; 1 where it waits for none. */
const answered = ({ attack, tries = usualTries }: ChainStage): number =>
  1 - (1 - (attackOf(attack).drawn?.rate ?? 1)) ** tries;

/**
 * What is otherwise than predicted, each stage judged among the plays that came to it; null where nothing is. Where nothing is protected
 * its whole interval must lie above half of what people's responses let through.
 */
function surprise(
  chain: KillChain,
  { plays, stages }: ChainOutcome,
  { at, standing }: { readonly at: number | null; readonly standing: readonly ControlId[] },
): string | null {
  let came = plays;
  for (const [place, { id, reached }] of stages.entries()) {
    if (at !== null && place > at) return null;
    const stage = chain.stages[place]!;
    const [low, high] = wilsonInterval(reached, came) ?? [0, 1];
    if (place === at) return low > Math.max(heldAt, attackOf(id).residual.rate) ? `${id} is reached` : null;
    if (isThinned(stage, standing)) {
      if (reached === 0) return `breaks at ${id}`;
      if (high >= answered(stage)) return `${id} is not held back`;
    } else if (came === 0 || (standing.length === 0 ? low : high) < backAt * answered(stage)) return `breaks at ${id}`;
    came = reached;
  }
  return null;
}
