import type { Crew, NamedOrder } from '../studies/crew.ts';
import type { FailedRun, RunRecord } from '../studies/order.ts';

/** A run of an order as somebody might have observed it: these values, and one attempt of each attack, won or lost. */
export const inventedRun = (
  { key, order }: NamedOrder,
  values: RunRecord['values'],
  successes: number,
  attempts = 4,
): RunRecord => ({
  key,
  values,
  attacks: order.attacks.map((id) => ({
    id,
    attempts,
    unfinished: 0,
    successes,
    detected: 1,
    firstSuccessSeconds: null,
    violations: ['authenticity'],
    steps: { tried: attempts },
  })),
  chain: null,
  violationsTotal: successes,
  properties: { authenticity: { judged: 10, violated: successes } } as RunRecord['properties'],
  refusals: { C11: 3 },
  messages: 100,
  simulatedSeconds: 60,
  warnings: [],
  digest: `digest of ${key}`,
  events: 1000,
  wallSeconds: 0.25,
});

/** A crew that plays nothing: `play` says what each order comes to. Remembers what it was given. */
export const inventedCrew = (
  play: (order: NamedOrder) => RunRecord | FailedRun,
): Crew & { readonly played: readonly NamedOrder[] } => {
  const played: NamedOrder[] = [];
  return {
    name: 'invented',
    played,
    async carryOut(orders, report, signal) {
      for (const order of orders) {
        signal?.throwIfAborted();
        played.push(order);
        await report(play(order));
      }
    },
    async close() {},
  };
};
