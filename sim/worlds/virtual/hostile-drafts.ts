import { factNumber } from '../../framework/fact.ts';
import { bodyBytes, classOfContent, headerBytes } from '../../framework/message.ts';
import type { Draft } from '../../framework/message.ts';
import type { Campaign } from './campaign.ts';
import { recordSlot } from './house.ts';
import type { House } from './house.ts';

/** Puts what an attacker made up into a slot: a datum born in its hands. Returns the slot. */
export function draftSlot(
  house: House,
  campaign: Campaign,
  from: number,
  to: number,
  draft: Draft,
  flag: number,
): number {
  const { slots, nodes, kernel } = house;
  const slot = slots.take();
  const envelope = slots.envelopes[slot]!;
  slots.clearMarks(slot);
  envelope.kind = draft.kind;
  envelope.from = from;
  envelope.to = to;
  envelope.re = 0;
  envelope.subject = draft.subject;
  envelope.dataClass = draft.dataClass;
  envelope.body = draft.body;
  envelope.sealed = null;
  envelope.sizeBytes = headerBytes + bodyBytes[draft.kind];
  envelope.record = 'none';
  const { truth } = slots;
  truth.origin[slot] = campaign.place.firstNode;
  truth.counter[slot] = nodes.nextDatum(campaign.place.firstNode);
  truth.born[slot] = kernel.now;
  truth.flags[slot] = flag;
  return slot;
}

/** An attacker got to know a datum: a fact of its own where its class is protected. */
export function learn(house: House, node: number, slot: number, label = 0): void {
  const { slots, recorder } = house;
  const envelope = slots.envelopes[slot]!;
  const known = classOfContent(envelope.kind, envelope.dataClass, envelope.body);
  if (envelope.body === null || known === 'public' || known === 'operational') return;
  const row = recordSlot(house, factNumber.disclosed, node, envelope.from, slot, 0, 1);
  if (label !== 0) recorder.page.label[row] = label;
  recorder.page.value[row] = (envelope.body as { readonly records?: readonly unknown[] }).records?.length ?? 1;
}
