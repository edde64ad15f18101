import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refusals } from '../sim/framework/verdict.ts';
import type { Difference } from './difference.ts';
import { main } from './main.ts';
import { range } from './range.ts';
import { captured } from './testing/fake-engine.ts';

let folder: string;
let one: string;
let other: string;
/** Facts of both, as they were written. */
let facts: readonly string[];

const diff = async (
  ...flags: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const io = captured();
  const code = await main(['diff', one, other, ...flags], io, range);
  return { code, out: io.out, err: io.err };
};

const document = async (): Promise<Difference> => JSON.parse((await diff('--json')).out) as Difference;

/** Makes the other results differ, from this line of their facts on. */
const changed = (line: number, change: (fact: Record<string, unknown>) => object): void => {
  const lines = facts.map((fact, place) =>
    place + 1 === line ? JSON.stringify(change(JSON.parse(fact) as Record<string, unknown>)) : fact,
  );
  writeFileSync(join(other, 'facts.jsonl'), `${lines.join('\n')}\n`);
};

const field = (file: string, change: (document: Record<string, unknown>) => object): void =>
  writeFileSync(join(other, file), JSON.stringify(change(JSON.parse(readFileSync(join(one, file), 'utf8')) as never)));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-diff-'));
  [one, other] = [join(folder, 'one'), join(folder, 'other')];
  const words = ['--attack', 'none', '--set', 'rooms=1', '--until', '20s', '--out', one, '--facts'];
  await main(['run', 'meeting-room-mapping', ...words], captured(), range);
  facts = readFileSync(join(one, 'facts.jsonl'), 'utf8').trimEnd().split('\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(other, { recursive: true, force: true });
  cpSync(one, other, { recursive: true });
  field('summary.json', (summary) => ({ ...summary, digest: 'f00d' }));
});

test('the first fact that differs is told in words, with those before it and the fields in which it differs', async () => {
  const delivered = facts.findIndex((fact) => fact.includes('"delivered"'));
  const { node, peer } = JSON.parse(facts[delivered]!) as { node: number; peer: number };
  const refused = { kind: 'refused', detail: 'C09', reason: 'stale', outcome: refusals.indexOf('stale') };
  changed(delivered + 1, (fact) => ({ ...fact, ...refused }));
  const { code, out } = await diff();
  expect(code).toBe(1);
  const request = { scenario: range.catalogue.scenarios[0]!, size: 'smoke', seed: 1, nodes: null } as const;
  const { parameters } = JSON.parse(readFileSync(join(one, 'manifest.json'), 'utf8')) as never;
  const [who, whom] = range.nodeNames({ ...request, parameters }, [node, peer]);
  expect(out).toContain(`first fact that differs, line ${delivered + 1} (fact ${delivered} of the run framework`);
  expect(out).toMatch(new RegExp(`\\d\\d:00:\\d\\d\\.\\d{9}  ${who} delivered an? \\w+ [\\w-]+.* from ${whom} at RP-`));
  expect(out).toMatch(new RegExp(`  ${who} refused .* from ${whom} at RP-.*: C09, stale\n`));
  expect(out).toContain('in: kind "delivered" | "refused"; detail null | "C09"; reason null | "stale"; outcome 0 |');
  const { firstFact } = await document();
  expect(firstFact!.before).toEqual(facts.slice(Math.max(0, delivered - 4), delivered));
  expect(firstFact!.words.before.every((words) => words !== null && out.includes(words))).toBe(true);
  expect(firstFact!.fields.map((part) => part.field)).toEqual(['kind', 'detail', 'reason', 'outcome']);
});

test('nodes are told of by number, and why, where their names cannot be known', async () => {
  changed(3, (fact) => ({ ...fact, atNs: 1 }));
  for (const place of [one, other]) {
    const file = join(place, 'manifest.json');
    const kept = readFileSync(file, 'utf8');
    writeFileSync(file, kept.replace('metarange run meeting-room-mapping', 'metarange run mine.ts'));
  }
  const { out } = await diff();
  expect(out).toMatch(/ {2}00:00:00\.000000001 {2}node \d+ /);
  expect(out).toContain('nodes by number: these results come from code that is no part of the range ("mine.ts")');
  const manifest = join(one, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('run mine.ts', 'run meeting-room-mapping'));
});

test('facts that end early, and lines that are none, are told as they are', async () => {
  writeFileSync(join(other, 'facts.jsonl'), `${facts.slice(0, 5).join('\n')}\n`);
  expect((await document()).firstFact).toMatchObject({ line: 6, one: facts[5], other: null, fields: [] });
  expect((await diff()).out).toContain('\n  no more facts\n');
  writeFileSync(join(other, 'facts.jsonl'), '\u001b[2Jnothing\n');
  const { out } = await diff();
  expect(out).not.toContain('\u001b');
  expect(out).toContain('\ufffd[2Jnothing');
  // A line without an end must not fill the memory.
  writeFileSync(join(other, 'facts.jsonl'), `${facts[0]}\n`);
  truncateSync(join(other, 'facts.jsonl'), 1 << 20);
  const endless = await diff();
  expect([endless.code, endless.err]).toEqual([2, expect.stringContaining('line 2 has no end')]);
});

test('without facts it names the command that would write them', async () => {
  rmSync(join(other, 'facts.jsonl'));
  const { out } = await diff();
  expect(out).toContain(
    `no facts in "${other}"; this writes them:\n  metarange run meeting-room-mapping --set rooms=1`,
  );
  expect(out).toContain(`--until 20s --out ${other}-facts --facts\n`);
  expect((await document()).withoutFacts.map((saved) => saved.folder)).toEqual([other]);
});
