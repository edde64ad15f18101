import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AblationResult } from '../../metrics/results/ablation.ts';
import { main } from '../main.ts';
import { range } from '../range.ts';
import { captured } from '../testing/fake-engine.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-ablate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const small = ['--set', 'rooms=1', '--set', 'persons=2', '--set', 'durationSeconds=60', '--replications', '2'];
const words = ['ablate', 'meeting-room-mapping', '--attack', 'A09', '--profile', 'transport', ...small];

test('an adversary in the middle comes in as transport security is taken out: in words, as a document, and in a folder', async () => {
  const out = join(folder, 'results');
  const io = captured();
  expect(await main([...words, '--json', '--out', out], io, range)).toBe(0);
  const result = JSON.parse(io.out) as AblationResult;
  const of = (set: string) => result.cells.find((cell) => cell.set === set)!;
  expect(of('none').successes).toBe(of('none').attempts);
  expect(of('transport').successes).toBe(0);
  expect(of('none+C32')).toMatchObject({ said: 'beats it', successes: 0 });
  expect(of('transport-C32').finding).toBe('lets in');
  expect(result.ablation.command).toBe(
    'metarange ablate meeting-room-mapping --set rooms=1 --set persons=2 --set durationSeconds=60 --size smoke --profile transport --attack A09 --seed 1 --replications 2',
  );
  expect(readdirSync(out).toSorted()).toEqual(['ablation.json', 'figures', 'manifest.json', 'report.html', 'tables']);
  const page = readFileSync(join(out, 'report.html'), 'utf8');
  rmSync(join(out, 'report.html'));
  writeFileSync(join(out, 'figures', 'stale.svg'), 'of an older report');
  const again = captured();
  expect(await main(['report', out], again, range)).toBe(0);
  expect(again.out).toBe(`report: ${join(out, 'report.html')}\n`);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe(page);
  expect(readdirSync(join(out, 'figures'))).not.toContain('stale.svg');
  expect(readFileSync(join(out, 'ablation.json'), 'utf8')).toBe(io.out);

  const told = captured();
  expect(await main(words, told, range)).toBe(0);
  expect(told.out).toContain('C32 transport-security  BACK 100 %');
  expect(told.out).toContain('energy: unknown');
});
