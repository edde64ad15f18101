import { describe, expect, it, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { chains } from '../attacks/chains/catalogue.ts';
import type { Attack, Hand } from '../sim/framework/attack.ts';
import type { KillChain } from '../sim/framework/kill-chain.ts';
import type { Profile } from '../sim/framework/profile.ts';
import { seconds } from '../sim/framework/time.ts';
import { replicate } from './replicate.ts';
import { scenarios } from './catalogue.ts';
import { chainStudy, predictedBreak, stagesOf } from './studied-chains.ts';
import { planOf } from './testing/play.ts';
import { controlNamed } from '../sim/controls/catalogue.ts';
import { controlsOf } from '../sim/controls/profiles.ts';

const smokeScreen = chains.find(({ id }) => id === 'K6')!;
const reached = (profile: Profile): Record<string, boolean> => {
  const seen = replicate(planOf({ profile, attacks: stagesOf(smokeScreen) }), { seconds: () => 0 }).attacks;
  return Object.fromEntries(seen.map(({ id, attempts, successes }) => [id, successes > attempts / 2]));
};

describe('K6 smoke-screen in the meeting room', () => {
  it('reaches both stages where no control stands', () => {
    expect(reached({ name: 'none', without: [] })).toEqual({ A24: true, A31: true });
  });
  it('reaches no stage under the framework', () => {
    expect(reached({ name: 'framework', without: [] })).toEqual({ A24: false, A31: false });
  });
  it('has its flood back without cookies, and still no record', () => {
    expect(reached({ name: 'framework', without: ['C43'] })).toEqual({ A24: true, A31: false });
  });
});

const each = chains.map((chain) => [chain.id, chain] as const);

test.each(each)('%s takes what its earlier stages give, and they give what their attacks gain', (_id, chain) => {
  expect(scenarios.map(({ name }) => name)).toContain(chain.home);
  const given = new Set<string>();
  chain.stages.forEach(({ takes = [], gives = [], brokenBy, thinnedBy = [], stilledBy = [], attack }, place) => {
    const { gains = [], beatenBy } = attacks.find(({ id }) => id === attack)!;
    for (const what of takes) expect(given).toContain(what);
    for (const what of gives) expect(gains).toContain(what);
    for (const what of gives) given.add(what);
    if (chain.order === 'sequence' && place > 0) expect(takes).not.toEqual([]);
    for (const controls of brokenBy) {
      expect(controls.some((control) => beatenBy.includes(control))).toBe(true);
      for (const control of controls) expect(controlNamed(control)?.id).toBe(control);
    }
    for (const control of thinnedBy) expect(beatenBy).toContain(control);
    for (const { standing, missing } of stilledBy) expect(controlNamed(standing)?.limits).toContain(`Needs ${missing}`);
  });
  // What the last stage gave nobody would take.
  const taken = chain.stages.flatMap(({ takes = [] }) => takes);
  expect([...given].filter((what) => !taken.includes(what))).toEqual([]);
});

const inSequence = chains.filter(({ order }) => order === 'sequence').map((chain) => [chain.id, chain] as const);
/** At most so long, s: a play or two. */
const longest = 300;
const plays = (chain: KillChain, profile: Profile) => {
  const study = chainStudy(chain, { profile });
  const durationSeconds = Math.min(longest, Number(study.parameters['durationSeconds']));
  return replicate({ ...study, parameters: { ...study.parameters, durationSeconds } }, { seconds: () => 0 }).chain!;
};

test.each(inSequence)('%s goes through where no control stands', (_id, chain) => {
  const { plays: over, stages } = plays(chain, { name: 'none', without: [] });
  expect(over).toBeGreaterThan(0);
  expect(stages.at(-1)!.reached).toBeGreaterThan(over / 2);
});

test.each(inSequence)('%s breaks under the framework at the stage that its file predicts', (_id, chain) => {
  const profile = { name: 'framework', without: [] } as const;
  const at = predictedBreak(
    chain,
    controlsOf(profile).map(({ id }) => id),
  );
  const { plays: over, stages } = plays(chain, profile);
  expect(over).toBeGreaterThan(0);
  expect(at).not.toBeNull();
  expect(stages[at!]!.begun).toBe(over);
  expect(stages.map(({ reached }) => reached > 0)).toEqual(stages.map((_, place) => place < at!));
});

/** Shares of success in plays in which the attacks named are only waited for, so many ns, and then believed to have come through. */
function waitedFor(chain: KillChain, profile: Profile, waits: Readonly<Record<string, number>>) {
  const stages = stagesOf(chain).map((attack): Attack => {
    const waitNs = waits[attack.id];
    if (waitNs === undefined) return attack;
    return {
      ...attack,
      *campaign(hand) {
        yield hand.wait(waitNs);
        for (const what of attack.gains ?? []) hand.gain(what);
      },
    };
  });
  const seen = replicate(chainStudy(chain, { profile, attacks: stages }), { seconds: () => 0 }).attacks;
  return Object.fromEntries(
    seen.map(({ id, attempts, successes }) => [id, attempts > 0 ? successes / attempts : null]),
  );
}

/** An attack that does some things otherwise. */
const withHand = (attack: Attack, otherwise: (hand: Hand) => Partial<Hand>): Attack => ({
  ...attack,
  campaign: (hand) => {
    const other = otherwise(hand);
    return attack.campaign(
      new Proxy(hand, { get: (own, name) => Reflect.get(Object.hasOwn(other, name) ? other : own, name) }),
    );
  },
});

describe('K4 where the log, then the refresh of roots, then the price of accounts, then the wait for finality are missing', () => {
  const sweep = chains.find(({ id }) => id === 'K4')!;
  test.each([
    [1, ['C07']],
    [2, ['C07', 'C06']],
    [3, ['C07', 'C06', 'C08']],
    [4, ['C07', 'C06', 'C08', 'C39']],
  ] as const)('comes through %i stages without %j', (through, without) => {
    const { plays: over, stages } = plays(sweep, { name: 'framework', without });
    expect(over).toBeGreaterThan(0);
    expect(stages.map(({ reached }) => reached)).toEqual(stages.map((_, place) => (place < through ? over : 0)));
  });
  it('is stilled at the plaza, as predicted, where tokens are asked for and nobody proves a name', () => {
    const profile = { name: 'framework', without: ['C01', 'C08', 'C39'] } as const;
    const standing = controlsOf(profile).map(({ id }) => id);
    expect(predictedBreak(sweep, standing)).toBe(2);
    const { plays: over, stages } = plays(sweep, profile);
    expect(over).toBeGreaterThan(0);
    expect(stages.map(({ reached }) => reached)).toEqual([over, over, 0, 0]);
  });
  it('opens no door in A14 where names are proved and nobody slips a root in', () => {
    const profile = { name: 'framework', without: ['C07', 'C06', 'C08', 'C39'] } as const;
    const attacks = stagesOf(sweep).map((attack) =>
      attack.id === 'A14' ? withHand(attack, () => ({ inside: () => {} })) : attack,
    );
    const { chain } = replicate(chainStudy(sweep, { profile, attacks }), { seconds: () => 0 });
    expect(chain!.stages.map(({ begun, reached }) => [begun, reached])).toEqual([
      [1, 1],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
  });
  // What the chapter of chains says of it: only the order is handed on.
  it('has stages that come through as well where the ones before are only waited for', () => {
    const bare = { name: 'none', without: [] } as const;
    const [forged, poisoned, barred] = [5, 32, 20].map(seconds) as [number, number, number];
    expect(waitedFor(sweep, bare, { A02: forged, A05: barred })).toEqual({ A02: 0, A14: 1, A05: 0, A42: 1 });
    expect(waitedFor(sweep, bare, { A02: forged, A14: poisoned })).toEqual({ A02: 0, A14: 0, A05: 1, A42: 1 });
  });
});

describe('K1 with the number of a session', () => {
  const phish = chains.find(({ id }) => id === 'K1')!;
  const others = controlsOf({ name: 'framework', without: [] }).flatMap(({ id }) => (id === 'C01' ? [] : [id]));
  /** Nothing stands but the proof of names. */
  const profile = { name: 'framework', without: others } as const;
  /** How often A31 is asked, and succeeds, with this number in the place of the one that was read. */
  const asked = (number: ((read: number) => number) | null) => {
    const stages = stagesOf(phish).map((attack): Attack => {
      if (attack.id !== 'A08' || number === null) return attack;
      return withHand(attack, (hand) => ({
        gain: (what, keys, read) => hand.gain(what, keys, read && { ...read, session: number(read.session) }),
      }));
    });
    const seen = replicate(chainStudy(phish, { profile, attacks: stages }), { seconds: () => 0 }).attacks;
    const { attempts, successes } = seen.find(({ id }) => id === 'A31')!;
    return { attempts, successes };
  };

  it('is shown the archive by the one that was read', () => {
    const { attempts, successes } = asked(null);
    expect(attempts).toBeGreaterThan(0);
    expect(successes).toBe(attempts);
  });
  it('is shown nothing by another one', () => {
    const { attempts, successes } = asked((read) => read + 1);
    expect(attempts).toBeGreaterThan(0);
    expect(successes).toBe(0);
  });
  it('is not needed, nor is a device, where nobody asks for rights and the attacker has an account of its own', () => {
    expect(waitedFor(phish, profile, { A44: seconds(5) })).toEqual({ A44: 0, A08: 1, A31: 1 });
    expect(waitedFor(phish, profile, { A44: seconds(5), A08: seconds(5) })).toEqual({ A44: 0, A08: 0, A31: 1 });
  });
});

describe('K8 in a crowd that does not end', () => {
  const outbreak = chains.find(({ id }) => id === 'K8')!;
  const played = (waits: Readonly<Record<string, number>>) => waitedFor(outbreak, { name: 'none', without: [] }, waits);

  it('serves people where nobody floods, and comes out of breath where jobs are held back and nothing else is done', () => {
    expect(played({ A22: seconds(29), A25: seconds(2.1) })).toEqual({ A22: 0, A25: 0, A26: 1 });
  });
  it('comes to itself after the worm and the flood where jobs are left alone', () => {
    expect(played({ A26: seconds(30) })).toEqual({ A22: 1, A25: 1, A26: 0 });
  });
});
