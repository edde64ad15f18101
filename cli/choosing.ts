import type { Attack } from '../sim/framework/attack.ts';
import { beyond } from '../sim/framework/attacker.ts';
import type { AttackerClass } from '../sim/framework/attacker.ts';
import type { Control } from '../sim/framework/control.ts';
import type { Profile, ProfileName } from '../sim/framework/profile.ts';
import type { Scenario } from '../sim/framework/scenario.ts';
import type { RunWords } from './command-words.ts';
import type { AttackPlan, Catalogue, OwnFile, PlannedChain, RunRequest } from './engine.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';

interface Named extends OwnFile {
  readonly id: string;
  readonly name: string;
}

/** Whether a word is the name or id of a thing, in any case, or its file. */
const isNamed = ({ id, name, file }: Named, word: string): boolean =>
  [id, name].some((known) => known.toLowerCase() === word.toLowerCase()) || file === word;

/** The thing that a word names; or a fault that names the nearest, `others` among them, which may stand there too. */
export const choose = <Thing extends Named>(
  kind: string,
  word: string,
  things: readonly Thing[],
  where: string,
  others: readonly Named[] = [],
): Thing => {
  const found = things.find((thing) => isNamed(thing, word));
  if (found) return found;
  const looksLikeId = /^[a-z]\d*$/i.test(word);
  const nearest = nearestName(word, [
    ...things.flatMap(({ id, name }) => (looksLikeId ? [id] : [name, id])),
    ...(looksLikeId ? [] : others.map(({ name }) => name)),
  ]);
  throw new FaultyRequest(`unknown ${kind} ${quoted(word)}`, where, nearest);
};

/** The word itself where it is one of those that are known; or a fault that names the nearest. */
export const chooseWord = <Word extends string>(
  kind: string,
  word: string,
  words: readonly Word[],
  where: string,
): Word => {
  const found = words.find((candidate) => candidate === word);
  if (found === undefined) throw new FaultyRequest(`unknown ${kind} ${quoted(word)}`, where, nearestName(word, words));
  return found;
};

/** The profiles of a run, side by side, each less the controls that are taken out. */
export const profilesOf = (flags: RunWords, catalogue: Catalogue): readonly Profile[] => {
  if (flags.profile !== undefined && flags.compare !== undefined) {
    throw new FaultyRequest('two ways to choose profiles', '--profile and --compare', `--compare ${flags.compare}`);
  }
  const known = catalogue.profiles.map((profile) => profile.name);
  const where = flags.compare === undefined ? '--profile' : '--compare';
  const words = flags.compare === undefined ? [flags.profile ?? 'framework'] : flags.compare.split(',');
  const names = words.map((word): ProfileName => chooseWord('profile', word.trim(), known, where));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new FaultyRequest(`profile ${quoted(twice)} is named twice`, where, [...new Set(names)].join(','));
  const controls = flags.without
    .flatMap((list) => list.split(','))
    .map((word): Control => choose('control', word.trim(), catalogue.controls, '--without'));
  return withoutControls(names, [...new Set(controls)], catalogue);
};

/** Each profile less those of the controls that stand in it; a control that stands in none of them is a fault. */
const withoutControls = (
  names: readonly ProfileName[],
  taken: readonly Control[],
  { profiles, controls, own }: Catalogue,
): readonly Profile[] => {
  const standing = (name: ProfileName): readonly string[] =>
    profiles.find((profile) => profile.name === name)?.controls ?? [];
  const all = new Set(names.flatMap(standing));
  const idle = taken.find(({ id }) => !all.has(id));
  if (idle !== undefined) {
    const wider = profiles.find((profile) => profile.controls.includes(idle.id));
    const near = nearestName(
      idle.name,
      controls.filter(({ id }) => all.has(id)).map(({ name }) => name),
    );
    const ways = [...(near === 'none' ? [] : [near]), ...(wider === undefined ? [] : [`--profile ${wider.name}`])];
    throw new FaultyRequest(
      `control ${idle.id} ${idle.name} does not stand under ${names.join(', ')}`,
      '--without',
      ways.join(', or ') || 'no --without',
    );
  }
  const ids = taken.map(({ id }) => id);
  return names.map((name) => ({
    name,
    without: ids.filter((id) => standing(name).includes(id)),
    ...(own === undefined || own.controls.length === 0 ? {} : { own: own.controls }),
  }));
};

/** The chain that a word names; nothing where it names none. */
const chainNamed = (word: string, { chains }: Catalogue): PlannedChain | undefined =>
  chains.find((chain) => isNamed(chain, word));

/** Which attacks play: the scenario's own each by itself where nothing is said, else those that are named, together. */
export const attacksOf = (
  { attack }: Pick<RunWords, 'attack'>,
  scenario: Scenario,
  catalogue: Catalogue,
): AttackPlan => {
  if (attack === 'none') return { mode: 'none' };
  const where = attack === undefined ? scenario.name : '--attack';
  const given = attack === undefined ? scenario.attacks : attack.split(',').map((word) => word.trim());
  const chosen = given.flatMap((word) => chainNamed(word, catalogue) ?? []);
  const sequence = chosen.find(({ order }) => order === 'sequence');
  // One attacker carries it out: others beside it would be told of as its stages.
  if (sequence !== undefined && given.length > 1)
    throw new FaultyRequest(`chain ${quoted(sequence.id)} plays alone`, where, sequence.id);
  const words = given.flatMap(
    (word) => chainNamed(word, catalogue)?.stages.map(({ attack: stage }): string => stage) ?? [word],
  );
  const named = words.filter((word) => word !== 'none');
  const attacks = named.map((word): Attack => {
    if (/^k\d+$/i.test(word)) choose('chain', word, catalogue.chains, where);
    return choose('attack', word, catalogue.attacks, where, catalogue.chains);
  });
  if (named.length < words.length)
    throw new FaultyRequest(
      'none stands alone',
      where,
      ['none', ...new Set(attacks.map(({ id }) => id))].join(', or '),
    );
  const twice = attacks.find((one, place) => attacks.indexOf(one) !== place);
  if (twice !== undefined)
    throw new FaultyRequest(
      `attack ${quoted(twice.id)} is named twice`,
      where,
      [...new Set(attacks)].map(({ id }) => id).join(','),
    );
  if (attacks.length === 0) return { mode: 'none' };
  if (attack === undefined) return { mode: 'each', attacks };
  return { mode: 'together', attacks, ...(sequence === undefined ? {} : { chain: sequence }) };
};

/** The class that `--attacker` names, null where it is not given. */
export const attackerOf = ({ attacker }: RunWords, { attackers }: Catalogue): AttackerClass | null =>
  attacker === undefined ? null : choose('attacker', attacker, attackers, '--attacker');

/**
 * What a class attacks with: all together, since one attacker chooses among them. Of a scenario's own attacks those that it can make; one that
 * was named and is beyond it is a fault. A class without a goal does what it always does.
 */
export const byAttacker = (
  attacker: AttackerClass,
  plan: AttackPlan,
  scenario: Scenario,
  { attackers }: Catalogue,
): AttackPlan => {
  const title = `${attacker.id} ${attacker.name}`;
  if (plan.mode === 'none') throw new FaultyRequest(`${title} has no attack to make`, '--attacker', 'no --attacker');
  if (attacker.misuse !== undefined) {
    if (plan.mode === 'each') return { mode: 'together', attacks: [attacker.misuse] };
    throw new FaultyRequest(`${title} has no goal, so it makes no attack`, '--attack', 'no --attack');
  }
  const able = plan.attacks.filter((attack) => beyond(attacker, attack) === undefined);
  if (plan.mode === 'each') {
    if (able.length > 0) return { mode: 'together', attacks: able };
    throw new FaultyRequest(
      `none of the attacks of ${scenario.name} is within reach of ${title}`,
      '--attacker',
      'no --attacker',
    );
  }
  const first = plan.attacks.find((attack) => !able.includes(attack));
  if (first === undefined) return plan;
  const could = attackers.filter((other) => other.misuse === undefined && beyond(other, first) === undefined);
  const ways = could.map(({ id }) => `--attacker ${id}`).join(', or ') || 'no --attacker';
  throw new FaultyRequest(
    `${first.id} ${first.name} is beyond ${title}: it ${beyond(attacker, first)}`,
    '--attack',
    ways,
  );
};

/** The attackers' hands reach wires and doors of this machine; a broker elsewhere has neither. */
export const noAttacks = ({ attack }: RunWords): AttackPlan => {
  if (attack === undefined || attack === 'none') return { mode: 'none' };
  throw new FaultyRequest(
    `attack ${quoted(attack)} does not run where things speak through a broker elsewhere`,
    '--attack',
    '--attack none, or no --mqtt',
  );
};

/** The scenario that a word names; whoever names a chain, an attack or a control instead is told where these are shown. */
export const scenarioNamed = (word: string, catalogue: Catalogue, where: string): Scenario & OwnFile => {
  const { scenarios, chains, attacks, controls } = catalogue;
  const kinds: readonly (readonly [kind: string, things: readonly Named[]])[] = [
    ['chain', chains],
    ['attack', attacks],
    ['control', controls],
  ];
  if (scenarios.some((scenario) => isNamed(scenario, word))) return choose('scenario', word, scenarios, where);
  for (const [kind, things] of kinds) {
    const other = things.find((thing) => isNamed(thing, word));
    if (other === undefined) continue;
    throw new FaultyRequest(`${quoted(word)} is ${kind} ${other.name}, no scenario`, where, `metarange list ${kind}s`);
  }
  return choose('scenario', word, scenarios, where);
};

/** A scenario that no live run plays is known all the same: who asks for one learns what can be done with it. */
export const scenarioIn = (word: string, catalogue: Catalogue, world: RunRequest['world']): Scenario & OwnFile => {
  const { scenarios } = catalogue;
  const where = `metarange ${world === 'live' ? 'live' : 'run'}`;
  if (world !== 'live') return scenarioNamed(word, catalogue, where);
  const able = scenarios.filter(({ live }) => live !== undefined);
  const virtual = scenarios.find((scenario) => scenario.live === undefined && isNamed(scenario, word));
  if (virtual === undefined) return scenarioNamed(word, { ...catalogue, scenarios: able }, where);
  const names = able.map(({ name }) => name).join(', ') || 'none';
  throw new FaultyRequest(
    `scenario ${quoted(virtual.name)} has no live run`,
    where,
    `metarange run ${virtual.name} (live: ${names})`,
  );
};
