import { points } from '../../framework/figure.ts';
import { plainBytesOf } from '../../framework/message.ts';
import type { Draft } from '../../framework/message.ts';
import type { Campaign } from '../shared/campaign.ts';
import type { House } from './house.ts';

/** What an attacker made up, for which session, and in whose name. */
export interface Invention {
  readonly session: number;
  readonly from: number;
  readonly draft: Draft;
  /** `flagForged` or `flagHostile`. */
  readonly flag: number;
}

/** Puts what an attacker made up into a slot: a datum born in its hands. Returns the slot. */
export function draftSlot(house: House, campaign: Campaign, { session, from, draft, flag }: Invention): number {
  const { slots, nodes, sessions, kernel } = house;
  const slot = slots.take();
  const envelope = slots.envelopes[slot]!;
  slots.clearMarks(slot);
  envelope.kind = draft.kind;
  envelope.point = points[sessions.point(session >> 1)]!;
  envelope.from = from;
  envelope.to = sessions.receiver(session);
  envelope.re = 0;
  envelope.subject = draft.subject;
  envelope.dataClass = draft.dataClass;
  envelope.body = draft.body;
  envelope.sealed = null;
  envelope.urgent = draft.urgent === true;
  envelope.sizeBytes = plainBytesOf(draft.kind, draft.body);
  envelope.record = 'none';
  const { truth } = slots;
  truth.origin[slot] = campaign.place.firstNode;
  truth.counter[slot] = nodes.nextDatum(campaign.place.firstNode);
  truth.born[slot] = kernel.now;
  truth.flags[slot] = flag;
  return slot;
}
