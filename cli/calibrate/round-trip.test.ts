import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArmSummary, Manifest } from '../../metrics/results/summary.ts';
import { operations } from '../../sim/framework/costs.ts';
import { main } from '../main.ts';
import { range } from '../range.ts';
import { captured } from '../testing/fake-engine.ts';
import type { CalibrationDocument } from './calibration.ts';

let folder: string;
let file: string;
let document: CalibrationDocument;

/** A minute of honest play, as a document. */
const run = async (...words: readonly string[]): Promise<ArmSummary & { readonly manifest: Manifest }> => {
  const io = captured();
  const play = ['run', 'meeting-room-mapping', '--until', '60s', '--attack', 'none', ...words, '--json'];
  const code = await main(play, io, range);
  expect([code, io.err]).toEqual([0, '']);
  return JSON.parse(io.out) as ArmSummary & { readonly manifest: Manifest };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-calibrated-'));
  file = join(folder, 'costs.json');
  const io = captured();
  expect(await main(['calibrate', '--quick', '--json', '--out', file], io, range)).toBe(0);
  document = JSON.parse(io.out) as CalibrationDocument;
}, 180_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('every operation of this machine has a time above nothing, with an interval about it', () => {
  const { figures, machine, measuredAt } = document.calibration;
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
  for (const operation of operations) {
    const { usualNs, usualCi95, points } = figures.find(({ id }) => id === operation)!;
    expect(usualNs, operation).toBeGreaterThan(0);
    expect(usualCi95[0]).toBeLessThanOrEqual(usualNs);
    expect(usualCi95[1]).toBeGreaterThanOrEqual(usualNs);
    for (const { medianNs } of points) expect(medianNs).toBeGreaterThan(0);
  }
  expect(machine).toMatchObject({ node: process.versions.node, openssl: process.versions.openssl });
  expect(Math.abs(Date.parse(measuredAt) - Date.now())).toBeLessThan(180_000);
});

test('a full handshake costs more than a resumed one, and that more than a connection', () => {
  const ns = (id: string): number => document.calibration.figures.find((figure) => figure.id === id)!.fixedNs;
  expect(ns('handshake-full')).toBeGreaterThan(ns('handshake-resumed'));
  expect(ns('handshake-resumed')).toBeGreaterThan(ns('connection'));
});

test('a run with the file repeats itself to the digest; another file gives another', { timeout: 120_000 }, async () => {
  const first = await run('--costs', file);
  expect((await run('--costs', file)).digest).toBe(first.digest);
  expect(first.manifest.costs).toContain(file);

  const other = join(folder, 'other.json');
  const costs = document.costs.map((row) =>
    row.id === 'server' ? { ...row, fixedNs: { ...row.fixedNs, handle: row.fixedNs.handle * 1.01 + 100 } } : row,
  );
  writeFileSync(other, JSON.stringify({ ...document, costs }));
  const second = await run('--costs', other);
  expect(second.digest).not.toBe(first.digest);
  expect(first.digest).not.toBe((await run()).digest);
});
