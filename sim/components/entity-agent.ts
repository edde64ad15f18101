import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity, purposeOfQuantity } from '../framework/datum.ts';
import type { DataClass } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { clearPending, noRow, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { tasks, taskShapes } from '../framework/task.ts';
import { onRecord } from './on-record.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { decline, relay, relayBack, relayed, relayWoke } from './relay.ts';
import { resolvedCame } from './resolution.ts';
import { roomOfSubject, subjectOfRoom } from './rooms.ts';
import { quantityOf, thingOf } from './things.ts';
import type { Things } from './things.ts';
import {
  addVirtual,
  beginShowing,
  forgetShown,
  showingWoke,
  shownState,
  virtualTold,
  wayToVirtual,
} from './virtual-shown.ts';
import type { ShownState, ShownTerms } from './virtual-shown.ts';

/** Settings of a platform's entity agent, which is the digital twin. */
export interface EntityAgentSettings {
  readonly things: Things;
  readonly thingsAgent: Address<'things-agent'>;
  /** Who is told of commands that were carried out; absent where nobody is. */
  readonly auditLog?: Address<'audit-log'>;
  readonly enrolment: EnrolmentTerms;
  readonly pendingCommands: number;
  readonly commandTimeoutNs: number;
  /** What it takes to draw a scene, in units of the cost table's `estimate`; nothing by default. */
  readonly sceneWork?: number;
  /** Virtual things that it shows; absent where there are none. */
  readonly virtual?: ShownTerms;
}

/** State of entity agents: the newest known value of every thing, and what outside work says of every room. */
export interface EntityAgentState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
  /** By node and thing. */
  readonly value: Float64Array;
  /** When the thing said so on its own clock, ns; -1 for never. */
  readonly at: Float64Array;
  /** What work from outside has said of a room last, by node, room and task; NaN for nothing yet. */
  readonly result: Float64Array;
  /** Part of the work that `result` is of. */
  readonly part: Float64Array;
  /** Null where there are no virtual things. */
  readonly virtual: ShownState | null;
}

/** Cells that an entity agent needs: one a thing, then one a room and task; behind them two a virtual thing. */
export const entityAgentCells = (things: Things, virtual = 0): number =>
  things.count + things.rooms * tasks.length + 2 * virtual;

const occupancy = tasks.indexOf('occupancy');

/** How a body is now is not how it was longer ago (assumption: two reports of a band that tells every four seconds). */
const wornLifeNs = 8e9;

/**
 * The entity agent, or digital twin: it holds what is known of the things and rooms, shows it to avatars, and passes their
 * wishes down. After a restart it is rebuilt from the reports that come.
 *
 *   secure DPM ─RP-M report, result─▶ entity agent ◀─RP-M view, command─ avatar agent
 *                                         └─RP-M command─▶ things agent ─▶ ... ─▶ answer back
 *                                         └─RP-O entry─▶ audit log
 *   entity agent ─RP-M command, observe─▶ virtual thing      entity agent ─RP-X observe─▶ virtual thing of another platform
 */
export function entityAgent(settings: EntityAgentSettings): Component<'entity-agent', EntityAgentState> {
  const { things, virtual, auditLog } = settings;
  const { rooms } = things;
  type Here = Io<'entity-agent'>;

  const update = (state: EntityAgentState, index: number, message: MessageView<'report'>, io: Here): void => {
    if (virtual !== undefined && state.virtual !== null && thingOf(virtual.things, message.subject) >= 0) {
      virtualTold(state.virtual, index, message, io, virtual);
      return;
    }
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

  const passDown = (state: EntityAgentState, index: number, message: MessageView<'command'>, io: Here): void => {
    const isVirtual = virtual !== undefined && thingOf(virtual.things, message.subject) >= 0;
    const way = isVirtual ? wayToVirtual(virtual, message.subject, io) : settings.thingsAgent;
    if (way === undefined) {
      decline(message, io);
      return;
    }
    relay(state.pending, index, message, io, {
      pass: () => io.forward('RP-M', way),
      timeoutNs: settings.commandTimeoutNs,
    });
  };

  const takeResult = (state: EntityAgentState, index: number, message: MessageView<'result'>, io: Here): void => {
    const { task, part, value } = message.body;
    const room = roomOfSubject(message.subject, rooms);
    if (room < 0 || !io.use(taskShapes[task].purpose)) return;
    const place = room * tasks.length + tasks.indexOf(task);
    state.result[index * rooms * tasks.length + place] = value;
    state.part[index * rooms * tasks.length + place] = part;
    io.keep(things.count + place);
  };

  // An avatar is shown the room, not the people in it: neither pictures nor motion; but other avatars with what these show of their
  // wearers, of which nothing gets here that a wearer has not agreed to.
  const show = (state: EntityAgentState, index: number, message: MessageView<'view'>, io: Here): void => {
    const { room } = message.body;
    if (!(room >= 0 && room < rooms)) return;
    if (settings.sceneWork !== undefined) io.work('estimate', settings.sceneWork);
    const values: number[] = [];
    let dataClass: DataClass = 'operational';
    for (let place = things.roomFirst[room]!; place < things.roomFirst[room + 1]!; place++) {
      const thing = things.inRoom[place]!;
      const quantity = quantityOf(things, thing);
      const at = state.at[index * things.count + thing]!;
      const isWorn = purposeOfQuantity[quantity] !== undefined && at + wornLifeNs >= io.now;
      if (at < 0 || !(isWorn || classOfQuantity[quantity] === 'operational')) continue;
      if (isWorn) dataClass = classOfQuantity[quantity];
      values.push(state.value[index * things.count + thing]!);
      io.recall(thing);
    }
    if (virtual !== undefined && state.virtual !== null) addVirtual(values, room, state.virtual, index, io, virtual);
    let occupied = -1;
    for (let task = 0; task < tasks.length; task++) {
      const place = room * tasks.length + task;
      const result = state.result[index * rooms * tasks.length + place]!;
      if (Number.isNaN(result)) continue;
      if (task === occupancy) occupied = result > 0 ? 1 : 0;
      else values.push(result);
      io.recall(things.count + place);
    }
    io.reply({ kind: 'scene', subject: subjectOfRoom(room), dataClass, body: { room, values, occupied } });
  };

  return {
    role: 'entity-agent',
    code: 'entity-agent 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      pending: pendingTable(count, settings.pendingCommands),
      value: new Float64Array(count * things.count),
      at: new Float64Array(count * things.count).fill(-1),
      result: new Float64Array(count * rooms * tasks.length).fill(NaN),
      part: new Float64Array(count * rooms * tasks.length),
      virtual: virtual === undefined ? null : shownState(count, virtual),
    }),
    start: (_state, _index, io) => {
      beginRenewal(io, settings.enrolment);
      if (virtual !== undefined) beginShowing(io, virtual);
    },
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
          passDown(state, index, message, io);
          break;
        case 'resolved':
          if (virtual !== undefined && state.virtual !== null)
            resolvedCame(state.virtual.resolution, index, message, io, virtual.resolution);
          break;
        case 'answer':
          // An answer that nobody waits for tells of no command that passed here.
          if (auditLog !== undefined && message.body.done === 1 && relayed(state.pending, index, message) !== noRow) {
            io.send('RP-O', auditLog, onRecord('command carried out', message.subject));
          }
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
      if (virtual !== undefined && state.virtual !== null) {
        if (showingWoke(state.virtual, index, { timer, argument }, io, virtual)) return;
      }
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
      state.at.fill(-1, index * things.count, (index + 1) * things.count);
      state.result.fill(NaN, index * rooms * tasks.length, (index + 1) * rooms * tasks.length);
      if (virtual !== undefined && state.virtual !== null) forgetShown(state.virtual, index, virtual);
    },
  };
}
