import { placeNumber } from '../../framework/figure.ts';
import { factNumber } from '../../framework/fact.ts';
import type { FactKind } from '../../framework/fact.ts';
import { cardOf, classOfContent } from '../../framework/message.ts';
import type { Envelope } from '../shared/envelope.ts';
import { classNumber, kindNumber } from './kind-numbers.ts';
import type { TruthWriter } from './truth-ops.ts';

/** What happened to a message, at whom; `message` is its number with the judge. */
export interface MessageEvent {
  readonly message: number;
  readonly node: number;
  readonly peer: number;
  readonly detail?: number;
  readonly outcome?: number;
  readonly value?: number;
}

/** Tells the judge what happened to a message. */
export function tellMessage(truth: TruthWriter, kind: FactKind, envelope: Envelope, event: MessageEvent): void {
  const { message, node, peer, detail = 0, outcome = 0, value = 0 } = event;
  const { point, kind: ofKind, dataClass, subject, sizeBytes, body } = envelope;
  truth.tell(
    'messageFact',
    factNumber[kind],
    message,
    node,
    peer,
    placeNumber[point],
    kindNumber[ofKind],
    classNumber[dataClass],
    subject,
    sizeBytes,
    body === null ? 0 : 1,
    detail,
    outcome,
    value,
  );
}

/**
 * Tells that a node came to know what a message says, by the class of what it really says. `always` also for operational data:
 * what a node gets as such `delivered` tells already, and anybody else's knowledge is a fact of its own. Public data is
 * everybody's.
 */
export function tellDisclosure(
  truth: TruthWriter,
  envelope: Envelope,
  event: Omit<MessageEvent, 'peer'>,
  always: 'always' | 'protected',
): void {
  const { dataClass, body, kind, from } = envelope;
  if (body === null) return;
  const said = classOfContent(kind, dataClass, body);
  if (said === 'public' || (always === 'protected' && said === 'operational' && dataClass === said)) return;
  const records = cardOf(kind).dataIn?.(body) ?? 1;
  envelope.dataClass = said;
  tellMessage(truth, 'disclosed', envelope, { ...event, peer: from, outcome: 1, value: records });
  envelope.dataClass = dataClass;
}
