import type { Component } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { identityOf } from './identities.ts';
import type { Identities } from './identities.ts';
import { beginStatusPoll, statusWoke } from './status-poll.ts';
import type { StatusTerms } from './status-poll.ts';

/** Settings of a things agent that knows things by the identities which they have at its platform. */
export interface PseudonymAgentSettings {
  readonly identities: Identities;
  /** Which of the platforms it is. */
  readonly platform: number;
  readonly secureDpm: Address<'secure-dpm'>;
  /** Who puts identities together. */
  readonly correlation: Address<'identity-storage'>;
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
}

/** State of such agents. */
export interface PseudonymAgentState {
  readonly enrolment: EnrolmentState;
}

/**
 * The door of a platform to things that it knows by an identity of theirs: readings go on to the twin, and their words about other
 * identities to the correlation service, as they are.
 *
 *   thing ─RP-T report─▶ things agent ─RP-M─▶ secure DPM       thing ─RP-T map, demap─▶ things agent ─RP-D─▶ identity storage
 */
export function pseudonymAgent(settings: PseudonymAgentSettings): Component<'things-agent', PseudonymAgentState> {
  const { identities, platform } = settings;
  return {
    role: 'things-agent',
    code: 'pseudonym-agent 1',
    state: (count) => ({ enrolment: enrolmentState(count) }),
    start: (_state, _index, io) => {
      rotateAtHalfLife(io);
      beginStatusPoll(io);
    },
    receive: (state, index, message, io) => {
      const { kind } = message;
      if (kind === 'enrolled') {
        credentialCame(state.enrolment, index, message, io);
      } else if (kind === 'statusList') {
        io.identity.learn(message.body.list);
      } else {
        const identity = identityOf(identities, message.subject);
        // Each identity speaks for itself alone, and at its own platform.
        if (identity < 0 || message.from !== message.subject || identities.platformOf[identity] !== platform) return;
        if (kind === 'report') io.forward('RP-M', settings.secureDpm);
        else if (kind === 'map' || kind === 'demap') io.forward('RP-D', settings.correlation);
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (statusWoke({ timer, argument }, io, settings.status)) return;
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
    },
    forget: (state, index) => forgetEnrolment(state.enrolment, index),
  };
}
