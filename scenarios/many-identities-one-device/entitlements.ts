import type { Entitlements } from '../../sim/framework/scenario.ts';
import type { IdentityTruth } from '../../sim/framework/identity-truth.ts';
import { isOn, sinceOnNs } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import { seatsOfHarbour } from '../kit/seats/harbour.ts';
import type { Crowd } from './crowd.ts';
import type { ManyIdentitiesParameters } from './parameters.ts';

/** Which identities are truly of one thing, and when that may be known: while its owner agrees, and for the agreed time after. */
function identityTruth(
  { thingOf, own }: Pick<Crowd, 'thingOf' | 'own'>,
  { things, willing, withdrawalSeconds }: ManyIdentitiesParameters,
): IdentityTruth {
  // All identities of a thing have one owner: any of them tells when he agrees.
  const anyOf = new Int32Array(things);
  thingOf.forEach((thing, identity) => (anyOf[thing] = identity));
  const graceNs = seconds(withdrawalSeconds);
  const withdrawnNs = (thing: number, nowNs: number): number => {
    if (thing < 0 || thing >= willing) return Infinity;
    const identity = anyOf[thing]!;
    return isOn(own.agreed, identity, nowNs) ? 0 : sinceOnNs(own.agreed, identity, nowNs) - own.agreed.lengthNs;
  };
  return {
    things,
    thingOf: (identity) => thingOf[identity] ?? -1,
    mayJoin: (thing, nowNs) => withdrawnNs(thing, nowNs) <= graceNs,
    withdrawnNs,
  };
}

/**
 * What is truly allowed, written apart from the policy on purpose.
 *
 * - Everybody knows what is public, and itself. Who comes from outside knows nothing else.
 * - A platform may know what a thing says under the identity that it has there, and what it says under another one only while the
 *   owner lets its identities be put together, and for the agreed time after. The same for what moves its twins.
 * - The identity storage knows who enrols, and which identities belong together, which is personal; its audit log who was asked about.
 * - Nobody commands a thing.
 */
export function entitlements(crowd: Crowd, values: ManyIdentitiesParameters): Entitlements {
  const { register, identities, harbours } = crowd;
  const truth = identityTruth(crowd, values);
  const platformOf = new Map(
    harbours.flatMap((harbour, platform) =>
      seatsOfHarbour(harbour).map(({ first }): [number, number] => [first, platform]),
    ),
  );
  const mayMeet = (node: number, subject: number, nowNs: number): boolean => {
    const thing = truth.thingOf(subject);
    if (thing < 0) return true;
    return identities.platformOf[subject - identities.first] === platformOf.get(node) || truth.mayJoin(thing, nowNs);
  };
  return {
    mayKnow: (node, dataClass, subject, nowNs) => {
      if (dataClass === 'public' || (node === subject && register.seatsOf(node) !== undefined)) return true;
      switch (register.seatsOf(node)?.role) {
        case 'identity-storage':
          return dataClass === 'operational' || dataClass === 'personal';
        case 'audit-log':
          return dataClass === 'operational';
        case 'things-agent':
        case 'secure-dpm':
        case 'entity-agent':
          return mayMeet(node, subject, nowNs);
        default:
          return false;
      }
    },
    mayCommand: () => false,
    mayShow: mayMeet,
    identities: truth,
  };
}
