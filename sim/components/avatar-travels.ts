import type { Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Message, MessageView } from '../framework/message.ts';
import { ageBands } from '../framework/messages/plaza.ts';
import type { Vouch } from '../framework/messages/travel.ts';
import { forgetAvatar, forgetVouched } from './avatar-whereabouts.ts';
import type { AvatarWhereabouts } from './avatar-whereabouts.ts';
import { personOf } from './plaza-people.ts';
import type { PlazaPeople } from './plaza-people.ts';
import { minorOf } from './plaza-register.ts';
import { decline } from './relay.ts';
import { visitorWent } from './visitors.ts';

/** On what terms avatars go from platform to platform. */
export interface TravelTerms {
  /** Everybody, with the avatar agent at home of each. */
  readonly people: PlazaPeople;
  /** Avatar agents of all platforms between which avatars move. */
  readonly doors: readonly Address<'avatar-agent'>[];
  /** How long an avatar counts as being here after its person said so; persons and platforms agree on it, ns. */
  readonly leaseNs: number;
  /** How long what was handed over waits for its person, ns. */
  readonly comingNs: number;
}

/** What an avatar agent does about avatars that come and go; handlers take the node's index and the message in hand. */
export interface AvatarTravels {
  begin(state: AvatarWhereabouts, index: number, io: Io<'avatar-agent'>): void;
  /** A person says at home that it is here: whether that is news, and so is to be passed on. */
  visitCounts(state: AvatarWhereabouts, index: number, message: MessageView<'visit'>, io: Io<'avatar-agent'>): boolean;
  /** A guardian says at home who may contact its minor, wherever that is. */
  agreed(state: AvatarWhereabouts, index: number, message: MessageView<'contactConsent'>, io: Io<'avatar-agent'>): void;
  travel(state: AvatarWhereabouts, index: number, message: MessageView<'travel'>, io: Io<'avatar-agent'>): void;
  vouch(state: AvatarWhereabouts, index: number, message: MessageView<'vouch'>, io: Io<'avatar-agent'>): void;
  /** A guest says that it is here: whether that counts. */
  arriveCounts(
    state: AvatarWhereabouts,
    index: number,
    message: MessageView<'arrive'>,
    io: Io<'avatar-agent'>,
  ): boolean;
  /** Tells the platform of a guest who is here, by its node; returns the number of what it says. */
  admit(state: AvatarWhereabouts, index: number, guest: number, io: Io<'avatar-agent'>): number;
  answered(state: AvatarWhereabouts, index: number, message: MessageView<'answer'>, io: Io<'avatar-agent'>): void;
  /** Runs the timers of leases; false for a timer that is none of them. */
  woke(
    state: AvatarWhereabouts,
    index: number,
    wake: { readonly timer: number; readonly argument: number },
    io: Io<'avatar-agent'>,
  ): boolean;
}

const timerLease = 131;
const timerForget = 132;

/** Cells that such an agent needs: of each person what it said or home vouches for, and what its guardian said. */
export const avatarTravelCells = (people: Pick<PlazaPeople, 'count'>): number => 2 * people.count;

/**
 * The door of a platform to avatars that come and go. An avatar is here because its person said so itself, for a lease. A guest comes
 * by its own word, which both platforms hear, and by what its home vouches for, which is repeated for as long as it is away: so a
 * platform can neither draw an avatar to itself nor make up who somebody is, and who is barred at home is barred elsewhere.
 *
 *             arrive (at home: visit): here for a lease           vouch, travel of another platform: expected for a time
 *   away ───────────────────────────────────────────▶ here ─┐
 *    ▲  ▲                                                    │ travel: passed on at RP-X, still here
 *    │  └─ the other platform expects it: gone, platform told ─┤      (guests go home first)
 *    └──── the lease is over: platform told ──────────────────┘
 */
export function avatarTravels(
  { people, doors, leaseNs, comingNs }: TravelTerms,
  entityAgent: Address<'entity-agent'>,
): AvatarTravels {
  type Here = Io<'avatar-agent'>;
  type State = AvatarWhereabouts;
  const rowOf = (index: number, person: number): number => index * people.count + person;
  const homeOf = (person: number): number => people.avatarAgent[person]!;
  const isHere = (state: State, row: number, io: Here): boolean => io.now < state.hereUntilNs[row]!;
  const agree = (subject: number, io: Here): void => {
    io.reply({ kind: 'answer', subject, dataClass: 'operational', body: { done: 1 } });
  };
  const fresh = (state: State, index: number, at: number, io: Here): boolean =>
    at > state.begunNs[index]! && at + leaseNs > io.now && at < io.now + leaseNs;
  /** Index of the person who speaks of itself; -1 where somebody else does. */
  const speakerOf = ({ from, subject }: Message): number => (from === subject ? personOf(people, subject) : -1);

  const knownOf = (state: State, row: number, person: number, at: number): Vouch => ({
    person: people.first + person,
    band: ageBands[state.band[row]!]!,
    barred: state.barred[row]!,
    friends: state.friends[row]!,
    agreedNs: state.agreedNs[row]!,
    at,
  });
  /** A minor's data, and those of one whose age nobody knows, are a child's. */
  const classOf = ({ band }: Vouch): 'personal' | 'child' => (band === 'adult' ? 'personal' : 'child');
  const recallAll = (person: number, io: Here): void => {
    io.recall(person);
    io.recall(people.count + person);
  };

  /** Tells another platform what this one, its home, vouches for of a person. */
  const sayVouch = (state: State, row: number, person: number, to: number, io: Here): void => {
    state.vouchedNs[row] = Math.max(io.now, state.vouchedNs[row]! + 1);
    recallAll(person, io);
    const body = knownOf(state, row, person, state.vouchedNs[row]);
    const draft = { kind: 'vouch' as const, subject: people.first + person, dataClass: classOf(body), body };
    io.send('RP-X', to as Address<'avatar-agent'>, draft);
  };

  const stay = (state: State, row: number, person: number, at: number, io: Here): void => {
    state.saidNs[row] = at;
    state.gone[row] = 0;
    state.passed[row] = 0;
    state.comingNs[row] = -1;
    state.hereUntilNs[row] = Math.min(at, io.now) + leaseNs;
    io.wake(timerLease, state.hereUntilNs[row] - io.now, person);
  };
  const letGo = (state: State, index: number, person: number, io: Here): void => {
    const row = rowOf(index, person);
    state.hereUntilNs[row] = 0;
    const body = { at: state.saidNs[row]! };
    const subject = people.first + person;
    io.send('RP-M', entityAgent, { kind: 'depart', subject, dataClass: 'operational', body });
    visitorWent(state.lines, index, subject);
    if (homeOf(person) === io.node) return;
    forgetVouched(state, row);
    // Until then its last word keeps out what was said before it.
    io.wake(timerForget, Math.max(0, state.saidNs[row]! + leaseNs - io.now), person);
  };

  const admit = (state: State, index: number, person: number, io: Here): number => {
    const row = rowOf(index, person);
    recallAll(person, io);
    const body = knownOf(state, row, person, state.saidNs[row]!);
    const draft = { kind: 'admit' as const, subject: people.first + person, dataClass: classOf(body), body };
    return io.send('RP-M', entityAgent, draft);
  };

  /** Its person says again, at home, where its avatar is. */
  const goesOn = (state: State, row: number, person: number, { body }: MessageView<'travel'>, io: Here): void => {
    state.saidNs[row] = body.at;
    state.awayAt[row] = body.platform;
    state.barred[row] = body.barred;
    io.keep(person);
    sayVouch(state, row, person, body.platform, io);
    io.forward('RP-X', body.platform as Address<'avatar-agent'>);
    agree(people.first + person, io);
  };

  /** A person wants its avatar to go. It says so again until it hears what became of it, so nothing is said again here. */
  const takeWish = (state: State, index: number, message: MessageView<'travel'>, io: Here): void => {
    const person = speakerOf(message);
    if (person < 0) return;
    const row = rowOf(index, person);
    const { at, platform, barred } = message.body;
    const home = homeOf(person) === io.node;
    const elsewhere = platform !== io.node && doors.includes(platform as Address<'avatar-agent'>);
    const counts = elsewhere && at >= state.saidNs[row]! && fresh(state, index, at, io);
    if (counts && home && state.gone[row] === 1) {
      goesOn(state, row, person, message, io);
      return;
    }
    if (counts && at === state.saidNs[row]! && state.gone[row] === 1) {
      agree(message.subject, io);
      return;
    }
    if (!counts || !isHere(state, row, io) || (!home && platform !== homeOf(person))) {
      decline(message, io);
      return;
    }
    state.saidNs[row] = at;
    state.asked[row] = message.number;
    state.askedVia[row] = message.via;
    state.passedTo[row] = platform;
    if (home) {
      state.barred[row] = barred;
      io.keep(person);
      sayVouch(state, row, person, platform, io);
    }
    state.passed[row] = io.forward('RP-X', platform as Address<'avatar-agent'>);
  };

  /** Another platform says that an avatar comes. */
  const expect = (state: State, index: number, message: MessageView<'travel'>, io: Here): void => {
    const person = personOf(people, message.subject);
    const { at, platform } = message.body;
    const home = person >= 0 && homeOf(person) === io.node;
    const known = doors.includes(message.from as Address<'avatar-agent'>);
    const mine = person >= 0 && platform === io.node && (home ? known : message.from === homeOf(person));
    const row = rowOf(index, person);
    // Who is a guest here already has no need of it: home says so again and again.
    if (mine && !home && isHere(state, row, io)) {
      agree(message.subject, io);
      return;
    }
    const waiting = mine && io.now < state.comingUntilNs[row]! ? state.comingNs[row]! : -1;
    const news = mine && at > state.saidNs[row]! && at >= waiting && at + leaseNs > io.now;
    if (!news || isHere(state, row, io) || (!home && state.vouchedNs[row]! < 0)) {
      decline(message, io);
      return;
    }
    state.comingNs[row] = at;
    state.comingUntilNs[row] = io.now + comingNs;
    // From here on nobody elsewhere needs to know more of who comes home.
    if (home) state.awayAt[row] = -1;
    else io.wake(timerForget, comingNs, person);
    agree(message.subject, io);
  };

  return {
    begin: (state, index, io) => {
      state.begunNs[index] = io.now === 0 ? -1 : io.now;
    },
    visitCounts: (state, index, message, io) => {
      const person = personOf(people, message.body.person);
      if (person < 0) return true;
      const row = rowOf(index, person);
      const { at, band, barred } = message.body;
      if (homeOf(person) !== io.node || at < state.saidNs[row]! || !fresh(state, index, at, io)) return false;
      stay(state, row, person, at, io);
      state.awayAt[row] = -1;
      state.band[row] = ageBands.indexOf(band);
      state.barred[row] = barred;
      io.keep(person);
      return true;
    },
    agreed: (state, index, message, io) => {
      const person = minorOf(people, message.body);
      const row = rowOf(index, person);
      const { friends, at } = message.body;
      if (person < 0 || homeOf(person) !== io.node || at < state.agreedNs[row]!) return;
      state.friends[row] = friends;
      state.agreedNs[row] = at;
      io.keep(people.count + person);
      if (state.awayAt[row]! >= 0) sayVouch(state, row, person, state.awayAt[row]!, io);
    },
    travel: (state, index, message, io) => {
      if (message.point === 'RP-X') expect(state, index, message, io);
      else takeWish(state, index, message, io);
    },
    vouch: (state, index, message, io) => {
      const person = personOf(people, message.body.person);
      const row = rowOf(index, person);
      const { band, barred, friends, agreedNs, at } = message.body;
      const home = person < 0 ? -1 : homeOf(person);
      if (home === io.node || message.from !== home || at <= state.vouchedNs[row]!) return;
      state.band[row] = ageBands.indexOf(band);
      state.barred[row] = barred;
      state.friends[row] = friends;
      state.agreedNs[row] = agreedNs;
      state.vouchedNs[row] = at;
      state.heardNs[row] = io.now;
      io.keep(person);
      if (isHere(state, row, io)) admit(state, index, person, io);
      else io.wake(timerForget, comingNs, person);
    },
    arriveCounts: (state, index, message, io) => {
      const person = speakerOf(message);
      const row = rowOf(index, person);
      const { at, moved } = message.body;
      const guest = person >= 0 && homeOf(person) !== io.node && state.vouchedNs[row]! >= 0;
      if (!guest || at <= state.saidNs[row]! || !fresh(state, index, at, io)) return false;
      // Who is here stays for as long as both the person and its home say so.
      const vouched = io.now < state.heardNs[row]! + leaseNs;
      const expected = io.now < state.comingUntilNs[row]! && moved === state.comingNs[row]!;
      if (!vouched || !(expected || isHere(state, row, io))) return false;
      stay(state, row, person, at, io);
      return true;
    },
    admit: (state, index, guest, io) => admit(state, index, guest - people.first, io),
    answered: (state, index, message, io) => {
      const person = personOf(people, message.subject);
      const row = rowOf(index, person);
      if (person < 0 || message.re === 0 || message.re !== state.passed[row]) return;
      if (message.from !== state.passedTo[row]) return;
      state.passed[row] = 0;
      if (message.body.done === 1) {
        state.gone[row] = 1;
        if (homeOf(person) === io.node) state.awayAt[row] = message.from;
        letGo(state, index, person, io);
      }
      io.answer('RP-A', state.askedVia[row]!, state.asked[row]!);
    },
    woke: (state, index, { timer, argument: person }, io) => {
      const row = rowOf(index, person);
      if (timer === timerLease) {
        if (state.hereUntilNs[row]! > 0 && !isHere(state, row, io)) letGo(state, index, person, io);
        return true;
      }
      if (timer !== timerForget) return false;
      const expected = io.now < state.comingUntilNs[row]! || io.now < state.heardNs[row]! + comingNs;
      if (isHere(state, row, io) || expected) return true;
      // What came for one who did not come; and in time that it was here at all.
      if (io.now < state.saidNs[row]! + leaseNs) forgetVouched(state, row);
      else forgetAvatar(state, row);
      return true;
    },
  };
}
