import { describe, expect, test } from 'vitest';
import { samplingAudit } from './sampling-audit.ts';
import { atWork, deed, noDuty, post } from './testing/house.ts';

const guard = atWork(samplingAudit());
const use = (recomputed?: number) =>
  guard.inner!(
    deed({
      purpose: 'occupancy',
      kind: 'result',
      body: { task: 'occupancy', part: 3, value: 1 },
      circumstances: recomputed === undefined ? {} : { recomputed },
    }),
    post({ place: 'use' }),
  );

describe('C21 sampling audit', () => {
  test('a result that differs from the recomputed one is refused', () => {
    expect([use(1), use(0), use()]).toEqual([undefined, 'audit-differs', undefined]);
  });

  test('one job in ten is computed again, as the draw falls', () => {
    const recheck = (draw: number) => {
      const duty = noDuty();
      guard.oblige!('occupancy', duty, post({ draws: [draw] }));
      return duty.recheck;
    };
    const edge = Math.floor(0.1 * 2 ** 32);
    expect([recheck(0), recheck(edge), recheck(edge + 1), recheck(-1)]).toEqual([true, true, false, false]);
  });

  test('of a batch exactly the share is computed again, wherever the draws fall, and so of every further batch', () => {
    const batched = atWork(samplingAudit({ share: 0.3, batch: 10 }));
    const audited = (draws: number[]) =>
      draws.filter((draw) => {
        const duty = noDuty();
        batched.oblige!('occupancy', duty, post({ draws: [draw] }));
        return duty.recheck;
      }).length;
    expect(audited(Array<number>(10).fill(0))).toBe(3);
    expect(audited(Array<number>(10).fill(-1))).toBe(3);
    expect(audited([5e8, -5e8, 9e8, 1, 2e9, -1, 1e9, 7e8, -2e9, 3e8])).toBe(3);
  });

  test('other purposes are not audited and draw nothing', () => {
    const duty = noDuty();
    const at = post({ draws: [0] });
    guard.oblige!('archive', duty, at);
    expect(duty.recheck).toBe(false);
    expect(at.draws).toEqual([0]);
  });
});
