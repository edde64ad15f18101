import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AblationResult } from '../../metrics/results/ablation.ts';
import type { AblationRequest, Engine } from '../engine.ts';
import { main } from '../main.ts';
import { range } from '../range.ts';
import { readRequest } from '../request.ts';
import { realDisk } from '../staged-folder.ts';
import { captured } from '../testing/fake-engine.ts';
import { openJournal } from './run-journal.ts';
import type { RunJournal } from './run-journal.ts';

let folder: string;
/** What an ablation that nobody ended came to. */
let document: string;
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
  document = io.out;
  const result = JSON.parse(document) as AblationResult;
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

test('a set of controls is given by ids or names that stand in the profile, and the command says it again', async () => {
  const asked = (...flags: readonly string[]) => readRequest([...words, ...flags], range, () => new Uint8Array());
  const request = asked('--controls', 'C32', '--controls', 'transport-security, C32') as { ablation: AblationRequest };
  expect(request.ablation.sets).toEqual([['C32'], ['C32', 'C32']]);
  expect(request.ablation.command).toContain(' --controls C32 --controls C32,C32 ');
  expect(asked('--controls', 'C16')).toMatchObject({ what: 'unknown control "C16"', where: '--controls' });
});

test('an ablation that is ended keeps the runs that are done beside its folder, says so, and goes on from there', async () => {
  const out = join(folder, 'results');
  const journal = `${out}.runs.jsonl`;
  const cut = captured();
  const ablate: Engine['ablate'] = async (request, watch, keeping) => {
    const journaled = keeping.journal!;
    const ending: RunJournal = {
      ...journaled,
      keep: (run) => {
        journaled.keep(run);
        if (journaled.runs.size === 5) process.kill(process.pid, 'SIGTERM');
      },
    };
    return range.ablate(request, watch, { ...keeping, journal: ending });
  };
  expect(await main([...words, '--out', out], cut, { ...range, ablate })).toBe(143);
  const kept = Number(/interrupted by SIGTERM; (\d+) runs are kept in /.exec(cut.err)?.[1]);
  expect(kept).toBeGreaterThanOrEqual(5);
  expect(cut.err).toContain(`${journal}; go on with: metarange ablate meeting-room-mapping --set rooms=1`);
  expect(cut.err).toContain(` --out ${out}\n`);
  expect(readdirSync(folder)).toEqual(['results.runs.jsonl']);

  const there = openJournal(out, realDisk);
  expect(there.runs.size).toBe(kept);
  let played = 0;
  const counting: Engine['ablate'] = (request, watch, keeping) =>
    range.ablate(request, watch, {
      ...keeping,
      journal: { ...keeping.journal!, keep: (run) => (played++, keeping.journal!.keep(run)) },
    });
  const resumed = captured();
  expect(await main([...words, '--json', '--out', out], resumed, { ...range, ablate: counting })).toBe(0);
  expect(resumed.out).toBe(document);
  const { runs } = (JSON.parse(document) as AblationResult).ablation;
  expect(played).toBe(runs - kept);
  expect(readdirSync(folder)).toEqual(['results']);
});
