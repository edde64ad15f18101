import { describe, expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { wrongMerge } from '../../attacks/wrong-merge.ts';
import { forIdentity, forTwin, of } from '../../metrics/folding/fact-numbers.ts';
import type { Attack, AttackId, Recording, Wire } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { flagForged } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { isOneThing } from '../../sim/framework/identity-truth.ts';
import type { IdentityTruth } from '../../sim/framework/identity-truth.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { DataClass, Purpose } from '../../sim/framework/datum.ts';
import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';
import { planIn, play } from '../testing/play.ts';
import type { Played } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { claims } from './claims.ts';
import { seatCrowd } from './crowd.ts';
import type { Crowd } from './crowd.ts';
import { entitlements } from './entitlements.ts';
import type { ManyIdentitiesParameters } from './parameters.ts';
import { policy } from './policy.ts';
import { refuted } from './refuted.ts';
import { manyIdentitiesOneDevice } from './scenario.ts';

const valuesOf = (set: Partial<ManyIdentitiesParameters> = {}): ManyIdentitiesParameters => ({
  ...valuesAt(manyIdentitiesOneDevice, 'smoke'),
  ...set,
});
const played = (
  without: readonly ControlId[],
  attack: AttackId | 'none',
  set: Partial<ManyIdentitiesParameters> = {},
): Played =>
  play(
    planIn(
      manyIdentitiesOneDevice,
      { profile: { name: 'framework', without }, attacks: attacks.filter(({ id }) => id === attack), intensity: 2 },
      set as ParameterValues,
    ),
  );
const verdict = (name: string, attack: AttackId | 'none', { observed }: Played): boolean | undefined =>
  claims.find((claim) => claim.name === name)!.holds((metric) => observed.values[metric]?.value ?? null, attack);

describe('while nobody attacks, under the framework', () => {
  const honest = played([], 'none');

  test('every claim that can be judged holds, and nothing is violated', () => {
    const verdicts = claims.map(({ name }) => [name, verdict(name, 'none', honest)] as const);
    expect(verdicts.filter(([, holds]) => holds === false)).toEqual([]);
    expect(verdicts.filter(([, holds]) => holds === true).length).toBe(7);
    expect(honest.observed.violations).toEqual([]);
  });

  test('twins elsewhere follow the things of willing owners only, at about the rate at which those report while they agree', () => {
    const { values } = honest.observed;
    const { willing, reportSeconds, agreedSeconds, agreementEverySeconds } = valuesOf();
    const wanted = (willing / reportSeconds) * (agreedSeconds / agreementEverySeconds);
    expect(values['M29.follow']!.value! / wanted).toBeGreaterThan(0.9);
    expect(values['M29.follow']!.value! / wanted).toBeLessThan(1.1);
    expect(values['M62.after']!.n).toBeGreaterThan(500);
  });
});

test.each(manyIdentitiesOneDevice.attacks.map((attack) => [attack]))(
  'under the framework no claim is broken by %s, and the claims that it can break are judged',
  (attack) => {
    const run = played([], attack);
    const verdicts = claims.map(({ name }) => [name, verdict(name, attack, run)] as const);
    expect(verdicts.filter(([, holds]) => holds === false)).toEqual([]);
    const judged = Object.entries(refuted.arms).filter(([, arms]) => arms.some((arm) => arm.attack === attack));
    expect(judged.length).toBeGreaterThan(0);
    for (const [claim] of judged) expect(verdicts).toContainEqual([claim, true]);
    expect(run.observed.attacks[0]!.attempts).toBeGreaterThan(3);
    expect(run.observed.attacks[0]!.successes).toBe(0);
  },
);

test('where one look at a reading tells things apart, new identifiers hide them less', () => {
  const above = (tells: string): number => {
    const { values } = played([], 'A17', { tells, durationSeconds: 900 }).observed;
    expect(values['M41.rate']!.n).toBeGreaterThan(150);
    expect(values['M42.at10']!.n).toBeGreaterThan(150);
    return values['M41.above']!.value!;
  };
  const [climate, motion] = [above('temperature'), above('motion')];
  expect(Math.abs(climate)).toBeLessThan(0.06);
  expect(motion).toBeGreaterThan(climate + 0.05);
});

/** Who sits where words pass to the platforms takes them down, and has them delivered again long after. */
const staleWords = (wires: readonly Wire[]): Attack => ({
  ...wrongMerge,
  id: 'A99',
  steps: ['replay'],
  *campaign(hand) {
    const words: Recording[] = [];
    for (const wire of wires) {
      hand.tap(wire, (seen) => {
        if (seen.clear?.kind === 'map') words.push(seen.record());
        return 'pass';
      });
    }
    hand.step('replay');
    for (let again = 0; again < 200; again++) {
      yield hand.wait(seconds(1));
      for (const word of words.slice(0, 30)) hand.replay(word);
    }
  },
});

test('words that are played again after they were taken back join nothing, without any control too', () => {
  const { own, harbours, identities } = seatCrowd(valuesOf(), 1);
  const one = own.others.findIndex((other, at) => other >= 0 && own.turnOf[at >> 1] === 0) >> 1;
  const both = [one, Math.max(own.others[2 * one]!, own.others[2 * one + 1]!)];
  const wires = both.map((from): Wire => {
    const to = harbours[identities.platformOf[from]!]!.thingsAgent.first;
    return { from, to, point: 'RP-T' };
  });
  const profile = { name: 'none', without: [] } as const;
  const { observed, world } = play(
    planIn(manyIdentitiesOneDevice, { profile, attacks: [staleWords(wires)], intensity: 9 }),
  );
  expect(world.labels.attempts[0]!.acts).toBeGreaterThan(2000);
  expect(observed.values['M62.after']!.value).toBeLessThanOrEqual(7);
  expect(observed.values['M62.wrong']!.value).toBe(0);
  // What he reads on the wire himself is another matter.
  expect(observed.violations.filter(({ point }) => point === 'RP-X')).toEqual([]);
});

/** What moved twins elsewhere, by whether the answer that it rests on joins identities of one thing, and whether an attacker is behind. */
class Moves implements FactObserver {
  readonly falsely = { with: 0, without: 0 };
  readonly rightly = { with: 0, without: 0 };
  wrongAnswers = 0;
  private readonly crowd: Crowd;
  /** By the identity at the first platform and the other platform: the newest answer that was taken. */
  private readonly answers = new Map<string, number>();
  private readonly truth: IdentityTruth;

  constructor(values: ManyIdentitiesParameters) {
    this.crowd = seatCrowd(values, 1);
    this.truth = entitlements(this.crowd, values).identities!;
  }

  block({ count, kind, detail, node, peer, subject, value, label, flags }: FactBlock): void {
    const { harbours, identities } = this.crowd;
    const first = harbours[0]!.entityAgent.first;
    for (let row = 0; row < count; row++) {
      if (kind[row] !== of.used) continue;
      const [one, other] = [subject[row]!, value[row]!];
      if (detail[row] === forIdentity && node[row] === first) {
        this.answers.set(`${one} ${identities.platformOf[other]!}`, other);
        if (!isOneThing(this.truth, one, other)) this.wrongAnswers++;
      } else if (detail[row] === forTwin && peer[row] === first) {
        const platform = harbours.findIndex(({ entityAgent }) => entityAgent.first === node[row]);
        const taken = this.answers.get(`${one} ${platform}`)!;
        const moves = isOneThing(this.truth, one, taken) ? this.rightly : this.falsely;
        moves[label[row]! > 0 && (flags[row]! & flagForged) !== 0 ? 'with' : 'without']++;
      }
    }
  }
}

test.each([2, 3])(
  'among %i platforms, whatever moves a twin by a false join bears the mark of who made it, and nothing else does',
  (platforms) => {
    const set = { platforms };
    const moves = new Moves(valuesOf(set));
    play(
      planIn(
        manyIdentitiesOneDevice,
        {
          profile: { name: 'framework', without: ['C50'] },
          attacks: [wrongMerge],
          intensity: 2,
          observers: [moves],
        },
        set,
      ),
    );
    expect(moves.wrongAnswers).toBeGreaterThan(10);
    expect(moves.falsely.with).toBeGreaterThan(2 * moves.wrongAnswers);
    expect(moves.falsely.without).toBe(0);
    expect(moves.rightly.without).toBeGreaterThan(400);
    expect(moves.rightly.with).toBe(0);
  },
);

/** With the keys of the second platform's twin, copied a minute before the run, somebody asks about all identities of the first. */
const asking = (without: readonly ControlId[], purpose: Purpose, dataClass: DataClass): readonly number[] => {
  const { harbours, identities, authority } = seatCrowd(valuesOf(), 1);
  const [twin, storage] = [harbours[1]!.entityAgent.first, authority.identityStorage.first];
  const told: number[] = [];
  const curious: Attack = {
    ...wrongMerge,
    id: 'A99',
    steps: ['ask'],
    *campaign(hand) {
      const line = hand.open('RP-D', storage, twin, hand.copied('twin'));
      yield { line };
      hand.step('ask');
      for (let subject = 0; subject < identities.count / 2; subject++) {
        hand.say(line, { kind: 'inquire', subject, dataClass, body: { platform: 1, purpose } });
        yield hand.wait(seconds(0.2));
      }
      for (const { kind, body } of line.inbox) if (kind === 'correlated') told.push(body.other);
    },
  };
  const scenario: Scenario<ManyIdentitiesParameters> = {
    ...manyIdentitiesOneDevice,
    build: (values, seed) => {
      const cast = manyIdentitiesOneDevice.build(values, seed);
      const copies = { twin: { node: twin, ageNs: seconds(60), entry: storage } };
      return { ...cast, stage: { ...cast.stage, copies } };
    },
  };
  const profile = { name: 'framework', without } as const;
  play(planIn(scenario, { profile, attacks: [curious], attackFromNs: seconds(20), intensity: 9 }));
  return told;
};

test.each([
  ['is told nothing about identities of another platform', [], 'share', 'personal', false],
  ['is told of them where C26 does not ask who it is', ['C26'], 'share', 'personal', true],
  ['is told nothing then either for a purpose to which no owner agreed', ['C26'], 'query', 'personal', false],
  ['is told nothing then for calling public what it asks', ['C26'], 'query', 'public', false],
  ['is told for any purpose where C27 does not ask either', ['C26', 'C27'], 'query', 'personal', true],
  ['is told nothing for moving a twin', ['C26', 'C27'], 'twin', 'personal', false],
  ['is told nothing for taking identities for one', ['C26', 'C27'], 'identity', 'personal', false],
] as const)('a twin %s', (_what, without, purpose, dataClass, some) => {
  const told = asking(without, purpose, dataClass);
  expect(told.length).toBeGreaterThan(90);
  expect(told.some((other) => other >= 0)).toBe(some);
});

test('after an outage in which all words were lost, twins elsewhere follow again', () => {
  const { observed } = played([], 'none', { outageAtSeconds: 100, durationSeconds: 200, warmUpSeconds: 160 });
  expect(observed.values['M29.follow']!.value).toBeGreaterThan(2);
  expect(observed.violations).toEqual([]);
});

test('the truth, the policy and the things’ own book agree on who is who, and only the truth says which are of one thing', () => {
  const values = valuesOf({ platforms: 3, things: 5, willing: 3, pool: 2 });
  const crowd = seatCrowd(values, 7);
  const { identities, own, harbours } = crowd;
  const rights = entitlements(crowd, values);
  const { identities: truth } = rights;
  const household = policy(crowd);
  expect(new Set(Array.from({ length: identities.count }, (_, node) => household.nameOf(node))).size).toBe(30);
  const nowNs = 1e9;
  let pairs = 0;
  for (let node = 0; node < identities.count; node++) {
    const thing = truth!.thingOf(node);
    const here = identities.platformOf[node]!;
    for (const [platform, { entityAgent }] of harbours.entries()) {
      const other = own.others[node * 3 + platform]!;
      expect(other >= 0).toBe(thing < 3 && platform !== here && (platform === 0 || here === 0));
      if (other >= 0) {
        pairs++;
        expect([truth!.thingOf(other), own.turnOf[other]]).toEqual([thing, own.turnOf[node]]);
        expect(own.others[other * 3 + here]).toBe(node);
      }
      const passes = {
        subject: node,
        dataClass: 'personal',
        purpose: 'share',
        recipient: entityAgent.first,
        nowNs,
      } as const;
      expect(household.mayPass!(passes)).toBe(platform === here);
      expect(rights.mayKnow(entityAgent.first, 'operational', node, nowNs)).toBe(
        platform === here || truth!.mayJoin(thing, nowNs),
      );
    }
  }
  expect(pairs).toBe(3 * 2 * 2 * 2);
  expect(truth!.thingOf(harbours[0]!.entityAgent.first)).toBe(-1);
});
