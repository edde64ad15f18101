import { expect, test } from 'vitest';
import { lazyDpm } from '../attacks/lazy-dpm.ts';
import { detector } from '../sim/controls/detector.ts';
import { fullPlaybook, responsePlaybook } from '../sim/controls/response-playbook.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import { factNumber } from '../sim/framework/fact.ts';
import type { FactBlock } from '../sim/framework/fact.ts';
import type { TaskResult } from '../sim/framework/task.ts';
import { seconds } from '../sim/framework/time.ts';
import { replicate } from './replicate.ts';
import { nodeOf } from './planted/planted.ts';
import { staged } from './staged.ts';
import { planOf } from './testing/play.ts';

const set = { rooms: 2, persons: 4, guests: 1, platforms: 1, windowSeconds: 5, durationSeconds: 150 };
const connector = nodeOf(staged(planOf({}, set)), 'secure-connector.platform-1');

const turned = (body: TaskResult): TaskResult => ({ ...body, value: 1 - body.value });

/** Code inside the provider turns its results around. */
const inside: Attack = {
  ...lazyDpm,
  *campaign(hand) {
    hand.inside(hand.stage.insiders['provider']!, (draft) =>
      draft.kind === 'result' && draft.body !== null ? { ...draft, body: turned(draft.body as TaskResult) } : undefined,
    );
    yield hand.wait(seconds(120));
  },
};

/** Somebody on the wire does so, in the provider's name. */
const onTheWire: Attack = {
  ...lazyDpm,
  *campaign(hand) {
    const wire = { from: hand.stage.insiders['provider']!, to: connector, point: 'RP-C' } as const;
    hand.tap(wire, ({ clear }) =>
      clear?.kind === 'result' && clear.body !== null ? { body: turned(clear.body as TaskResult) } : 'pass',
    );
    yield hand.wait(seconds(120));
  },
};

/** The nodes that were revoked, and how many wrong results the audit found, under every act and the usual detector. */
function answered(attack: Attack, without: readonly ControlId[]) {
  const [revoked, found] = [new Set<number>(), { audits: 0 }];
  const observer = {
    block({ kind, peer, detail, count }: FactBlock): void {
      for (let row = 0; row < count; row++) {
        if (kind[row] === factNumber.revoked) revoked.add(peer[row]!);
        if (kind[row] === factNumber.refused && detail[row] === 21) found.audits++;
      }
    },
  };
  const profile = { name: 'framework', without: ['C20', 'C22', ...without] } as const;
  replicate(
    {
      ...planOf({ profile, attacks: [attack] }, set),
      reset: [detector(), responsePlaybook(fullPlaybook)],
      observers: [observer],
    },
    { seconds: () => 0 },
  );
  return { revoked: [...revoked], ...found };
}

test('who is found out under a name that its channel proves is revoked; the owner of a name that somebody else has used is not', () => {
  const proved = answered(inside, []);
  expect(proved.audits).toBeGreaterThan(0);
  expect(proved.revoked).toHaveLength(1);
  for (const without of [['C32'], ['C01', 'C32']] as const) {
    const spoofed = answered(onTheWire, without);
    expect(spoofed.audits, without.join(' ')).toBeGreaterThan(0);
    expect(spoofed.revoked, without.join(' ')).toEqual([]);
  }
});
