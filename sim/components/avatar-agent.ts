import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Message } from '../framework/message.ts';
import { clearPending, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { relay, relayBack, relayWoke } from './relay.ts';

/** Settings of a platform's avatar agent. */
export interface AvatarAgentSettings {
  readonly entityAgent: Address<'entity-agent'>;
  readonly storageAgent: Address<'storage-agent'>;
  readonly auditLog: Address<'audit-log'>;
  readonly enrolment: EnrolmentTerms;
  /** Life of a token, ns. */
  readonly tokenLifeNs: number;
  readonly pendingRequests: number;
  readonly requestTimeoutNs: number;
}

/** State of avatar agents. */
export interface AvatarAgentState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
  /** Avatars that came in so far, by node. */
  readonly entered: Float64Array;
}

/**
 * The avatar agent: it lets persons' avatars in, with a token where tokens are in use, and carries their wishes inward and
 * the answers out.
 *
 *   person ─RP-A enter─▶ avatar agent ─RP-A entered─▶ person
 *   person ─RP-A command, view─▶ avatar agent ─RP-M─▶ entity agent          ─RP-A query─▶ ... ─RP-M─▶ storage agent
 */
export function avatarAgent(settings: AvatarAgentSettings): Component<'avatar-agent', AvatarAgentState> {
  type Here = Io<'avatar-agent'>;

  const inward = (state: AvatarAgentState, index: number, request: Message, io: Here): void => {
    const to = request.kind === 'query' ? settings.storageAgent : settings.entityAgent;
    relay(state.pending, index, request, io, {
      pass: () => io.forward('RP-M', to),
      timeoutNs: settings.requestTimeoutNs,
    });
  };

  return {
    role: 'avatar-agent',
    code: 'avatar-agent 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      pending: pendingTable(count, settings.pendingRequests),
      entered: new Float64Array(count),
    }),
    start: (_state, _index, io) => rotateAtHalfLife(io),
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'enter': {
          const { person } = message.body;
          const token = io.duty('control').token ? io.identity.grant(person, settings.tokenLifeNs) : null;
          io.reply({ kind: 'entered', subject: person, dataClass: 'personal', body: { token } });
          state.entered[index]! += 1;
          const body = { event: 'avatar entered', about: person };
          io.send('RP-O', settings.auditLog, { kind: 'entry', subject: person, dataClass: 'operational', body });
          break;
        }
        case 'command':
        case 'view':
        case 'query':
          inward(state, index, message, io);
          break;
        case 'answer':
        case 'scene':
        case 'records':
          relayBack(state.pending, index, message, io, 'RP-A');
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
    },
  };
}
