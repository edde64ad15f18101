import type { Component } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { clearPending, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { relay, relayBack, relayWoke } from './relay.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';
import type { StatusTerms } from './status-poll.ts';

/** Settings of a platform's things agent. */
export interface ThingsAgentSettings {
  readonly iotPlatform: Address<'iot-platform'>;
  readonly secureDpm: Address<'secure-dpm'>;
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  readonly pendingCommands: number;
  readonly commandTimeoutNs: number;
}

/** State of things agents. */
export interface ThingsAgentState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
}

/**
 * The door of a metaverse platform to the things: reports in, commands out, answers in. It also keeps its platform's status
 * list fresh.
 *
 *   IoT platform ─RP-I report─▶ things agent ─RP-M─▶ secure DPM      entity agent ─RP-M command─▶ things agent ─RP-I─▶ IoT platform
 */
export function thingsAgent(settings: ThingsAgentSettings): Component<'things-agent', ThingsAgentState> {
  return {
    role: 'things-agent',
    code: 'things-agent 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      pending: pendingTable(count, settings.pendingCommands),
    }),
    start: (_state, _index, io) => {
      beginRenewal(io, settings.enrolment);
      beginStatusPoll(io);
    },
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'report':
          io.forward('RP-M', settings.secureDpm);
          break;
        case 'command':
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
        case 'statusList':
          io.identity.learn(message.body.list);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (relayWoke(state.pending, index, timer, argument)) return;
      if (statusWoke({ timer, argument }, io, settings.status)) return;
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
    },
  };
}
