import type { ArmSummary, Picture, SetPicture } from '../../metrics/results/summary.ts';
import type { NamedArm } from './arms.ts';

/** What figure and timeline show of an arm: all its runs together, those under one set of attacks, or honest play. */
export interface View {
  readonly picture: Picture;
  /** For readers, after "under": `framework, attacked by A07 message-replay`. */
  readonly name: string;
  /** What its curves are, where that is not simply one run. */
  readonly note: string;
  /** Start of the ids in it, unique on the page. */
  readonly key: string;
  /** Name of an attack by its identifier. */
  readonly attackName: (id: string) => string;
  /** Highest goodput of all views of the arm, so that switching between them does not change the scale. */
  readonly mostGoodput: number;
  /** As for arms: the share of the page that its lists and marks may take. */
  readonly room: number;
}

/** One of the choices that readers have, for all arms at once. */
export interface ViewChoice {
  /** Element id and class, `view-0` onwards; the first is all attacks together. */
  readonly key: string;
  readonly label: string;
  /** What the label stands for, where that is not in it. */
  readonly meaning: string;
  /** Identifiers of the attacks; null for all together, empty for honest play. */
  readonly attacks: readonly string[] | null;
}

/** Views on a page, all arms together: more would make it too large to send. */
const mostViews = 30;

const setName = (attacks: readonly string[]): string => attacks.join('+');

const attackNamed =
  (arms: readonly ArmSummary[]) =>
  (id: string): string =>
    arms.flatMap((arm) => arm.attacks).find((attack) => attack.id === id)?.name ?? '';

/** What readers can choose between: none where no arm has pictures of single sets. Honest play comes last. */
export function viewChoices(arms: readonly NamedArm[]): readonly ViewChoice[] {
  const sets = new Map<string, readonly string[]>();
  for (const { arm } of arms) for (const { attacks } of arm.picture.sets ?? []) sets.set(setName(attacks), attacks);
  if (sets.size === 0) return [];
  const honest = sets.delete('');
  const nameOf = attackNamed(arms.map(({ arm }) => arm));
  const room = Math.max(0, Math.floor(mostViews / arms.length) - (honest ? 2 : 1));
  const shown = [...sets]
    .slice(0, room)
    .map(([label, attacks]) => ({ label, meaning: attacks.map(nameOf).join(', '), attacks }));
  return [
    { label: 'all', meaning: 'attacks together', attacks: null },
    ...shown,
    ...(honest ? [{ label: 'honest', meaning: 'play, nobody attacking', attacks: [] }] : []),
  ].map((choice, index) => ({ ...choice, key: `view-${index}` }));
}

const words = (arm: ArmSummary, attacks: readonly string[] | null): string => {
  if (attacks === null) return ', all attacks together';
  if (attacks.length === 0) return ', nobody attacking';
  const nameOf = attackNamed([arm]);
  return `, attacked by ${attacks.map((id) => `${id} ${nameOf(id)}`.trim()).join(' and ')}`;
};

/** An arm as a choice shows it; null where that set of attacks did not run in it. `undefined`: there is no choice. */
export function viewOf(named: NamedArm, choice: ViewChoice | undefined): View | null {
  const { arm, key, name, room } = named;
  const { sets = [], ...together } = arm.picture;
  const attackName = attackNamed([arm]);
  const mostGoodput = [together, ...sets].reduce(
    (most, { series }) => series.goodput.reduce((larger, value) => Math.max(larger, value), most),
    0,
  );
  if (choice === undefined) return { picture: together, name, note: '', key, attackName, mostGoodput, room };
  const { attacks } = choice;
  const found: Picture | SetPicture | undefined =
    attacks === null ? together : sets.find((set) => setName(set.attacks) === setName(attacks));
  if (found === undefined) return null;
  const several = attacks === null && sets.filter((set) => set.attacks.length > 0).length > 1;
  return {
    picture: found,
    name: name + words(arm, attacks),
    note: several ? 'Attacks ran one at a time; each bin shows the least goodput and the highest p99 of them.' : '',
    key: attacks === null ? key : `${key}-${choice.key}`,
    attackName,
    mostGoodput,
    room: attacks === null ? room : room / 4,
  };
}
