import { assetOfSubject, speakerFor } from '../../sim/components/market.ts';
import type { Wills } from '../../sim/components/plaza-wills.ts';
import type { Met, MeetingFault } from '../../sim/framework/meeting.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { sits } from '../kit/seating.ts';
import { isMinorAge, rankOfAge } from './plaza-seats.ts';
import type { PlazaSeats } from './plaza-seats.ts';

/** What truth rests on: true ages, true ratings, and what people truly want of each other, whatever they said and whoever heard it. */
export interface PlazaTruth {
  readonly wills: Wills;
  /** What each work truly is, as the rank of a rating. */
  readonly trueRank: Uint8Array;
  readonly graceSeconds: number;
  /** People who must truly want it that somebody is not heard. */
  readonly silencedBy: number;
  /** People of the first plaza who visit others, by index. */
  readonly travellers: ReadonlySet<number>;
}

/**
 * What is truly allowed, written apart from the policy on purpose.
 *
 * - Of a person the plaza at home, those that it visits, their avatar agents and the authority know; of a minor its guardian besides; characters and other people nothing.
 * - What is in the ledger is known to everybody here, and what lies on an account to who keeps it.
 * - Nobody meets content above its true age.
 * - A minor and one who is none have no contact, but with its guardian and whom its guardian allows. A withdrawal counts after a grace.
 * - Nobody meets whom it has barred, after the same grace.
 * - Nobody is kept from being heard whom fewer people have barred than it takes.
 */
export function entitlements(
  seats: PlazaSeats,
  { wills, trueRank, graceSeconds, silencedBy, travellers }: PlazaTruth,
): Entitlements {
  const { register, persons, ages, guardian, settlement } = seats;
  const graceNs = seconds(graceSeconds);
  const guardianOf = (node: number): number => guardian[node - persons.first]!;
  const isFirst = (node: number): boolean => sits(node, seats.avatarAgents) || sits(node, seats.plaza);
  const partyOf = (node: number): string => register.seatsOf(node)!.party;
  /** Whether a platform is where a person is at home, or goes. */
  const comesTo = (node: number, subject: number): boolean => {
    if (!sits(subject, persons)) return true;
    const person = subject - persons.first;
    if (partyOf(node) === partyOf(seats.home[person]!)) return true;
    return person >= seats.firstNeighbour ? isFirst(node) : travellers.has(person);
  };
  const isMinor = (node: number): boolean => isMinorAge(ages[node - persons.first]!);

  const contactFault = (one: number, other: number, nowNs: number): MeetingFault | undefined => {
    if (isMinor(one) === isMinor(other)) return undefined;
    const [minor, grown] = isMinor(one) ? [one, other] : [other, one];
    if (guardianOf(minor) === grown) return undefined;
    const accords = wills.accords.filter((accord) => accord.minor === minor && accord.friend === grown);
    if (accords.some(({ fromNs, untilNs }) => fromNs <= nowNs && nowNs < untilNs + graceNs)) return undefined;
    return accords.some(({ untilNs }) => untilNs <= nowNs) ? 'withdrawn' : 'stranger';
  };

  return {
    mayKnow: (node, dataClass, subject) => {
      if (dataClass === 'public' || node === subject) return true;
      if (settlement !== null) {
        const { market } = settlement;
        if (assetOfSubject(subject, market.assets) >= 0) return register.seatsOf(node) !== undefined;
        if (dataClass === 'operational' && speakerFor(market, subject) === node) return true;
      }
      switch (register.seatsOf(node)?.role) {
        case 'avatar-agent':
        case 'entity-agent':
          return comesTo(node, subject);
        case 'identity-storage':
        case 'audit-log':
          return true;
        case 'person':
          return sits(subject, persons) && guardianOf(subject) === node;
        default:
          return false;
      }
    },
    mayCommand: () => false,
    maySilence: (person, nowNs) =>
      wills.bars.filter(({ of, fromNs }) => of === person && fromNs <= nowNs).length >= silencedBy,
    meetingFault: ({ person, speaker, content, contact }: Met, nowNs) => {
      if (!sits(person, persons)) return undefined;
      const barred = wills.bars.some((bar) => bar.by === person && bar.of === speaker && bar.fromNs + graceNs <= nowNs);
      if (barred) return 'barred';
      if ((trueRank[content] ?? 0) > rankOfAge[ages[person - persons.first]!]) return 'content';
      return contact && sits(speaker, persons) ? contactFault(person, speaker, nowNs) : undefined;
    },
  };
}
