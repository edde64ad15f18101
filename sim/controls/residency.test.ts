import { describe, expect, test } from 'vitest';
import type { Household } from '../framework/control.ts';
import { SessionRows } from '../framework/session-rows.ts';
import { residency } from './residency.ts';
import { annsRoom, atWork, cast, deed, household, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

/** What tells of somebody goes to the archive, and to nobody else, and only until second 10. */
const strict: Household = {
  ...household,
  mayPass: ({ dataClass, recipient, nowNs }) =>
    dataClass === 'operational' || (recipient === cast.archive && nowNs < 10e9),
};
const guard = residency.stand({ mark: 0, suite: terms, household: strict, sessionRows: new SessionRows() });
const passing = (recipient: number | undefined, dataClass: 'operational' | 'personal' = 'personal') =>
  deed({
    purpose: 'share',
    subject: annsRoom,
    dataClass,
    circumstances: recipient === undefined ? {} : { recipient },
  });
const at = (now = 0) => post({ place: 'use', node: cast.dpm, now });

describe('C26 residency', () => {
  test('what must stay is passed on to nobody who keeps it elsewhere', () => {
    expect(guard.inner!(passing(cast.provider), at())).toBe('wrong-region');
    expect(guard.inner!(passing(cast.archive), at())).toBeUndefined();
    expect(guard.inner!(passing(cast.provider, 'operational'), at())).toBeUndefined();
  });

  test('each passing is asked about anew', () => {
    expect(guard.inner!(passing(cast.archive), at(10e9))).toBe('wrong-region');
  });

  test('what is not passed on may lie where it is, and a house without such rules has none', () => {
    expect(guard.inner!(passing(undefined), at())).toBeUndefined();
    expect(atWork(residency).inner!(passing(cast.provider), at())).toBeUndefined();
  });
});
