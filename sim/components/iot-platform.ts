import type { Component, Io } from '../framework/component.ts';
import { quantities } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import {
  clearPending,
  findPending,
  noRow,
  pendingTable,
  removePending,
  renumberPending,
} from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { beginGossip, gossipWoke } from './head-gossip.ts';
import type { GossipTerms } from './head-gossip.ts';
import { decline, relay, relayBack, relayed } from './relay.ts';
import { beginBundlePoll, bundleCame, bundleWoke } from './bundle-poll.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';
import type { StatusTerms } from './status-poll.ts';
import { thingOf } from './things.ts';
import type { Things } from './things.ts';

/** Settings of an IoT platform. */
export interface IotPlatformSettings {
  readonly things: Things;
  /** Things agent of each metaverse platform. */
  readonly thingsAgents: readonly Address<'things-agent'>[];
  /** Platforms that map each room: bit p for platform p. */
  readonly mappedBy: Uint32Array;
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  /** Commands that may wait for their device at once; also the cells it needs. */
  readonly pendingCommands: number;
  /** Wait for a device's first answer; doubles with every try. */
  readonly commandTimeoutNs: number;
  readonly commandTries: number;
  /** With which metaverse platforms it compares what logs say of themselves; absent where with nobody. */
  readonly gossip?: GossipTerms;
  /** Its own gateways, by their numbers, through which it commands the things behind them; none by default. */
  readonly gateways?: { readonly first: number; readonly count: number };
  /** What it brings to its devices once; nothing by default. */
  readonly update?: UpdateTerms;
}

/** A release of a maker, and when it goes out. */
export interface UpdateTerms {
  readonly atNs: number;
  readonly code: string;
  readonly version: number;
  /** Bytes. */
  readonly length: number;
  /** Time from one device to the next, ns. */
  readonly gapNs: number;
}

/** State of IoT platforms. */
export interface IotPlatformState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
  /** What was commanded, by row of `pending`, to say it again. */
  readonly quantity: Uint8Array;
  readonly value: Float64Array;
  readonly person: Int32Array;
}

const timerCommandLate = 1;
const timerUpdate = 2;

/**
 * The platform of the building's things: reports go to every metaverse platform that maps the thing's room, commands come
 * down, and what became of them goes back up. A device that does not answer is told again, then given up.
 *
 *   gateway, device ─RP-T─▶ IoT platform ─RP-I─▶ things agents        things agent ─RP-I─▶ IoT platform ─RP-T─▶ device, gateway
 */
export function iotPlatform(settings: IotPlatformSettings): Component<'iot-platform', IotPlatformState> {
  const { things, thingsAgents, mappedBy, gossip, update, gateways = { first: 0, count: 0 } } = settings;
  type Here = Io<'iot-platform'>;
  type Way = Address<'device' | 'gateway' | 'iot-system'>;

  /** Whom to tell what a thing is to do: itself, or its gateway; undefined for a thing that is not this platform's. */
  const wayTo = (thing: number, io: Here): Way | undefined => {
    const upward = things.upward[thing];
    if (upward === undefined) return undefined;
    if (upward === io.node) return (things.first + thing) as Way;
    return upward >= gateways.first && upward < gateways.first + gateways.count ? (upward as Way) : undefined;
  };

  const passReport = (message: MessageView<'report'>, io: Here): void => {
    const thing = thingOf(things, message.subject);
    if (thing < 0) return;
    const upward = things.upward[thing];
    if (message.from !== upward && !(upward === io.node && message.from === message.subject)) return;
    const platforms = mappedBy[things.room[thing]!]!;
    for (let platform = 0; platform < thingsAgents.length; platform++) {
      if (((platforms >>> platform) & 1) === 1) io.forward('RP-I', thingsAgents[platform]!);
    }
  };

  const passCommand = (state: IotPlatformState, index: number, message: MessageView<'command'>, io: Here): void => {
    const way = wayTo(thingOf(things, message.subject), io);
    if (way === undefined) {
      decline(message, io);
      return;
    }
    const { pending } = state;
    const row = relay(pending, index, message, io, {
      pass: () => io.forward('RP-T', way),
      timeoutNs: settings.commandTimeoutNs,
      timer: timerCommandLate,
    });
    if (row === noRow) return;
    state.quantity[row] = quantities.indexOf(message.body.quantity);
    state.value[row] = message.body.value;
    state.person[row] = message.body.person;
    io.keep(row - index * pending.capacity);
  };

  const commandLate = (state: IotPlatformState, index: number, number: number, io: Here): void => {
    const { pending } = state;
    const row = findPending(pending, index, number);
    if (row === noRow) return;
    const subject = pending.subject[row]!;
    // What is said next descends from the command that came down, not from nothing.
    io.recall(row - index * pending.capacity);
    pending.tries[row]! += 1;
    if (pending.tries[row]! >= settings.commandTries) {
      const to = pending.from[row]! as Address<'things-agent'>;
      const theirs = pending.theirs[row]!;
      removePending(pending, index, row);
      io.send('RP-I', to, { kind: 'answer', subject, dataClass: 'operational', body: { done: 0 } }, theirs);
      return;
    }
    const quantity = quantities[state.quantity[row]!]!;
    const body = { quantity, value: state.value[row]!, person: state.person[row]! };
    const draft = { kind: 'command' as const, subject, dataClass: 'operational' as const, body };
    const again = io.send('RP-T', wayTo(thingOf(things, subject), io)!, draft);
    renumberPending(pending, index, row, again);
    let waitNs = settings.commandTimeoutNs;
    for (let tried = 0; tried < pending.tries[row]!; tried++) waitNs *= 2;
    io.wake(timerCommandLate, waitNs, again);
  };

  /** Brings the release to the first device from a place on, and goes on with the next. */
  const bring = (from: number, io: Here): void => {
    let thing = from;
    while (thing < things.count && things.upward[thing] !== io.node) thing++;
    if (update === undefined || thing >= things.count) return;
    const subject = things.first + thing;
    const body = io.identity.release(update.code, update.version, update.length);
    io.send('RP-T', subject as Address<'device'>, { kind: 'image', subject, dataClass: 'public', body });
    io.wake(timerUpdate, update.gapNs, thing + 1);
  };

  return {
    role: 'iot-platform',
    code: 'iot-platform 1',
    state: (count) => {
      const pending = pendingTable(count, settings.pendingCommands);
      const rows = count * pending.capacity;
      return {
        enrolment: enrolmentState(count),
        pending,
        quantity: new Uint8Array(rows),
        value: new Float64Array(rows),
        person: new Int32Array(rows),
      };
    },
    start: (_state, _index, io) => {
      beginRenewal(io, settings.enrolment);
      beginStatusPoll(io);
      beginBundlePoll(io);
      if (gossip !== undefined) beginGossip(io, gossip);
      if (update !== undefined && io.now < update.atNs) io.wake(timerUpdate, update.atNs - io.now);
    },
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'report':
          passReport(message, io);
          break;
        case 'command':
          passCommand(state, index, message, io);
          break;
        case 'answer': {
          // Only the thing itself, or the gateway that vouches for it, says what became of its command.
          const row = relayed(state.pending, index, message);
          if (row !== noRow && wayTo(thingOf(things, state.pending.subject[row]!), io) === message.from) {
            relayBack(state.pending, index, message, io, 'RP-I');
          }
          break;
        }
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        case 'statusList':
          io.identity.learn(message.body.list);
          break;
        case 'trustBundle':
          bundleCame(message, io);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (gossip !== undefined && gossipWoke(timer, io, gossip, (peer, heads) => io.send('RP-I', peer, heads))) return;
      if (timer === timerUpdate) bring(argument, io);
      else if (timer === timerCommandLate) commandLate(state, index, argument, io);
      else if (!statusWoke({ timer, argument }, io, settings.status) && !bundleWoke({ timer, argument }, io)) {
        enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
    },
  };
}
