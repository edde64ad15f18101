import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Medium } from '../medium.ts';

type Step =
  | { readonly what: 'put'; readonly key: string; readonly bytes: Uint8Array }
  | { readonly what: 'get' | 'erase'; readonly key: string }
  | { readonly what: 'scan'; readonly key: string; readonly limit: number };

/** Keys of all sorts that share beginnings: also such that are half of a character, and such that end in the highest unit. */
const unit = fc.oneof(
  fc.constantFrom(0x61, 0x62, 0x2f, 0, 0xff, 0x100, 0xd800, 0xdfff, 0xe000, 0xffff),
  fc.integer({ min: 0, max: 0xffff }),
);
const key = fc.array(unit, { maxLength: 4 }).map((units) => String.fromCharCode(...units));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('put' as const), key, bytes: fc.uint8Array({ maxLength: 40 }) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('get' as const, 'erase' as const), key }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('scan' as const), key, limit: fc.integer({ min: -1, max: 9 }) }),
  },
);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function expected(model: Map<string, string>, step: Step): unknown {
  switch (step.what) {
    case 'put':
      model.set(step.key, hex(step.bytes));
      return undefined;
    case 'erase':
      model.delete(step.key);
      return undefined;
    case 'get':
      return model.get(step.key);
    case 'scan': {
      const keys = [...model.keys()].filter((name) => name.startsWith(step.key)).toSorted(byCodeUnit);
      return keys.slice(0, Math.max(0, step.limit)).map((name) => [name, model.get(name)]);
    }
  }
}

async function asked(medium: Medium, step: Step): Promise<unknown> {
  if (step.what === 'put') return medium.put(step.key, step.bytes);
  if (step.what === 'erase') return medium.erase(step.key);
  if (step.what === 'scan') {
    return (await medium.scan(step.key, step.limit)).map(([name, bytes]) => [name, hex(bytes)]);
  }
  const bytes = await medium.get(step.key);
  return bytes === undefined ? undefined : hex(bytes);
}

/** What every medium must keep to. `open` opens the same store each time; `numRuns` bounds the random plays. */
export function keepsTheContract(open: () => Promise<Medium>, numRuns: number): void {
  test('what is asked in a row, without waiting, is answered as if one had waited', async () => {
    const medium = await open();
    const play = fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const left = await medium.scan('', Infinity);
      await Promise.all(left.map(([name]) => medium.erase(name)));
      const model = new Map<string, string>();
      const answers = await Promise.all(steps.map((next) => asked(medium, next)));
      expect(answers).toEqual(steps.map((next) => expected(model, next)));
    });
    try {
      await fc.assert(play, { numRuns });
    } finally {
      await medium.close();
    }
  });

  test('what was acknowledged is there when the store is opened again', async () => {
    const before = await open();
    await Promise.all([before.put('kept', Buffer.from('one')), before.put('replaced', Buffer.from('old'))]);
    await Promise.all([before.put('replaced', Buffer.from('new')), before.put('gone', Buffer.alloc(70_000, 7))]);
    await before.erase('gone');
    await before.close();
    const after = await open();
    const found = (await after.scan('', 10)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
    await Promise.all(['kept', 'replaced'].map((name) => after.erase(name)));
    await after.close();
    expect(found).toEqual(
      expect.arrayContaining([
        ['kept', 'one'],
        ['replaced', 'new'],
      ]),
    );
    expect(found.map(([name]) => name)).not.toContain('gone');
  });

  test('a full store refuses, keeps what it has, still erases, and takes records again when there is room', async () => {
    const medium = await open();
    const big = Buffer.alloc(2_000, 1);
    await medium.limit(200_000);
    const keys = Array.from({ length: 150 }, (_, index) => `full/${String(index).padStart(4, '0')}`);
    const outcomes = await Promise.allSettled(keys.map((name) => medium.put(name, big)));
    const stored = keys.filter((_, index) => outcomes[index]!.status === 'fulfilled');
    const reasons = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.failure : 'stored'));
    expect(stored.length).toBeGreaterThan(20);
    expect(stored.length).toBeLessThan(110);
    expect(new Set(reasons)).toEqual(new Set(['stored', 'full']));
    expect((await medium.scan('full/', 1_000)).map(([name]) => name)).toEqual(stored);
    await medium.erase(stored[0]!);
    await medium.put('full/again', big);
    await medium.limit(Infinity);
    await medium.put('full/room', Buffer.alloc(300_000, 2));
    expect(await medium.get('full/room')).toHaveLength(300_000);
    await Promise.all((await medium.scan('full/', 1_000)).map(([name]) => medium.erase(name)));
    await medium.close();
  });

  test('a closed store has finished what was asked before, and says that it is closed', async () => {
    const medium = await open();
    const last = medium.put('last', Buffer.from('words'));
    const closing = medium.close();
    await expect(medium.put('later', Buffer.alloc(1))).rejects.toMatchObject({ failure: 'closed' });
    await expect(last).resolves.toBeUndefined();
    await closing;
    await medium.close();
    const again = await open();
    expect(Buffer.from((await again.get('last'))!).toString()).toBe('words');
    expect(await again.get('later')).toBeUndefined();
    await again.erase('last');
    await again.close();
  });

  test('a store with too much waiting refuses at once instead of growing', async () => {
    const medium = await open();
    const puts = Array.from({ length: 9_000 }, () => medium.put('same', Buffer.alloc(1)));
    const outcomes = await Promise.allSettled(puts);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(9_000 - 8_192);
    expect(new Set(refused.map(({ reason }) => reason.failure))).toEqual(new Set(['busy']));
    await medium.erase('same');
    await medium.close();
  });
}
