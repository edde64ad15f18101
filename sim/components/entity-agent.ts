import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { clearPending, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { relay, relayBack, relayWoke } from './relay.ts';
import { roomOfSubject, subjectOfRoom } from './rooms.ts';
import { quantityOf, thingOf } from './things.ts';
import type { Things } from './things.ts';

/** Settings of a platform's entity agent, which is the digital twin. */
export interface EntityAgentSettings {
  readonly things: Things;
  readonly thingsAgent: Address<'things-agent'>;
  readonly enrolment: EnrolmentTerms;
  readonly pendingCommands: number;
  readonly commandTimeoutNs: number;
}

/** State of entity agents: the newest known value of every thing, and occupancy of every room. */
export interface EntityAgentState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
  /** By node and thing. */
  readonly value: Float64Array;
  /** When the thing said so on its own clock, ns; -1 for never. */
  readonly at: Float64Array;
  /** By node and room: 1 occupied, 0 empty, -1 unknown. */
  readonly occupied: Int8Array;
  /** Index of the window that `occupied` is about. */
  readonly window: Int32Array;
}

/** Cells that an entity agent needs: one a thing, then one a room. */
export const entityAgentCells = (things: Things): number => things.count + things.rooms;

/**
 * The entity agent, or digital twin: it holds what is known of the things and rooms, shows it to avatars, and passes their
 * wishes down. After a restart it is rebuilt from the reports that come.
 *
 *   secure DPM ─RP-M report, result─▶ entity agent ◀─RP-M view, command─ avatar agent
 *                                         └─RP-M command─▶ things agent ─▶ ... ─▶ answer back
 */
export function entityAgent(settings: EntityAgentSettings): Component<'entity-agent', EntityAgentState> {
  const { things } = settings;
  const { rooms } = things;
  type Here = Io<'entity-agent'>;

  const update = (state: EntityAgentState, index: number, message: MessageView<'report'>, io: Here): void => {
    const thing = thingOf(things, message.subject);
    if (thing < 0 || (message.body as unknown) === null) return;
    const { at, value } = message.body;
    if (!io.use('twin')) {
      io.finish('report', at, 0);
      return;
    }
    state.value[index * things.count + thing] = value;
    state.at[index * things.count + thing] = at;
    io.keep(thing);
    io.finish('report', at, 1);
  };

  const takeResult = (state: EntityAgentState, index: number, message: MessageView<'result'>, io: Here): void => {
    const { part: window, value } = message.body;
    const room = roomOfSubject(message.subject, rooms);
    const occupied = value > 0 ? 1 : 0;
    if (room < 0 || !io.use('occupancy')) return;
    state.occupied[index * rooms + room] = occupied;
    state.window[index * rooms + room] = window;
    io.keep(things.count + room);
  };

  // An avatar is shown the room, not the people in it: neither pictures nor motion.
  const show = (state: EntityAgentState, index: number, message: MessageView<'view'>, io: Here): void => {
    const { room } = message.body;
    if (!(room >= 0 && room < rooms)) return;
    const values: number[] = [];
    for (let place = things.roomFirst[room]!; place < things.roomFirst[room + 1]!; place++) {
      const thing = things.inRoom[place]!;
      if (classOfQuantity[quantityOf(things, thing)] !== 'operational' || state.at[index * things.count + thing]! < 0) {
        continue;
      }
      values.push(state.value[index * things.count + thing]!);
      io.recall(thing);
    }
    const occupied = state.occupied[index * rooms + room]!;
    if (occupied >= 0) io.recall(things.count + room);
    const body = { room, values, occupied };
    io.reply({ kind: 'scene', subject: subjectOfRoom(room), dataClass: 'operational', body });
  };

  return {
    role: 'entity-agent',
    code: 'entity-agent 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      pending: pendingTable(count, settings.pendingCommands),
      value: new Float64Array(count * things.count),
      at: new Float64Array(count * things.count).fill(-1),
      occupied: new Int8Array(count * rooms).fill(-1),
      window: new Int32Array(count * rooms),
    }),
    start: (_state, _index, io) => beginRenewal(io, settings.enrolment),
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'report':
          update(state, index, message, io);
          break;
        case 'result':
          takeResult(state, index, message, io);
          break;
        case 'view':
          show(state, index, message, io);
          break;
        case 'command':
          relay(state.pending, index, message, io, {
            pass: () => io.forward('RP-M', settings.thingsAgent),
            timeoutNs: settings.commandTimeoutNs,
          });
          break;
        case 'answer':
          relayBack(state.pending, index, message, io, 'RP-M');
          break;
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (relayWoke(state.pending, index, timer, argument)) return;
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
      state.at.fill(-1, index * things.count, (index + 1) * things.count);
      state.occupied.fill(-1, index * rooms, (index + 1) * rooms);
    },
  };
}
