import type { ArmSummary, RunResult } from '../../metrics/results/summary.ts';
import { armName, outcomeWords } from './outcome-words.ts';
import { referenceOf } from './references.ts';
import type { Reference } from './references.ts';

/** A layer of the ATT&CK Navigator, format 4.5: techniques of one domain with a score and a comment each. */
export interface NavigatorLayer {
  readonly name: string;
  readonly versions: { readonly attack: string; readonly navigator: string; readonly layer: string };
  readonly domain: 'enterprise-attack' | 'ics-attack';
  readonly description: string;
  readonly techniques: readonly NavigatorTechnique[];
  readonly gradient: { readonly colors: readonly string[]; readonly minValue: number; readonly maxValue: number };
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
}

interface NavigatorTechnique {
  readonly techniqueID: string;
  /** Highest success rate of the attacks that use it, percent; absent where none was tried to an end. */
  readonly score?: number;
  readonly comment: string;
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
}

/** The layer format, and the first Navigator that reads it. */
const versions = { navigator: '5.1.0', layer: '4.5' };
/** Green where nothing succeeds, through yellow, to red where everything does. */
const colors = ['#8ec843', '#ffe766', '#ff6666'];

/**
 * A layer of the techniques that the attacks of a run name, scored by what they came to in one arm, and told in all arms. A technique
 * without a score was named by an attack that was not tried to an end there.
 */
export function navigatorLayer(
  { manifest, arms }: RunResult,
  scored: ArmSummary,
  domain: NavigatorLayer['domain'],
): NavigatorLayer {
  const named = Object.entries(scored.legend?.attacks ?? {}).flatMap(([attack, { name, references }]) =>
    references
      .map(referenceOf)
      .filter((found): found is Reference => found?.catalogue === domain)
      .map((reference) => ({ attack, name, reference })),
  );
  const ids = [...new Set(named.map(({ reference }) => reference.id))].toSorted();
  const releases = [...new Set(named.map(({ reference }) => reference.release))];
  return {
    name: `metarange ${manifest.scenario}, ${armName(scored)}`,
    versions: { attack: releases[0]?.split('.')[0] ?? '18', ...versions },
    domain,
    description:
      `Success of simulated attacks, percent, under ${armName(scored)}, seed ${manifest.seed}. ` +
      `Identifiers checked in ATT&CK ${releases.join(', ') || 'none'}. Again: ${manifest.command}`,
    techniques: ids.map((techniqueID) => {
      const users = named.filter(({ reference }) => reference.id === techniqueID);
      const rates = users.flatMap(({ attack }) => rateOf(scored, attack) ?? []);
      const told = users.flatMap(({ attack, name }) => [
        `${attack} ${name}`,
        ...arms.flatMap((arm) => outcomeWords(arm, attack) ?? []),
      ]);
      return {
        techniqueID,
        ...(rates.length === 0 ? {} : { score: Math.max(...rates) }),
        comment: told.join('\n'),
        metadata: users.map(({ attack, name }) => ({ name: attack, value: name })),
      };
    }),
    gradient: { colors, minValue: 0, maxValue: 100 },
    metadata: [
      { name: 'scenario', value: manifest.scenario },
      { name: 'digest', value: scored.digest ?? 'unknown' },
    ],
  };
}

const rateOf = (arm: ArmSummary, attack: string): number | undefined => {
  const outcome = arm.attacks.find(({ id }) => id === attack);
  if (outcome === undefined || outcome.attempts === 0) return undefined;
  return Number(((100 * outcome.successes) / outcome.attempts).toFixed(1));
};
