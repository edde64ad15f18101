import { expect, test } from 'vitest';
import { logEvasion } from '../attacks/log-evasion.ts';
import { replayWindow } from '../sim/controls/replay-window.ts';
import { factNumber } from '../sim/framework/fact.ts';
import type { FactBlock } from '../sim/framework/fact.ts';
import { placeNumber } from '../sim/framework/figure.ts';
import { replicate } from './replicate.ts';
import { planAtHome } from './studied.ts';

/** Alarms at the audit log about numbers that are missing there, and entries that were taken off the wire. */
function seen(attacked: boolean) {
  const found = { alarms: 0, taken: 0 };
  const observer = {
    block({ kind, place, detail, count }: FactBlock): void {
      for (let row = 0; row < count; row++) {
        if (place[row] !== placeNumber['RP-O']) continue;
        if (kind[row] === factNumber.alarmed && detail[row] === 11) found.alarms++;
        if (kind[row] === factNumber.dropped) found.taken++;
      }
    },
  };
  const plan = planAtHome(logEvasion, { profile: { name: 'framework', without: ['C32'] } }, 60);
  const reset = [replayWindow({ width: 64, gapsAt: ['RP-O'] })];
  replicate({ ...plan, attacks: attacked ? plan.attacks : [], reset, observers: [observer] }, { seconds: () => 0 });
  return found;
}

test('who takes entries off the wire to an audit log leaves a gap in the numbers of its channel, and honest play leaves none', () => {
  const evaded = seen(true);
  expect(evaded.taken).toBeGreaterThan(0);
  expect(evaded.alarms).toBeGreaterThan(0);
  expect(seen(false)).toEqual({ alarms: 0, taken: 0 });
});
