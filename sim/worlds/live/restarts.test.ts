import { expect, test } from 'vitest';
import type { Crew } from './crew.ts';
import type { Asked, Order } from './orders.ts';
import { Restarts } from './restarts.ts';

test('what operators are asked for while their process is away reaches the one in its place, once it has begun', async () => {
  const told: string[] = [];
  let gone = (): void => undefined;
  const crew = {
    cut: () => new Promise<void>((resolve) => (gone = resolve)),
    hire: () => undefined,
    orderOne: async (_name: string, { order }: Order<null>) => void told.push(order),
    tell: (_name: string, order: Order<null>) =>
      told.push(order.order === 'operate' ? `${order.asked.what} ${order.asked.node}` : order.order),
  } as unknown as Crew<null>;
  const staged = { cast: { placements: [] }, processOf: () => 'authority' } as never;
  const restarts = new Restarts(staged, crew, { resume: () => undefined } as never);
  const commission = { order: 'commission', parcel: { authorities: [] }, ports: { authority: 7 } } as never;
  restarts.begin({ job: null, faults: [], startNs: 0n, commissions: new Map([['authority', commission]]) });
  const asked = (node: number): Asked => ({ what: 'revoke', node, afterNs: 5, at: 0 });

  restarts.operate('authority', asked(1));
  const killed = restarts.kill('authority');
  restarts.operate('authority', asked(2));
  gone();
  await killed;
  const brought = restarts.bring('authority');
  restarts.operate('authority', asked(3));
  await brought;
  restarts.operate('authority', asked(4));
  expect(told).toEqual(['revoke 1', 'prepare', 'commission', 'begin', 'revoke 2', 'revoke 3', 'revoke 4']);
});
