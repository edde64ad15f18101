import type { Control, Guard } from '../framework/control.ts';

/** Settings of C41. */
export interface PaymentConfirmationSettings {
  /** What may be paid in a person's name in an hour, in millionths of the money unit. */
  readonly limitMicros: number;
}

const defaults: PaymentConfirmationSettings = { limitMicros: 2_000_000_000 };

/** C41: nothing is paid that the payer has not confirmed on a way of its own, nor more than a limit. Stops fraud of A51 (R5). */
export const paymentConfirmation = (settings: PaymentConfirmationSettings = defaults): Control => {
  const guard: Guard = {
    oblige(purpose, duty) {
      if (purpose === 'payment') duty.confirm = true;
    },
    inner(deed, at) {
      if (deed.deed !== 'use' || deed.purpose !== 'payment') return undefined;
      at.charge('judge');
      const { confirmed, spentMicros } = deed.circumstances;
      if (confirmed !== true) return 'not-confirmed';
      return spentMicros !== undefined && spentMicros <= settings.limitMicros ? undefined : 'over-limit';
    },
  };
  return {
    id: 'C41',
    name: 'payment-confirmation',
    summary: 'A payment is made only after the payer has confirmed it and its price, and within a limit an hour.',
    groups: ['R5', 'R1'],
    rung: 'data',
    layer: 'deed',
    step: 80,
    places: ['use'],
    limits:
      'The question goes to the person’s own address: who answers there in its place confirms what it likes. Knows what this platform has paid, not what others have. A payer who is tricked confirms.',
    source:
      'After dynamic linking of strong customer authentication (EU 2018/389, article 5), here of the wish and its price; the limit: assumption.',
    stand: () => guard,
  };
};
