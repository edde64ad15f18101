import { expect, test } from 'vitest';
import type { Draft } from '../../framework/message.ts';
import { acting, at, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';

/** A connector that sends one thing to a provider. */
const sending = (draft: Draft<'job' | 'contract'>, changed: Partial<SmallHouse> = {}) =>
  smallHouse({
    nodes: [
      {
        name: 'connector',
        component: acting('secure-connector', {
          start: (_s, _i, io) => void io.send('RP-C', at<'external-dpm'>(1), draft),
        }),
      },
      { name: 'provider', component: acting('external-dpm') },
    ],
    wires: [{ point: 'RP-C', from: 'connector', to: 'provider' }],
    ...changed,
  });
const job = (motion: number | null, dataClass: 'operational' | 'personal'): Draft<'job'> => ({
  kind: 'job',
  subject: 7,
  dataClass,
  body: { task: 'occupancy', part: 3, values: [20, 40, 300, 600, motion] },
});
const disclosures = (made: ReturnType<typeof sending>): unknown[] => {
  made.world.run(second);
  expect(made.log.of('delivered')).toHaveLength(1);
  return made.log.of('disclosed').map(({ node, subject, dataClass, value }) => [node, subject, dataClass, value]);
};

test('what tells of people is taken down as disclosed, whatever its sender called it', () => {
  expect(disclosures(sending(job(0.5, 'personal')))).toEqual([[1, 7, 'personal', 1]]);
  expect(disclosures(sending(job(0.5, 'operational')))).toEqual([[1, 7, 'personal', 1]]);
});

test('what was personal is disclosed as operational once the fields that tell of people are gone', () => {
  const minimised = sending(job(0.5, 'personal'), {
    standing: ['C17'],
    household: { inputsFor: () => ['temperature', 'light'] },
  });
  expect(disclosures(minimised)).toEqual([[1, 7, 'operational', 1]]);
});

test('operational and public data at a node of the house need no fact besides their delivery', () => {
  expect(disclosures(sending(job(null, 'operational')))).toEqual([]);
  const body = { state: 'requested', contract: 1, purpose: 'occupancy', priceMicros: 1, expiresNs: 0 } as const;
  expect(disclosures(sending({ kind: 'contract', subject: 1, dataClass: 'public', body }))).toEqual([]);
});
