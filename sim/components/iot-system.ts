import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { sortByValue } from './by-value.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';
import type { StatusTerms } from './status-poll.ts';
import { commandMembers, commandsWoke, forgetCommands, memberAnswered, systemCommands } from './system-commands.ts';
import type { SystemCommands } from './system-commands.ts';
import { quantityOf, thingOf } from './things.ts';
import type { Things } from './things.ts';

/** What all systems of a building share. */
export interface IotSystemSettings {
  /** The systems are things among others: this is what is known outside. */
  readonly things: Things;
  /** Members, system by system, as many of each: known inside only. What is upward of them is their system. */
  readonly inside: Things;
  /** Number of the first system and of its first member, and members of each. */
  readonly first: number;
  readonly firstMember: number;
  readonly members: number;
  readonly iotPlatform: Address<'iot-platform'>;
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  /** A system reports when a member has told something, unless it has done so within this time, ns. */
  readonly restNs: number;
  /** A member that was not heard for so long is lost, ns. */
  readonly silenceNs: number;
  /** Share of its members that a system must have heard to speak for all. */
  readonly quorum: number;
  /** Commands to a system that may be under way at once, and the wait for its members' answers, ns. */
  readonly commands: number;
  readonly answerNs: number;
}

/** State of systems: what each knows of its members. */
export interface IotSystemState {
  readonly enrolment: EnrolmentState;
  readonly commands: SystemCommands;
  /** What a member has told last, and when it was heard, by system and member; -1 for never. */
  readonly value: Float64Array;
  readonly heardNs: Float64Array;
  /** When a system reported last; -1 for never. */
  readonly toldNs: Float64Array;
  /** Members that were heard lately, while one of the systems reports: as many as there can be. */
  readonly heard: Uint16Array;
}

/** Cells that a system needs: one a member, then one a command. */
export const systemCells = ({ members, commands }: Pick<IotSystemSettings, 'members' | 'commands'>): number =>
  members + commands;

/**
 * An IoT system: several devices with one identity (a heating circuit, an air-handling unit, a group of lights). Whoever is outside
 * knows its identifier, and believes what is said under its key, which its coordinator holds: this component. What a member says
 * counts inside only. A report is the mean of what the members told that were heard lately, or their median where that is asked for, said
 * when one of them tells something; with too few of them the system is silent.
 * A command goes to every member and comes to one answer.
 *
 *   member ─RP-T report, answer─▶ IoT system ─RP-T report, answer─▶ IoT platform
 *   IoT platform ─RP-T command─▶ IoT system ─RP-T command─▶ every member
 */
export function iotSystem(settings: IotSystemSettings): Component<'iot-system', IotSystemState> {
  const { things, inside, members, iotPlatform, restNs, silenceNs, quorum, commands, answerNs } = settings;
  type Here = Io<'iot-system'>;
  const commanding = { members, commands, answerNs, firstCell: members };

  const firstMember = (io: Here): number => settings.firstMember + (io.node - settings.first) * members;

  /** Place of a node among the members of this system; -1 for one that is none of them. */
  const memberOf = (node: number, io: Here): number => {
    const place = node - firstMember(io);
    return place >= 0 && place < members ? place : -1;
  };

  /**
   * Says the mean of what its members told, or the median: it descends from each of those whose values it is made of, which are at most
   * two for a median, beside the one whose word is in hand.
   */
  const tell = (state: IotSystemState, index: number, io: Here): void => {
    const { heard, value } = state;
    const first = index * members;
    let count = 0;
    for (let member = 0; member < members; member++) {
      const atNs = state.heardNs[first + member]!;
      if (atNs >= 0 && io.now - atNs <= silenceNs) heard[count++] = member;
    }
    if (count === 0 || count < quorum * members) return;
    const { robust } = io.duty('aggregate');
    if (robust) sortByValue(heard, count, value, first);
    const from = robust ? (count - 1) >> 1 : 0;
    const to = robust ? (count >> 1) + 1 : count;
    let sum = 0;
    for (let place = from; place < to; place++) {
      sum += value[first + heard[place]!]!;
      io.recall(heard[place]!);
    }
    state.toldNs[index] = io.now;
    const quantity = quantityOf(things, thingOf(things, io.node));
    const body = { quantity, value: sum / (to - from), at: io.now };
    io.send('RP-T', iotPlatform, { kind: 'report', subject: io.node, dataClass: classOfQuantity[quantity], body });
  };

  const hear = (state: IotSystemState, index: number, message: MessageView<'report'>, io: Here): void => {
    const member = memberOf(message.subject, io);
    if (member < 0 || message.from !== message.subject || (message.body as unknown) === null) return;
    const { quantity, value } = message.body;
    if (quantity !== quantityOf(inside, thingOf(inside, message.subject)) || !io.use('aggregate')) return;
    state.value[index * members + member] = value;
    state.heardNs[index * members + member] = io.now;
    io.keep(member);
    const toldNs = state.toldNs[index]!;
    if (toldNs < 0 || io.now - toldNs >= restNs) tell(state, index, io);
  };

  const command = (state: IotSystemState, index: number, message: MessageView<'command'>, io: Here): void => {
    if (message.subject !== io.node) return;
    commandMembers(state.commands, index, message, firstMember(io), io, commanding);
  };

  return {
    role: 'iot-system',
    code: 'iot-system 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      commands: systemCommands(count, commanding),
      value: new Float64Array(count * members),
      heardNs: new Float64Array(count * members).fill(-1),
      toldNs: new Float64Array(count).fill(-1),
      heard: new Uint16Array(members),
    }),
    start: (_state, _index, io) => {
      beginRenewal(io, settings.enrolment);
      beginStatusPoll(io);
    },
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'report':
          hear(state, index, message, io);
          break;
        case 'command':
          command(state, index, message, io);
          break;
        case 'answer':
          // The members' new state came before their answers.
          if (memberAnswered(state.commands, index, message, io, commanding, io.node)) tell(state, index, io);
          break;
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        case 'statusList':
          io.identity.learn(message.body.list);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      const ended = commandsWoke(state.commands, index, { timer, argument }, io, commanding, io.node);
      if (ended === true) tell(state, index, io);
      if (ended !== undefined || statusWoke({ timer, argument }, io, settings.status)) return;
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      forgetCommands(state.commands, index, commanding);
      state.heardNs.fill(-1, index * members, (index + 1) * members);
      state.toldNs[index] = -1;
    },
  };
}
