import type { Meeting } from '../framework/meeting.ts';
import { ageBands } from '../framework/messages/plaza.ts';
import type { AgeBand, ContactConsent, Visit } from '../framework/messages/plaza.ts';
import type { Vouch } from '../framework/messages/travel.ts';
import { personOf } from './plaza-people.ts';
import type { PlazaPeople } from './plaza-people.ts';

/**
 * What a plaza knows of its visitors, by node and person. Everything in it was stated by somebody, holds for a lease, and gives
 * way to what the same one states later: so lost, doubled, late and reordered statements do no harm, and what is forgotten is
 * forgotten on the safe side (nobody is here, nobody may be contacted).
 *
 *   visit ─▶ band, barred, until     admit ─▶ all of it     depart ─▶ nothing     contactConsent ─▶ friends, until          meeting(speaker, listener) ─▶ what is known of both
 */
export interface PlazaRegister {
  /** Place in `ageBands` of what the visitor is taken for. */
  readonly band: Uint8Array;
  readonly barred: (readonly number[])[];
  /** When the visitor said so, on its own clock; -1 for never. */
  readonly saidNs: Float64Array;
  /** The statement holds until then, on the plaza's clock. */
  readonly hereUntilNs: Float64Array;
  readonly friends: (readonly number[])[];
  readonly agreedNs: Float64Array;
  readonly agreedUntilNs: Float64Array;
  /** Address through which the visitor is reached. */
  readonly door: Int32Array;
}

/** On what terms a plaza believes what is stated. */
export interface RegisterTerms {
  /** How long a statement holds, and how far ahead of the plaza a clock may be, ns. */
  readonly leaseNs: number;
  readonly skewNs: number;
  /** Visitors who bar somebody, at the same time, by whom it is not heard at all any more. */
  readonly silencedBy: number;
}

const nobody: readonly number[] = [];
/** Rank of the highest rating for each band; of an unknown age the lowest. */
const mostRatingOf: Readonly<Record<AgeBand, number>> = { unknown: 0, child: 0, teen: 1, adult: 2 };

/** A register of nobody. */
export const plazaRegister = (count: number, people: number): PlazaRegister => ({
  band: new Uint8Array(count * people),
  barred: new Array<readonly number[]>(count * people).fill(nobody),
  saidNs: new Float64Array(count * people).fill(-1),
  hereUntilNs: new Float64Array(count * people).fill(-1),
  friends: new Array<readonly number[]>(count * people).fill(nobody),
  agreedNs: new Float64Array(count * people).fill(-1),
  agreedUntilNs: new Float64Array(count * people).fill(-1),
  door: new Int32Array(count * people).fill(-1),
});

/** A node forgets all that it knew. */
export function forgetRegister(register: PlazaRegister, index: number, people: number): void {
  const [from, to] = [index * people, (index + 1) * people];
  register.band.fill(0, from, to);
  for (const lists of [register.barred, register.friends]) lists.fill(nobody, from, to);
  for (const times of [register.saidNs, register.hereUntilNs, register.agreedNs, register.agreedUntilNs])
    times.fill(-1, from, to);
  register.door.fill(-1, from, to);
}

/** Whether a statement is news or the newest again: not older than what is known, and not from a clock that is ahead. */
const counts = (at: number, knownNs: number, nowNs: number, { skewNs }: RegisterTerms): boolean =>
  at >= knownNs && at <= nowNs + skewNs;

/** Takes what a visitor states of itself; 0 where it does not count. */
export function takeVisit(
  register: PlazaRegister,
  row: number,
  visit: Pick<Visit, 'band' | 'barred' | 'at'>,
  nowNs: number,
  terms: RegisterTerms,
): 0 | 1 {
  if (!counts(visit.at, register.saidNs[row]!, nowNs, terms)) return 0;
  register.band[row] = ageBands.indexOf(visit.band);
  register.barred[row] = visit.barred;
  register.saidNs[row] = visit.at;
  // From the moment of the statement, not of its coming: who is late does not hold for longer.
  register.hereUntilNs[row] = visit.at + terms.leaseNs;
  return 1;
}

/** Takes what is vouched for of a guest; 0 where it does not count. */
export function takeGuest(
  register: PlazaRegister,
  row: number,
  guest: Vouch,
  nowNs: number,
  terms: RegisterTerms,
): 0 | 1 {
  // What came too late to hold would only stay behind.
  const here = guest.at + terms.leaseNs < nowNs ? 0 : takeVisit(register, row, guest, nowNs, terms);
  // Of whom no guardian has said anything nothing is agreed.
  if (here === 1 && guest.agreedNs >= 0) takeConsent(register, row, { ...guest, at: guest.agreedNs }, nowNs, terms);
  return here;
}

/** Forgets one who has left, but for when that was said: what it said before counts no more. */
export function takeDeparture(register: PlazaRegister, row: number, at: number): void {
  if (at < register.saidNs[row]!) return;
  register.band[row] = 0;
  register.barred[row] = nobody;
  register.friends[row] = nobody;
  register.saidNs[row] = at;
  register.hereUntilNs[row] = -1;
  register.agreedNs[row] = -1;
  register.agreedUntilNs[row] = -1;
  register.door[row] = -1;
}

/** Takes what a guardian states of its minor; 0 where it does not count. */
export function takeConsent(
  register: PlazaRegister,
  row: number,
  consent: Pick<ContactConsent, 'friends' | 'at'>,
  nowNs: number,
  terms: RegisterTerms,
): 0 | 1 {
  if (!counts(consent.at, register.agreedNs[row]!, nowNs, terms)) return 0;
  register.friends[row] = consent.friends;
  register.agreedNs[row] = consent.at;
  register.agreedUntilNs[row] = consent.at + terms.leaseNs;
  return 1;
}

/** Whether a visitor is here now. */
export const isHere = (register: PlazaRegister, row: number, nowNs: number): boolean =>
  nowNs <= register.hereUntilNs[row]!;

/** Visitors who are here and bar a person: by how many, and `each` is told which. */
export function barring(
  register: PlazaRegister,
  first: number,
  people: PlazaPeople,
  { person, nowNs }: { readonly person: number; readonly nowNs: number },
  each: (visitor: number) => void = () => {},
): number {
  let voices = 0;
  for (let visitor = 0; visitor < people.count; visitor++) {
    const row = first + visitor;
    const barred = register.barred[row]!;
    if (barred.length === 0 || !isHere(register, row, nowNs) || !barred.includes(people.first + person)) continue;
    voices++;
    each(visitor);
  }
  return voices;
}

/** On which side of the age line somebody is: 1 a minor, 0 not, -1 where nobody knows. */
const minority = (register: PlazaRegister, row: number, nowNs: number): number => {
  const band = isHere(register, row, nowNs) ? ageBands[register.band[row]!]! : 'unknown';
  return band === 'unknown' ? -1 : band === 'adult' ? 0 : 1;
};

/** What is known of a speaker and a listener at a node: both as persons by index, the speaker -1 where it is the plaza's own. */
export function meetingOf(
  register: PlazaRegister,
  index: number,
  people: PlazaPeople,
  { speaker, listener, contact, nowNs }: { speaker: number; listener: number; contact: boolean; nowNs: number },
): Meeting {
  const row = (person: number): number => index * people.count + person;
  const allows = (minor: number, other: number): boolean => {
    const node = people.first + other;
    if (people.guardian[minor] === node) return true;
    return nowNs <= register.agreedUntilNs[row(minor)]! && register.friends[row(minor)]!.includes(node);
  };
  const own = speaker < 0;
  const side = own ? 0 : minority(register, row(speaker), nowNs);
  return {
    mostRating: mostRatingOf[ageBands[register.band[row(listener)]!]!],
    contact,
    apart: !own && (side < 0 || side !== minority(register, row(listener), nowNs)),
    agreed: !own && (allows(listener, speaker) || allows(speaker, listener)),
    barred: !own && register.barred[row(listener)]!.includes(people.first + speaker),
  };
}

/** Index of a person whom a statement is about, where its guardian makes it; -1 where somebody else does. */
export const minorOf = (people: PlazaPeople, { person, minor }: ContactConsent): number => {
  const index = personOf(people, minor);
  return index >= 0 && people.guardian[index] === person ? index : -1;
};
