import type { Component } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment, rotateAtHalfLife } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { thingOf } from './things.ts';
import type { Things } from './things.ts';

/** What all gateways of a building share. */
export interface GatewaySettings {
  readonly things: Things;
  readonly iotPlatform: Address<'iot-platform'>;
  readonly enrolment: EnrolmentTerms;
}

/** State of gateways. */
export interface GatewayState {
  readonly enrolment: EnrolmentState;
}

/**
 * A gateway: it passes the reports of its own sensors up, unread, and nothing else.
 *
 *   sensor ─RP-T─▶ gateway ─RP-T─▶ IoT platform
 */
export function gateway(settings: GatewaySettings): Component<'gateway', GatewayState> {
  const { things, iotPlatform, enrolment } = settings;
  return {
    role: 'gateway',
    code: 'gateway 1',
    state: (count) => ({ enrolment: enrolmentState(count) }),
    start: (_state, _index, io) => rotateAtHalfLife(io),
    receive: (state, index, message, io) => {
      if (message.kind === 'report') {
        const thing = thingOf(things, message.subject);
        if (thing >= 0 && things.upward[thing] === io.node) io.forward('RP-T', iotPlatform);
      } else if (message.kind === 'enrolled') {
        credentialCame(state.enrolment, index, message, io);
      }
    },
    wake: (state, index, timer, argument, io) => {
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, enrolment);
    },
    forget: (state, index) => forgetEnrolment(state.enrolment, index),
  };
}
