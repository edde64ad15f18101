import type { Component, Io } from '../framework/component.ts';
import { ageBands } from '../framework/messages/plaza.ts';
import type { Profile, Say } from '../framework/messages/plaza.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { characterOf, doorOf, personOf } from './plaza-people.ts';
import type { Characters, PlazaPeople } from './plaza-people.ts';
import {
  barring,
  forgetRegister,
  isHere,
  meetingOf,
  minorOf,
  plazaRegister,
  takeConsent,
  takeDeparture,
  takeGuest,
  takeVisit,
} from './plaza-register.ts';
import type { PlazaRegister, RegisterTerms } from './plaza-register.ts';

/** Settings of a plaza. */
export interface PlazaSettings {
  readonly people: PlazaPeople;
  readonly characters: Characters;
  readonly enrolment: EnrolmentTerms;
  readonly register: RegisterTerms;
}

/** State of plazas. */
export interface PlazaState {
  readonly enrolment: EnrolmentState;
  readonly register: PlazaRegister;
  /** 1 while the plaza is lit, by node. */
  readonly lit: Uint8Array;
}

const timerGuest = 1;

/** Cells that a plaza needs: one a visitor. */
export const plazaCells = (people: PlazaPeople): number => people.count;

/**
 * A plaza: the entity agent of a place where people meet. It knows who is here, passes on what is said to whoever is meant and, to
 * all, to whoever is near, and asks before each whether that may be; whom many have barred it passes on to nobody. Characters are its own; they speak and call tools here.
 *
 *   avatar agent ─RP-M visit, admit, depart, contactConsent, say, lookup─▶ plaza ─RP-M answer, profile─▶ the same avatar agent
 *                                                             └─RP-M speech─▶ avatar agents of those who hear it
 *                              AI agent ─RP-M speech, tool, profile─▶ plaza ─RP-M speech, answer, profile─▶ AI agent
 */
export function plaza(settings: PlazaSettings): Component<'entity-agent', PlazaState> {
  const { people, characters } = settings;
  type Here = Io<'entity-agent'>;

  const near = Array.from(people.spot).reduce<number[][]>((spots, spot, person) => {
    (spots[spot] ??= []).push(person);
    return spots;
  }, []);
  const rowOf = (index: number, person: number): number => index * people.count + person;

  const answer = (asker: number, done: 0 | 1, io: Here): void => {
    io.reply({ kind: 'answer', subject: asker, dataClass: 'operational', body: { done } });
  };

  /** A visitor, or a guest of whom its home tells, is here: who is at home here is reached at its own door, a guest where it came in. */
  const come = <K extends 'visit' | 'admit'>(
    state: PlazaState,
    index: number,
    { kind, body, via }: MessageView<K>,
    take: (...known: [PlazaRegister, number, MessageView<K>['body'], number, RegisterTerms]) => 0 | 1,
    io: Here,
  ): 0 | 1 => {
    const visitor = personOf(people, body.person);
    if (visitor < 0) return 0;
    io.keep(visitor);
    const row = rowOf(index, visitor);
    const taken = take(state.register, row, body, io.now, settings.register);
    if (taken === 0) return taken;
    state.register.door[row] = kind === 'admit' ? via : doorOf(people, visitor);
    // Nothing of a guest stays behind, even where nobody tells that it has left.
    if (kind === 'admit') io.wake(timerGuest, Math.max(0, state.register.hereUntilNs[row]! + 1 - io.now), visitor);
    return taken;
  };

  /** Passes what was said on to one who is here, where it may reach it. */
  const pass = (state: PlazaState, index: number, said: Say, listener: number, io: Here): void => {
    if (!isHere(state.register, rowOf(index, listener), io.now)) return;
    const contact = said.to >= 0;
    const between = { speaker: personOf(people, said.person), listener, contact, nowNs: io.now };
    const meeting = meetingOf(state.register, index, people, between);
    if (!io.use(contact ? 'contact' : 'hearing', { meeting })) return;
    const body = { ...said, listener: people.first + listener };
    const to = state.register.door[rowOf(index, listener)]! as Address<'avatar-agent'>;
    io.send('RP-M', to, { kind: 'speech', subject: said.person, dataClass: 'public', body });
  };

  /** Passes what was said on to whoever it is for. */
  const spread = (state: PlazaState, index: number, said: Say, spot: number, io: Here): void => {
    if (said.to < 0) {
      for (const listener of near[spot] ?? []) {
        if (people.first + listener !== said.person) pass(state, index, said, listener, io);
      }
      return;
    }
    if (characterOf(characters, said.to) >= 0) {
      const body = { ...said, listener: said.to };
      const to = said.to as Address<'ai-agent'>;
      io.send('RP-M', to, { kind: 'speech', subject: said.person, dataClass: 'public', body });
      return;
    }
    const listener = personOf(people, said.to);
    if (listener >= 0) pass(state, index, said, listener, io);
  };

  /** Whom so many of those who are here bar is heard by nobody: that descends from what each of them stated. */
  const isSilenced = (state: PlazaState, index: number, person: number, io: Here): boolean => {
    const of = { person, nowNs: io.now };
    if (barring(state.register, rowOf(index, 0), people, of) < settings.register.silencedBy) return false;
    barring(state.register, rowOf(index, 0), people, of, (visitor) => io.recall(visitor));
    return io.use('silence');
  };

  const say = (state: PlazaState, index: number, { body }: MessageView<'say'>, io: Here): void => {
    const speaker = personOf(people, body.person);
    const here = speaker >= 0 && isHere(state.register, rowOf(index, speaker), io.now);
    if (here && !isSilenced(state, index, speaker, io)) spread(state, index, body, people.spot[speaker]!, io);
    // Nobody is told whom it reached: not even that it was barred.
    answer(body.person, here ? 1 : 0, io);
  };

  /** A minor's data, and those of one whose age nobody knows, are a child's. */
  const profileOf = (state: PlazaState, index: number, about: number, to: number, io: Here) => {
    const row = rowOf(index, about);
    io.recall(about);
    const band = ageBands[state.register.band[row]!]!;
    const present = isHere(state.register, row, io.now) ? 1 : 0;
    const body: Profile = { about: people.first + about, band, present, to };
    const dataClass = band === 'adult' ? ('personal' as const) : ('child' as const);
    return { kind: 'profile' as const, subject: people.first + about, dataClass, body };
  };

  const useTool = (state: PlazaState, index: number, { from, body }: MessageView<'tool'>, io: Here): void => {
    const about = personOf(people, body.about);
    if (!io.use('control') || (body.tool === 'lookup' && about < 0)) {
      answer(from, 0, io);
    } else if (body.tool === 'lookup') {
      io.reply(profileOf(state, index, about, body.to, io));
    } else {
      state.lit[index] = 1 - state.lit[index]!;
      answer(from, 1, io);
    }
  };

  return {
    role: 'entity-agent',
    code: 'plaza 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      register: plazaRegister(count, people.count),
      lit: new Uint8Array(count),
    }),
    start: (_state, _index, io) => rotateAtHalfLife(io),
    receive: (state, index, message, io) => {
      const { register } = state;
      switch (message.kind) {
        case 'visit':
          answer(message.body.person, come(state, index, message, takeVisit, io), io);
          break;
        case 'admit':
          answer(message.body.person, come(state, index, message, takeGuest, io), io);
          break;
        case 'depart': {
          const visitor = personOf(people, message.subject);
          if (visitor >= 0) takeDeparture(register, rowOf(index, visitor), message.body.at);
          break;
        }
        case 'contactConsent': {
          const minor = minorOf(people, message.body);
          const row = rowOf(index, minor);
          answer(
            message.body.person,
            minor >= 0 ? takeConsent(register, row, message.body, io.now, settings.register) : 0,
            io,
          );
          break;
        }
        case 'say':
          say(state, index, message, io);
          break;
        case 'speech': {
          // A character speaks for itself, whatever name stands in what it says.
          const character = characterOf(characters, message.from);
          const said = { ...message.body, person: message.from };
          if (character >= 0) spread(state, index, said, characters.spot[character]!, io);
          break;
        }
        case 'lookup': {
          const about = personOf(people, message.body.about);
          if (about < 0) answer(message.body.person, 0, io);
          else io.reply(profileOf(state, index, about, message.body.person, io));
          break;
        }
        case 'tool':
          useTool(state, index, message, io);
          break;
        case 'profile': {
          // What a character shows to somebody.
          const to = personOf(people, message.body.to);
          const door = to < 0 ? -1 : register.door[rowOf(index, to)]!;
          if (door >= 0) io.forward('RP-M', door as Address<'avatar-agent'>);
          break;
        }
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerGuest) {
        const row = rowOf(index, argument);
        if (!isHere(state.register, row, io.now)) takeDeparture(state.register, row, state.register.saidNs[row]!);
        return;
      }
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      forgetRegister(state.register, index, people.count);
      state.lit[index] = 0;
    },
  };
}
