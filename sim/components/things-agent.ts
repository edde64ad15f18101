import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Message } from '../framework/message.ts';
import { clearPending, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { beginGossip, gossipWoke, headsCame } from './head-gossip.ts';
import type { GossipTerms } from './head-gossip.ts';
import { decline, relay, relayBack, relayWoke } from './relay.ts';
import {
  beginResolution,
  forgetResolution,
  holding,
  resolutionState,
  resolutionWoke,
  resolvedCame,
} from './resolution.ts';
import type { ResolutionState, ResolutionTerms } from './resolution.ts';
import { beginBundlePoll, bundleCame, bundleWoke } from './bundle-poll.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';
import type { StatusTerms } from './status-poll.ts';
import { thingOf } from './things.ts';

/** Settings of a platform's things agent. */
export interface ThingsAgentSettings {
  readonly iotPlatform: Address<'iot-platform'>;
  readonly secureDpm: Address<'secure-dpm'>;
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  readonly pendingCommands: number;
  readonly commandTimeoutNs: number;
  /** How it learns whose the things are; absent where it serves every thing that reports to it. */
  readonly resolution?: ResolutionTerms;
  /** With whom it compares what logs say of themselves; absent where with nobody. */
  readonly gossip?: GossipTerms;
}

/** State of things agents. */
export interface ThingsAgentState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
  /** Null where nothing is resolved. */
  readonly resolution: ResolutionState | null;
}

/**
 * The door of a metaverse platform to the things: reports in, commands out, answers in. It also keeps its platform's status
 * list fresh. Where it resolves identities, it serves only the things that its party holds: of others, and of those whose holder it
 * cannot know, it takes no report and passes no command on. Reports are not held up meanwhile, since sealed ones cannot be said
 * again: the next comes within its period.
 *
 *   IoT platform ─RP-I report─▶ things agent ─RP-M─▶ secure DPM      entity agent ─RP-M command─▶ things agent ─RP-I─▶ IoT platform
 *   things agent ─RP-D resolve─▶ identity storage ─RP-D resolved─▶ things agent      things agent ─RP-X heads─▶ another platform's
 */
export function thingsAgent(settings: ThingsAgentSettings): Component<'things-agent', ThingsAgentState> {
  const { resolution, gossip } = settings;
  type Here = Io<'things-agent'>;

  /** Whose the thing is that a message is about. */
  const holdingOf = (
    state: ThingsAgentState,
    index: number,
    message: Message,
    io: Here,
  ): ReturnType<typeof holding> => {
    if (resolution === undefined || state.resolution === null) return 'ours';
    const thing = thingOf(resolution.things, message.subject);
    return thing < 0 ? 'theirs' : holding(state.resolution, index, thing, io, resolution);
  };

  return {
    role: 'things-agent',
    code: 'things-agent 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      pending: pendingTable(count, settings.pendingCommands),
      resolution: resolution === undefined ? null : resolutionState(count, resolution),
    }),
    start: (_state, _index, io) => {
      beginRenewal(io, settings.enrolment);
      beginStatusPoll(io);
      beginBundlePoll(io);
      if (gossip !== undefined) beginGossip(io, gossip);
      if (resolution !== undefined) beginResolution(io, resolution);
    },
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'report': {
          const whose = holdingOf(state, index, message, io);
          if (whose === 'ours') io.forward('RP-M', settings.secureDpm);
          // It may be ours: what cannot be served for want of knowledge is a report that failed.
          else if (whose === 'unknown') io.finish('report', io.now, 0);
          break;
        }
        case 'command':
          if (holdingOf(state, index, message, io) !== 'ours') {
            decline(message, io);
            break;
          }
          relay(state.pending, index, message, io, {
            pass: () => io.forward('RP-I', settings.iotPlatform),
            timeoutNs: settings.commandTimeoutNs,
          });
          break;
        case 'answer':
          relayBack(state.pending, index, message, io, 'RP-M');
          break;
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        case 'resolved':
        case 'translated':
          if (resolution !== undefined && state.resolution !== null)
            resolvedCame(state.resolution, index, message, io, resolution);
          break;
        case 'statusList':
          io.identity.learn(message.body.list);
          break;
        case 'trustBundle':
          bundleCame(message, io);
          break;
        case 'heads':
          headsCame(message, io);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (relayWoke(state.pending, index, timer, argument)) return;
      if (statusWoke({ timer, argument }, io, settings.status) || bundleWoke({ timer, argument }, io)) return;
      if (gossip !== undefined && gossipWoke(timer, io, gossip, (peer, heads) => io.send('RP-X', peer, heads))) return;
      if (resolution !== undefined && state.resolution !== null) {
        if (resolutionWoke(state.resolution, index, { timer, argument }, io, resolution)) return;
      }
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
      if (resolution !== undefined && state.resolution !== null) forgetResolution(state.resolution, index, resolution);
    },
  };
}
