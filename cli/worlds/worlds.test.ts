import { expect, test } from 'vitest';
import { main } from '../main.ts';
import { captured, fakeRange, type FakeRange } from '../testing/fake-engine.ts';
import { fakeWorlds } from '../testing/fake-worlds.ts';
import { quantilesOf } from './measured-loopback.ts';
import { worldsText } from './worlds-text.ts';

const call = async (words: readonly string[], range: FakeRange = fakeRange()) => {
  const io = captured();
  const code = await main(['validate', ...words], io, range);
  return { code, out: io.out, err: io.err, range };
};

test('the worlds are compared as rows in the shape of validate, and exit 1 tells that one fails', async () => {
  const agreed = await call(['--worlds', '--json']);
  expect([agreed.code, agreed.err]).toEqual([0, '']);
  expect(JSON.parse(agreed.out)).toEqual(fakeWorlds(false));
  expect(agreed.range.comparisons).toEqual([{ effort: 'full' }]);
  const parted = await call(['--worlds', '--quick'], fakeRange({ failing: true }));
  expect(parted.code).toBe(1);
  expect(parted.out).toBe(worldsText(fakeWorlds(true)));
  expect(parted.range.comparisons).toEqual([{ effort: 'quick' }]);
});

test('without --worlds nothing of the live world is touched, and --quick has no meaning', async () => {
  const plain = await call(['--json']);
  expect(plain.range.comparisons).toEqual([]);
  const wrong = await call(['--quick']);
  expect([wrong.code, wrong.err]).toEqual([
    2,
    'metarange: --quick is for the comparison of worlds in --quick; nearest valid: validate --worlds --quick\n',
  ]);
});

test('people read ratios, the ranking, who agrees on which attack, and what explains the rest', () => {
  const lines = worldsText(fakeWorlds(true)).split('\n');
  const line = (start: string): string => lines.find((one) => one.startsWith(start))!.replaceAll(/ {2,}/g, '  ');
  expect(line('worlds.cpu')).toBe(
    'worlds.cpu.framework  0.512  [0.49, 0.53]  fail  processor time a message, virtual over live',
  );
  expect(line('ranking')).toBe('ranking of C16, C20, C12: 1, single runs [1, 1]: pass');
  expect(line('A07')).toBe('A07  framework  held 0/8 C32 9  held 0/9 C32 10  yes');
  expect(line('A09')).toBe('A09  none  works 8/8  void after 1 runs  yes');
  expect(line('  C16')).toBe('  C16  3.21  21.4  charged as aead 3.21');
  expect(line('openings')).toContain('full 2 ms measured, 1 ms charged');
  expect(line('warning')).toBe('warning: the machine was busy');
  expect(line('3 of 4')).toBe('3 of 4 agree, in 1235 s');
  expect(worldsText(fakeWorlds(false))).not.toContain('where they differ');
});

test('of what was measured evenly spaced quantiles are kept', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantilesOf(values, 4)).toEqual([13, 38, 63, 88]);
});
