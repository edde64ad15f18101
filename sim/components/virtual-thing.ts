import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import {
  addPending,
  clearPending,
  findPending,
  noRow,
  pendingFull,
  pendingTable,
  removePending,
} from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import type { StoredDatum } from '../framework/stored.ts';
import { sinceActed } from './obedience.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { decline } from './relay.ts';
import { virtualQuantityOf } from './virtual-things.ts';
import type { VirtualThings } from './virtual-things.ts';

/** What all virtual things share. */
export interface VirtualThingSettings {
  readonly things: VirtualThings;
  /** Entity agents that may show them, their own among them. */
  readonly shownBy: readonly Address<'entity-agent'>[];
  readonly enrolment: EnrolmentTerms;
  /** State before anybody has done anything. */
  readonly initial: number;
  /** Changes that may wait to be durable at once; also cells, behind one for the state. */
  readonly pendingChanges: number;
  /** For how long who has asked is told of changes, ns. */
  readonly observedNs: number;
}

/** State of virtual things. What is durable outlives a restart: there is no world from which it could be read again. */
export interface VirtualThingState {
  readonly enrolment: EnrolmentState;
  readonly value: Float64Array;
  /** When it came about, ns; -1 while it is not known. */
  readonly at: Float64Array;
  /** Ticket of the look at what is durable; 0 for none. */
  readonly looking: Float64Array;
  /** When avatars last acted on it; -1 for never. */
  readonly lastActNs: Float64Array;
  /** Changes that are not durable yet, by ticket; `detail` is the value. */
  readonly pending: PendingTable;
  /** Until when each of those who may show it is told of changes, ns, by thing. */
  readonly observedUntilNs: Float64Array;
}

/** Cells that a virtual thing needs: its state, then one a change. */
export const virtualThingCells = ({ pendingChanges }: Pick<VirtualThingSettings, 'pendingChanges'>): number =>
  1 + pendingChanges;

const stateKey = 'state';
/** A quantity, a value and a time (as a report, assumption). */
const stateBytes = 24;
const stateCell = 0;

/**
 * A virtual thing (a fountain in a virtual court): it exists in a metaverse only, and its state is what avatars have done with it. It is
 * told by its platform's entity agent, which knows who may; it answers once the change is durable, and tells those that observe it, on its
 * own platform and on others.
 *
 *   entity agent ─RP-M command, observe─▶ virtual thing ─RP-M answer, report─▶ entity agent
 *   entity agent of another platform ─RP-X observe─▶ virtual thing ─RP-X report─▶ entity agent
 */
export function virtualThing(settings: VirtualThingSettings): Component<'virtual-thing', VirtualThingState> {
  const { things, shownBy, initial, observedNs } = settings;
  const watchers = shownBy.length;
  type Here = Io<'virtual-thing'>;

  const entityAgentOf = (io: Here): number => things.entityAgent[io.node - things.first]!;
  const quantityOf = (io: Here) => virtualQuantityOf(things, io.node - things.first);

  const report = (state: VirtualThingState, index: number, io: Here) => {
    const quantity = quantityOf(io);
    const body = { quantity, value: state.value[index]!, at: io.now };
    return { kind: 'report', subject: io.node, dataClass: classOfQuantity[quantity], body } as const;
  };

  const observed = (state: VirtualThingState, index: number, message: MessageView<'observe'>, io: Here): void => {
    const place = shownBy.indexOf(message.from as Address<'entity-agent'>);
    if (place < 0 || message.subject !== io.node || state.at[index]! < 0) return;
    state.observedUntilNs[index * watchers + place] = io.now + observedNs;
    io.recall(stateCell);
    io.reply(report(state, index, io));
  };

  const tellAll = (state: VirtualThingState, index: number, io: Here): void => {
    shownBy.forEach((to, place) => {
      if (state.observedUntilNs[index * watchers + place]! < io.now) return;
      if (to === entityAgentOf(io)) io.send('RP-M', to, report(state, index, io));
      else io.send('RP-X', to, report(state, index, io));
    });
  };

  const change = (state: VirtualThingState, index: number, message: MessageView<'command'>, io: Here): void => {
    const { quantity, value } = message.body;
    const mine = message.from === entityAgentOf(io) && message.subject === io.node && quantity === quantityOf(io);
    const actedNs = state.lastActNs[index]!;
    const can = mine && state.at[index]! >= 0 && !pendingFull(state.pending, index);
    if (!can || !io.act(quantity, value, sinceActed(actedNs, io.now))) {
      decline(message, io);
      return;
    }
    state.lastActNs[index] = io.now;
    const datum = { subject: io.node, dataClass: classOfQuantity[quantity], sizeBytes: stateBytes };
    const ticket = io.store.put(stateKey, { ...datum, body: { quantity, value, at: io.now } });
    const row = addPending(state.pending, index, ticket);
    state.pending.from[row] = message.via;
    state.pending.theirs[row] = message.number;
    state.pending.detail[row] = value;
    io.keep(1 + row - index * state.pending.capacity);
  };

  return {
    role: 'virtual-thing',
    code: 'virtual-thing 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      value: new Float64Array(count).fill(initial),
      at: new Float64Array(count).fill(-1),
      looking: new Float64Array(count),
      lastActNs: new Float64Array(count).fill(-1),
      pending: pendingTable(count, settings.pendingChanges),
      observedUntilNs: new Float64Array(count * watchers).fill(-1),
    }),
    start: (state, index, io) => {
      beginRenewal(io, settings.enrolment);
      state.looking[index] = io.store.get(stateKey);
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'command') change(state, index, message, io);
      else if (message.kind === 'observe') observed(state, index, message, io);
      else if (message.kind === 'enrolled') credentialCame(state.enrolment, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    stored: (state, index, ticket, done, io) => {
      const row = findPending(state.pending, index, ticket);
      if (row === noRow) return;
      const [to, theirs] = [state.pending.from[row]! as Address<'entity-agent'>, state.pending.theirs[row]!];
      const value = state.pending.detail[row]!;
      removePending(state.pending, index, row);
      io.recall(1 + row - index * state.pending.capacity);
      if (done === 1) {
        state.value[index] = value;
        state.at[index] = io.now;
        io.keep(stateCell);
        tellAll(state, index, io);
      }
      io.send('RP-M', to, { kind: 'answer', subject: io.node, dataClass: 'operational', body: { done } }, theirs);
    },
    loaded: (state, index, ticket, found: readonly StoredDatum[], io) => {
      if (ticket !== state.looking[index]) return;
      state.looking[index] = 0;
      const body = found[0]?.body;
      // Nothing else lies here.
      if (body !== undefined && 'value' in body) {
        state.value[index] = body.value;
        io.keep(stateCell);
      }
      state.at[index] = io.now;
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
      state.value[index] = initial;
      state.at[index] = -1;
      state.looking[index] = 0;
      state.lastActNs[index] = -1;
      state.observedUntilNs.fill(-1, index * watchers, (index + 1) * watchers);
    },
  };
}
