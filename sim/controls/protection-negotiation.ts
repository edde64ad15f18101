import type { Control, ControlId, Guard } from '../framework/control.ts';
import { points } from '../framework/figure.ts';

/** Settings of C33. */
export interface ProtectionNegotiationSettings {
  /** What must have been agreed on in an opening, as far as the own end has it. */
  readonly least: readonly ControlId[];
}

const defaults: ProtectionNegotiationSettings = { least: ['C32'] };

/** C33: no channel opens in which less was agreed on than the party asks for. Stops A10, and A50 where the weaker one is in clear (R4). */
export const protectionNegotiation = ({ least }: ProtectionNegotiationSettings = defaults): Control => {
  const guard: Guard = {
    judge(_offer, at, { own, agreed }) {
      at.charge('judge');
      return least.some((id) => own.includes(id) && !agreed.includes(id)) ? 'below-least' : undefined;
    },
  };
  return {
    id: 'C33',
    name: 'protection-negotiation',
    summary: 'A channel opens only where at least what the party asks for, protected records, was agreed on.',
    groups: ['R4', 'R5'],
    rung: 'framework',
    layer: 'channel',
    step: 30,
    places: points,
    alone: true,
    limits:
      'Asks of others what the party has itself, and no more than the least: above it, that an offer was altered shows in the proofs (C32, C01), which sign it. A partner that has less is not spoken to at all, and who strips offers on the way stops the traffic. What the other end does with what it is sent is not seen (C42).',
    source:
      'Downgrade protection as in TLS 1.3 (RFC 8446, 4.1.3 and 4.4: the signed transcript holds the offer); a floor as in policies that end opportunistic TLS (MTA-STS, RFC 8461); C32 as the least: assumption.',
    stand: () => guard,
  };
};
