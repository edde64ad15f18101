import { describe, expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { factKinds } from '../../sim/framework/fact.ts';
import type { Size } from '../../sim/framework/scenario.ts';
import { planIn, play } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import type { StormParameters } from './parameters.ts';
import { revocationStorm } from './scenario.ts';

const valuesOf = (size: Size): StormParameters => valuesAt(revocationStorm, size) as StormParameters;
const castOf = (set: Partial<StormParameters> = {}) => revocationStorm.build({ ...valuesOf('smoke'), ...set }, 1);

/** Plays the storm at smoke size under the framework, and says what each claim comes to. */
function claimed({ without = [], attack }: { without?: readonly ControlId[]; attack?: string } = {}, set = {}) {
  const attacked = attacks.filter(({ id }) => id === attack);
  const { observed } = play(
    planIn(revocationStorm, { profile: { name: 'framework', without }, attacks: attacked }, set),
  );
  const value = (name: string): number | null => observed.values[name]?.value ?? null;
  const verdicts = revocationStorm.claims.map((claim) => [claim.name, claim.holds(value, attacked[0]?.id ?? 'none')]);
  return { observed, value, verdicts: Object.fromEntries(verdicts) as Record<string, boolean | undefined> };
}

const names = {
  learns: 'nobody learns what he is not entitled to',
  late: 'no revoked credential opens a channel later than a minute after its revocation',
  renewed: 'everybody whose credential was revoked comes by a new one within a minute',
  forged: 'a certificate that a stolen key signed opens nothing',
  fresh: 'no twin shows anything older than 75 seconds',
  refused: 'controls refuse at most 1 in 50 of what is honest, the storm included',
  served: 'honest operations succeed within a second in 3 of 4 minutes, the storm included',
} as const;

describe('what the revocation storm claims', () => {
  test('every claim holds under the framework while nobody attacks, and each has something to judge on', () => {
    const { verdicts, observed } = claimed();
    expect(verdicts).toEqual({
      [names.learns]: true,
      [names.late]: true,
      [names.renewed]: true,
      [names.forged]: undefined,
      [names.fresh]: true,
      [names.refused]: true,
      [names.served]: true,
    });
    for (const value of ['M11.longest', 'M58.longest', 'M58.renewed', 'M36.max', 'M33', 'M31']) {
      expect(observed.values[value]!.n, value).toBeGreaterThan(0);
    }
    expect(observed.violations).toEqual([]);
  });

  test('what a stolen key has signed opens nothing under the framework', () => {
    const { verdicts, observed } = claimed({ attack: 'A02' });
    expect(verdicts[names.forged]).toBe(true);
    expect(observed.values['M01']!.n).toBeGreaterThan(10);
  });
});

test('each federation has an authority with parties of its own, and asks the others at its own period', () => {
  const cast = castOf({ federations: 4, partnerSeconds: 10, slowestSeconds: 40 });
  expect(cast.authorities.map(({ trusts }) => trusts.map(({ refreshNs }) => refreshNs! / 1e9))).toEqual([
    [10, 10, 10],
    [10, 10, 10],
    [25, 25, 25],
    [40, 40, 40],
  ]);
  const parties = cast.authorities.flatMap((authority) => authority.parties);
  expect(parties.toSorted()).toEqual([...new Set(cast.placements.map(({ party }) => party))].toSorted());
  expect(cast.authorities.map(({ parties: own }) => own.filter((party) => party.startsWith('building')))).toEqual([
    ['building-1'],
    ['building-2'],
    ['building-3'],
    ['building-4'],
  ]);
});

test('attackers find on stage the doors, lists and keys that they need', () => {
  const { stage, household } = castOf();
  const at = (point: string) => Object.values(stage.wires).filter((wire) => wire.point === point);
  expect(at('RP-I').map(({ from, to }) => [household.roleOf(from), household.roleOf(to)])).toEqual(
    Array.from({ length: 3 }, () => ['iot-platform', 'things-agent']),
  );
  expect(new Set(at('RP-D').map(({ from }) => household.roleOf(from)))).toEqual(new Set(['identity-storage']));
  expect(at('RP-D')).toHaveLength(3 + 5);
  expect(household.roleOf(stage.issuers!['first authority']!.authority)).toBe('identity-storage');
});

/** Who was revoked and who came by a new credential, in order. */
class Credentials implements FactObserver {
  readonly revoked: number[] = [];
  readonly renewed: number[] = [];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const kind = factKinds[facts.kind[row]!];
      if (kind === 'revoked') this.revoked.push(facts.peer[row]!);
      if (kind === 'credentialed' && this.revoked.length > 0) this.renewed.push(facts.node[row]!);
    }
  }
}

test('all that the first authority certified is revoked and issued anew, and nothing of the others', () => {
  const seen = new Credentials();
  play(planIn(revocationStorm, { observers: [seen] }));
  const cast = castOf();
  const partyOf = (node: number): string =>
    cast.placements.find(({ first, count }) => node >= first && node < first + count)!.party;
  const own = new Set(cast.authorities[0]!.parties);
  expect(seen.revoked.length).toBeGreaterThan(15);
  expect(seen.revoked.filter((node) => !own.has(partyOf(node)))).toEqual([]);
  const renewed = new Set(seen.renewed);
  expect(seen.revoked.filter((node) => !renewed.has(node))).toEqual([]);
});

test('however coarse a filter is, it turns away whom serials would, at once and for good', () => {
  const refused = (set: Partial<StormParameters>) => {
    const { observed } = claimed({}, set);
    return [observed.refusals, observed.values['M58.renewed']!.value, observed.values['M33']!.n];
  };
  expect(refused({ status: 'filter', falsePositives: 0.5 })).toEqual(refused({ status: 'list' }));
});

test('without a storm nobody is revoked and nothing is known of exposure', () => {
  const { observed } = claimed({}, { stormAtSeconds: 0, durationSeconds: 60 });
  expect([observed.values['M11.longest'], observed.values['M58.renewed']]).toMatchObject([{ n: 0 }, { n: 0 }]);
});

test('a device that cannot ask for a new credential falls silent, and its twin says so by its age', () => {
  const { value } = claimed({}, { lookSeconds: 86_400 });
  expect(value('M58.renewed')).toBeLessThan(1);
  expect(value('M36.max')).toBeGreaterThan(100);
});
