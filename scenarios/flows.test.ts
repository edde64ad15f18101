import { expect, test } from 'vitest';
import { identifierCollision } from '../attacks/identifier-collision.ts';
import { poisonedAgent } from '../attacks/poisoned-agent.ts';
import { rogueDpmResult } from '../attacks/rogue-dpm-result.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import { factNumber } from '../sim/framework/fact.ts';
import { placeOf } from '../sim/framework/figure.ts';
import { flows } from '../sim/framework/flow.ts';
import { kinds } from '../sim/framework/message.ts';
import { constrainedBehindGateway } from './constrained-behind-gateway/scenario.ts';
import { concert } from './virtual-concert-external-dpm/scenario.ts';
import { fullFledgedRoaming } from './full-fledged-roaming/scenario.ts';
import { prepare } from './replicate.ts';
import type { RunPlan } from './replicate.ts';
import { childrenPlaza } from './children-plaza/scenario.ts';
import { planIn, planOf } from './testing/play.ts';
import { trial as lifecycle } from './lifecycle-and-erasure/testing/trial.ts';
import { mallAssetCirculation } from './mall-asset-circulation/scenario.ts';
import { revocationStorm } from './revocation-storm/scenario.ts';
import { trial as town } from './town-1m/testing/trial.ts';
import { wormOutbreak } from '../attacks/worm-outbreak.ts';
import { sharedIdentityStorage } from './shared-identity-storage/scenario.ts';
import { crossStorageInterop } from './cross-storage-interop/scenario.ts';
import { manyIdentitiesOneDevice } from './many-identities-one-device/scenario.ts';

/** What honest nodes say of their own, one line a flow and kind. */
class Said implements FactObserver {
  readonly lines = new Set<string>();
  roleOf: (node: number) => string | undefined = () => undefined;

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      if (facts.kind[row] !== factNumber.sent || facts.message[row] === 0) continue;
      const [from, to, origin] = [facts.node, facts.peer, facts.origin].map((nodes) => this.roleOf(nodes[row]!));
      if (from === undefined || to === undefined || origin === undefined) continue;
      this.lines.add(`${placeOf(facts.place[row]!)} ${from} ${to} ${kinds[facts.message[row]! - 1]}`);
    }
  }
}

/** Kinds that the plays below do not show, and why the figure has them. */
const elsewhere: readonly string[] = [
  // A query for which there is no room in the table of requests: sim/components/relay.ts declines it.
  'RP-M storage-agent avatar-agent answer',
  // A queue of reports with a closed form: scenarios/anchors/twin-row.ts.
  'RP-M things-agent entity-agent report',
  // Honest things maintain nobody: what logs in at another and brings it an image is an attacker's code (attacks/worm-outbreak.ts).
  'RP-T device device image',
  'RP-T device device login',
];

/** Half an hour in which everybody renews, and little else happens. */
const seldom = {
  platforms: 2,
  replicas: 1,
  reportSeconds: 300,
  deviceReportSeconds: 300,
  refreshSeconds: 300,
  endorseSeconds: 300,
  saleEverySeconds: 600,
  outageAtSeconds: 0,
  durationSeconds: 1900,
};

/**
 * A day of arriving and leaving, a provider proved wrong, an hour of renewals, a steered character beside another authority, residents who
 * withdraw, a mall, gateways, heads of logs compared, registries at which two devices bear one identifier and a third one takes another's
 * place, things with many identities, systems and virtual things that renew, and a town in which things are maintained, and taken over.
 */
const plans: readonly RunPlan[] = [
  planOf({ profile: { name: 'none', without: [] } }),
  planOf({ profile: { name: 'framework', without: ['C20'] }, attacks: [rogueDpmResult] }),
  planOf({}, { rooms: 2, equippedRooms: 1, reportSeconds: 300, deviceReportSeconds: 300, durationSeconds: 3600 }),
  planIn(
    childrenPlaza,
    { profile: { name: 'framework', without: ['C40'] }, attacks: [poisonedAgent] },
    { authorities: 'two' },
  ),
  planIn(lifecycle.scenario, {}, lifecycle.small),
  planIn(mallAssetCirculation, {}, { restartAtSeconds: 100 }),
  planIn(constrainedBehindGateway),
  planIn(fullFledgedRoaming),
  planIn(concert, {}, { durationSeconds: 30 }),
  planIn(revocationStorm, {}, { gossipSeconds: 5, stormAtSeconds: 0, durationSeconds: 20 }),
  planIn(crossStorageInterop, { attacks: [identifierCollision] }, { durationSeconds: 60, identifierBits: 1 }),
  planIn(manyIdentitiesOneDevice, {}, { pool: 1, durationSeconds: 40 }),
  planIn(sharedIdentityStorage, {}, { ...seldom, guests: 1, residents: 1, revokeAtSeconds: 0 }),
  planIn(crossStorageInterop, {}, { ...seldom, guests: 1, renewSeconds: 300 }),
  planIn(
    town.scenario,
    { profile: { name: 'none', without: [] }, attacks: [wormOutbreak], intensity: 3 },
    { ...town.small, ...town.longer.A22 },
  ),
];

/** Everything that honest nodes say while a plan is played. */
const saidIn = (plan: RunPlan): ReadonlySet<string> => {
  const said = new Said();
  const { world, cast, untilNs } = prepare({ ...plan, observers: [said] });
  const honest = cast.placements.reduce((most, one) => Math.max(most, one.first + one.count), 0);
  said.roleOf = (node) => (node >= 0 && node < honest ? cast.household.roleOf(node) : undefined);
  world.run(untilNs);
  world.recorder.digest();
  return said.lines;
};

test('what honest nodes say is in the figure, and what is in the figure is said', () => {
  const said = new Set(plans.flatMap((plan) => [...saidIn(plan)]));
  const declared = flows.flatMap(({ point, from, to, kinds: may }) =>
    may.map((kind) => `${point} ${from} ${to} ${kind}`),
  );
  expect([...said].filter((line) => !declared.includes(line)).toSorted()).toEqual([]);
  expect(declared.filter((line) => !said.has(line)).toSorted()).toEqual(elsewhere);
});
