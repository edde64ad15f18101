import { placeNumber } from '../../framework/figure.ts';
import { factNumber } from '../../framework/fact.ts';
import { cardOf, classOfContent } from '../../framework/message.ts';
import { classNumbers, recordSlot } from './house.ts';
import type { House } from './house.ts';
import type { Stored } from './stores.ts';

/**
 * Takes down that a node came to know the datum in a slot, by the class of what it really says. What the cast's own nodes get as
 * operational data their `delivered` facts tell already; anybody else's knowledge, and protected data, is a fact of its own.
 * Public data is everybody's. `label` is the attack step by which an attacker came to it, where the slot does not bear it.
 */
export function disclose(house: House, node: number, slot: number, label = 0): void {
  const envelope = house.slots.envelopes[slot]!;
  const { body, dataClass: declared } = envelope;
  if (body === null) return;
  const said = classOfContent(envelope.kind, declared, body);
  if (said === 'public' || (said === 'operational' && declared === said && isDelivery(house, node, slot))) return;
  const row = recordSlot(house, factNumber.disclosed, node, envelope.from, slot, 0, 1);
  const { page } = house.recorder;
  page.dataClass[row] = classNumbers.get(said)!;
  page.value[row] = cardOf(envelope.kind).dataIn?.(body) ?? 1;
  if (label !== 0) page.label[row] = label;
}

/** Whether what a node knows of a slot is that it was delivered to it: a person whose account is held elsewhere gets nothing. */
const isDelivery = ({ nodes, sessions, slots }: House, node: number, slot: number): boolean =>
  nodes.isHonest(node) && sessions.receiver(slots.session[slot]!) === node;

/** Takes down that a node read a record on the medium of another. */
export function discloseRecord(house: House, node: number, holder: number, record: Stored, label: number): void {
  const { recorder, kernel } = house;
  const row = recorder.add(kernel.now, factNumber.disclosed, placeNumber['store'], node, holder);
  const { page } = recorder;
  page.subject[row] = record.subject;
  page.dataClass[row] = classNumbers.get(record.dataClass)!;
  page.origin[row] = record.truth.origin;
  page.counter[row] = record.truth.counter;
  page.born[row] = record.truth.born;
  page.outcome[row] = 1;
  page.label[row] = label;
  page.value[row] = 1;
}
