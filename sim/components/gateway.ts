import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { clearPending, noRow, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { beginRenewal, credentialCame, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { decline, relay, relayBack, relayed, relayWoke } from './relay.ts';
import { thingOf } from './things.ts';
import type { Things } from './things.ts';

/** What all gateways of a building share. */
export interface GatewaySettings {
  readonly things: Things;
  readonly iotPlatform: Address<'iot-platform'>;
  readonly enrolment: EnrolmentTerms;
  /**
   * `forwards`: what its things say goes up as they said it, unread; `terminates`: the gateway reads it and says it in its own name,
   * and what it cannot read it does not vouch for.
   */
  readonly mode: 'forwards' | 'terminates';
  /** Commands that may wait for their thing at once. */
  readonly pendingCommands: number;
  /** Wait for a thing's answer, in all: whoever asked asks again in the meantime. */
  readonly commandTimeoutNs: number;
}

/** State of gateways. */
export interface GatewayState {
  readonly enrolment: EnrolmentState;
  readonly pending: PendingTable;
}

/**
 * A gateway: it passes up what its own things say, as they said it or in its own name, passes commands down to them, and what became
 * of those back up. It never says again what was lost: that is the IoT platform's.
 *
 *   thing ─RP-T report, answer─▶ gateway ─RP-T─▶ IoT platform          IoT platform ─RP-T command─▶ gateway ─RP-T─▶ thing
 */
export function gateway(settings: GatewaySettings): Component<'gateway', GatewayState> {
  const { things, iotPlatform, enrolment, mode } = settings;
  type Here = Io<'gateway'>;

  const isOwn = (subject: number, io: Here): boolean => {
    const thing = thingOf(things, subject);
    return thing >= 0 && things.upward[thing] === io.node;
  };

  const passReport = (message: MessageView<'report'>, io: Here): void => {
    if (!isOwn(message.subject, io)) return;
    if (mode === 'forwards') {
      io.forward('RP-T', iotPlatform);
      return;
    }
    const { subject, dataClass, body } = message;
    if ((body as unknown) !== null) io.send('RP-T', iotPlatform, { kind: 'report', subject, dataClass, body });
  };

  const passCommand = (state: GatewayState, index: number, message: MessageView<'command'>, io: Here): void => {
    if (!isOwn(message.subject, io)) {
      decline(message, io);
      return;
    }
    relay(state.pending, index, message, io, {
      pass: () => io.forward('RP-T', message.subject as Address<'device'>),
      timeoutNs: settings.commandTimeoutNs,
    });
  };

  const passAnswer = (state: GatewayState, index: number, message: MessageView<'answer'>, io: Here): void => {
    // Only the thing itself says what became of its command.
    const row = relayed(state.pending, index, message);
    if (row !== noRow && state.pending.subject[row] === message.from) {
      relayBack(state.pending, index, message, io, 'RP-T');
    }
  };

  return {
    role: 'gateway',
    code: 'gateway 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      pending: pendingTable(count, settings.pendingCommands),
    }),
    start: (_state, _index, io) => beginRenewal(io, enrolment),
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'report':
          passReport(message, io);
          break;
        case 'command':
          passCommand(state, index, message, io);
          break;
        case 'answer':
          passAnswer(state, index, message, io);
          break;
        case 'enrolled':
          credentialCame(state.enrolment, index, message, io);
          break;
        default:
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (relayWoke(state.pending, index, timer, argument)) return;
      enrolmentWoke(state.enrolment, index, { timer, argument }, io, enrolment);
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      clearPending(state.pending, index);
    },
  };
}
