import { expect, test } from 'vitest';
import { controlTable } from '../sim/controls/profiles.ts';
import { partyProfiles } from './party-profiles.ts';

const lower = { weak: 'transport', weaker: 'none' } as const;

test('who is not named has the profile of the run', () => {
  const { tables, tableOf } = partyProfiles({ lower }, { name: 'framework', without: ['C16'] });
  expect(tables[tableOf('strong')]).toEqual(controlTable({ name: 'framework', without: ['C16'] }));
});

test('who stands lower has the controls up to there, less what is taken out everywhere', () => {
  const { tables, tableOf } = partyProfiles({ lower }, { name: 'framework', without: ['C32'] });
  expect(tables[tableOf('weak')]).toEqual(controlTable({ name: 'transport', without: ['C32'] }));
  expect(tables[tableOf('weaker')]).toEqual(controlTable({ name: 'none', without: [] }));
});

test('nobody stands higher than the run', () => {
  const { tables, tableOf } = partyProfiles({ lower }, { name: 'none', without: [] });
  expect([tables.length, tableOf('weak'), tableOf('weaker'), tableOf('strong')]).toEqual([1, 0, 0, 0]);
});
