import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { KeeperState } from '../../sim/components/keeper-state.ts';
import type { LedgerState } from '../../sim/components/ledger.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { ParameterValues } from '../../sim/framework/scenario.ts';
import { seedOf } from '../replicate.ts';
import { planIn, play } from '../testing/play.ts';
import type { Played } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { claims } from './claims.ts';
import { seatMall } from './mall.ts';
import type { MallParameters } from './parameters.ts';
import { mallAssetCirculation } from './scenario.ts';

const values = valuesAt(mallAssetCirculation, 'smoke') as MallParameters;
const mall = seatMall(values);
const cast = mallAssetCirculation.build(values, 1);

const played = (
  given: {
    readonly profile?: ProfileName;
    readonly without?: readonly ControlId[];
    readonly attack?: AttackId;
    readonly seed?: number;
  },
  set: ParameterValues = {},
): Played =>
  play(
    planIn(
      mallAssetCirculation,
      {
        profile: { name: given.profile ?? 'framework', without: given.without ?? [] },
        attacks: attacks.filter(({ id }) => id === given.attack),
        seed: given.seed ?? 1,
      },
      set,
    ),
  );

const verdicts = ({ observed }: Played, attack: AttackId | 'none'): Readonly<Record<string, boolean | undefined>> =>
  Object.fromEntries(
    claims.map((claim) => [claim.name, claim.holds((metric) => observed.values[metric]?.value ?? null, attack)]),
  );

test('what a customer wishes for is known to its own platform, and what is on offer to everybody in the mall', () => {
  const { entitlements } = cast;
  const [own, other] = mall.shops;
  const buyer = mall.customers.first;
  expect(entitlements.mayKnow(own!.keeper.first, 'personal', buyer, 0)).toBe(true);
  expect(entitlements.mayKnow(other!.keeper.first, 'personal', buyer, 0)).toBe(false);
  expect(entitlements.mayKnow(buyer + 1, 'personal', buyer, 0)).toBe(false);
  expect(entitlements.mayKnow(other!.keeper.first, 'operational', 1 << 25, 0)).toBe(true);
  expect(entitlements.mayKnow(cast.household.nodes, 'operational', 1 << 25, 0)).toBe(false);
});

const honest = { none: played({ profile: 'none' }), framework: played({}) };

test.each(['none', 'framework'] as const)('an honest mall under %s violates nothing, and trades', (profile) => {
  const { observed } = honest[profile];
  expect(observed.violations).toEqual([]);
  expect(observed.values['M33']!.value).toBe(0);
  expect(observed.values['M31']!.value).toBeGreaterThan(0.7);
  expect(observed.values['M53']!.n).toBeGreaterThan(100);
});

test('while nobody attacks every claim of the framework is true, each judged on something', () => {
  expect(Object.values(verdicts(honest.framework, 'none'))).toEqual(claims.map(() => true));
  for (const metric of ['M09', 'M52.counterfeits', 'M52.micros', 'M52.unwished', 'M53', 'M33'])
    expect([metric, honest.framework.observed.values[metric]!.n > 20]).toEqual([metric, true]);
});

test('with every control standing no attack makes a claim false', () => {
  for (const attack of mallAssetCirculation.attacks) {
    const run = played({ attack });
    expect(run.observed.attacks[0]!.attempts).toBeGreaterThan(2);
    expect(run.observed.attacks[0]!.successes).toBe(0);
    expect(Object.values(verdicts(run, attack))).not.toContain(false);
  }
});

/** Who owns what by each node of the ledger, and what each keeper holds. */
const booksOf = ({ world }: Played) => {
  const stateOf = <State>(node: number): State => world.nodes.states[world.nodes.placement(node)] as State;
  const chains = mall.ledgers.map(({ first }) => stateOf<LedgerState>(first).chain[0]!);
  const holders = mall.shops.map(({ keeper }) => stateOf<KeeperState>(keeper.first));
  return { chains, holders };
};

test.each(['A42', 'A51', 'A24'] as const)(
  'whatever %s does, money and assets are conserved on every node of the ledger',
  (attack) => {
    for (const without of [[], ['C39', 'C41', 'C32', 'C43']] as const) {
      const { chains } = booksOf(played({ attack, without }));
      for (const { tipBooks, main } of chains) {
        expect(main.length).toBeGreaterThan(10);
        expect(tipBooks.balanceMicros.reduce((sum, micros) => sum + micros, 0)).toBe(
          mall.market.balanceMicros.reduce((sum, micros) => sum + micros, 0),
        );
        expect(Math.min(...tipBooks.balanceMicros)).toBeGreaterThanOrEqual(0);
        expect(tipBooks.owner.every((owner) => owner >= 0 && owner < mall.market.count)).toBe(true);
      }
    }
  },
);

test('what keepers hold is what the ledger has, once nobody trades any more', () => {
  // Wishes end: the last customers leave after three minutes, and what is under way has six minutes more.
  const run = played(
    {},
    { offerEverySeconds: 3, staySeconds: 60, awaySeconds: 86_400, bringEverySeconds: 86_400, durationSeconds: 700 },
  );
  const { chains, holders } = booksOf(run);
  const { owner } = chains[0]!.tipBooks;
  let kept = 0;
  holders.forEach(({ holder }, shop) => {
    owner.forEach((account, asset) => {
      const own = mall.shopOf[account] === shop;
      expect([asset, holder[asset]]).toEqual([asset, own ? mall.market.first + account : -1]);
      if (own) kept++;
    });
  });
  expect(kept).toBeGreaterThan(50);
  expect(run.observed.values['M53']!.n).toBeGreaterThan(20);
});

test('a keeper and a node of the ledger that restart are back in trade, and no asset counts twice for it', () => {
  const run = played({}, { restartAtSeconds: 100 });
  expect(run.observed.violations).toEqual([]);
  expect(run.observed.values['M09']!.value).toBe(0);
  expect(run.observed.values['M53']!.value).toBeGreaterThan(0.8);
});

test('two of the ledger’s nodes find blocks at one height now and then, and six blocks outlast every such branch', () => {
  let found = 0;
  let lasting = 0;
  for (let run = 0; run < 3; run++) {
    const { chains } = booksOf(
      played({ seed: seedOf(3, run) }, { blockSeconds: 0.3, ledgerMillis: 60, durationSeconds: 60 }),
    );
    const { blocks, main, baseHeight } = chains[0]!;
    found += blocks.length;
    lasting += main.length;
    expect(baseHeight).toBeGreaterThan(50);
  }
  expect(found).toBeGreaterThan(lasting);
});
