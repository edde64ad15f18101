import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { attacks } from '../attacks/catalogue.ts';
import { referenceOf } from '../dashboards/exports/references.ts';
import { chapterOf } from '../.ci/chapter.ts';
import { main } from './main.ts';
import { range } from './range.ts';
import { captured } from './testing/fake-engine.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metarange-export-'));
  const words = 'run meeting-room-mapping --attack A20,A09 --compare none,framework --out';
  expect(await main([...words.split(' '), join(folder, 'lock')], captured(), range)).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

const exported = async (...flags: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
  const io = captured();
  const code = await main(['export', join(folder, 'lock'), ...flags], io, range);
  return { code, out: io.out, err: io.err };
};

test('every reference of the catalogue is one that exports can read', () => {
  const read = attacks.flatMap(({ references }) => references.map((text) => [text, referenceOf(text)?.id] as const));
  expect(read.filter(([text, id]) => id === undefined || !text.endsWith(id))).toEqual([]);
});

/** The fields that the layer format asks for, version 4.5, and those that it knows. */
const layerSchema = z.strictObject({
  name: z.string(),
  versions: z.strictObject({ attack: z.string().regex(/^\d+$/), navigator: z.string(), layer: z.literal('4.5') }),
  domain: z.enum(['enterprise-attack', 'ics-attack']),
  description: z.string(),
  techniques: z.array(
    z.strictObject({
      techniqueID: z.string().regex(/^T\d{4}(\.\d{3})?$/),
      score: z.number().min(0).max(100).optional(),
      comment: z.string(),
      metadata: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    }),
  ),
  gradient: z.strictObject({ colors: z.array(z.string()).min(2), minValue: z.number(), maxValue: z.number() }),
  metadata: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});

test('a layer scores techniques by what the attacks that name them came to in the arm that is asked for', async () => {
  const under = async (...profile: readonly string[]) =>
    layerSchema.parse(JSON.parse((await exported('--as', 'navigator-ics', ...profile)).out));
  const none = await under();
  const framework = await under('--profile', 'framework');
  expect(none.domain).toBe('ics-attack');
  expect(none.techniques.map(({ techniqueID }) => techniqueID)).toEqual(['T0831', 'T0855', 'T0880']);
  expect(none.techniques.map(({ score }) => score)).toEqual([100, 100, 100]);
  expect(framework.techniques.map(({ score }) => score)).toEqual([0, 0, 0]);
  expect(none.techniques[0]!.comment).toMatch(
    /^A20 rogue-actuation\n\d+ of \d+ .* under none\n0 of \d+ .* under framework$/,
  );
  const enterprise = layerSchema.parse(JSON.parse((await exported('--as', 'navigator')).out));
  expect(enterprise.techniques.map(({ techniqueID }) => techniqueID)).toEqual(['T1557']);
});

const stamp = z.iso.datetime({ precision: 3 });
const id = z.string().regex(/^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const common = { id, spec_version: z.literal('2.1'), created: stamp, modified: stamp };
const by = { ...common, created_by_ref: id };
const references = z
  .array(z.strictObject({ source_name: z.string(), external_id: z.string(), description: z.string().optional() }))
  .min(1);
/** What STIX 2.1 asks of each type of object that is used here; nothing else may stand there. */
const stixObject = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('identity'), name: z.string(), identity_class: z.literal('system') }),
  z.strictObject({
    ...by,
    type: z.literal('attack-pattern'),
    name: z.string(),
    description: z.string(),
    external_references: references,
  }),
  z.strictObject({ ...by, type: z.literal('course-of-action'), name: z.string(), external_references: references }),
  z.strictObject({
    ...by,
    type: z.literal('relationship'),
    relationship_type: z.literal('mitigates'),
    source_ref: id,
    target_ref: id,
  }),
  z.strictObject({
    ...by,
    type: z.literal('note'),
    abstract: z.string(),
    content: z.string(),
    object_refs: z.array(id).min(1),
  }),
  z.strictObject({
    ...by,
    type: z.literal('report'),
    name: z.string(),
    description: z.string(),
    published: stamp,
    report_types: z.array(z.literal('attack-pattern')).min(1),
    object_refs: z.array(id).min(1),
  }),
]);
const bundleSchema = z.strictObject({ type: z.literal('bundle'), id, objects: z.array(stixObject).min(1) });

test('a bundle holds attacks, the controls that beat them and what came of it, and every reference in it leads somewhere', async () => {
  const bundle = bundleSchema.parse(JSON.parse((await exported('--as', 'stix')).out));
  const ids = bundle.objects.map((object) => object.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const object of bundle.objects) {
    expect(object.id.startsWith(`${object.type}--`)).toBe(true);
    const named = Object.entries(object).flatMap(([key, value]) => (/_refs?$/.test(key) ? value : [])) as string[];
    expect(named.filter((one) => !ids.includes(one))).toEqual([]);
  }
  const patterns = bundle.objects.filter((object) => object.type === 'attack-pattern');
  expect(patterns.map(({ name }) => name)).toEqual(['A20 rogue-actuation', 'A09 adversary-in-the-middle']);
  const lock = patterns[0]!;
  expect(lock.external_references.map(({ source_name, external_id }) => [source_name, external_id])).toContainEqual([
    'mitre-attack',
    'T0855',
  ]);
  const beating = bundle.objects.flatMap((object) =>
    object.type === 'relationship' && object.target_ref === lock.id
      ? bundle.objects.flatMap((one) =>
          one.id === object.source_ref && one.type === 'course-of-action' ? one.name : [],
        )
      : [],
  );
  expect(beating).toEqual(['C12 least privilege', 'C13 bound token', 'C29 safety interlock']);
  const note = bundle.objects.find((object) => object.type === 'note')!;
  expect(note.type === 'note' && note.content).toMatch(/^\d+ of \d+ attempts succeeded .* under none\n0 of \d+ /);
});

test('what is exported twice is the same, and takes the place of nothing but an export', async () => {
  const file = join(folder, 'layer.json');
  const once = await exported('--as', 'navigator', '--out', file);
  expect([once.code, once.out]).toEqual([0, `navigator: ${file}\n`]);
  const first = readFileSync(file, 'utf8');
  expect((await exported('--as', 'navigator', '--out', file)).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(first);
  writeFileSync(file, 'mine');
  const refused = await exported('--as', 'stix', '--out', file);
  expect([refused.code, refused.err.trim().split('\n').length]).toEqual([2, 1]);
  expect(refused.err).toContain('file holds something else than a layer or bundle');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test.each([
  [[], 'no form in --as; nearest valid: --as stix|navigator|navigator-ics|dataset'],
  [['--as', 'stic'], 'unknown form "stic" in --as; nearest valid: stix'],
  [['--as', 'navigator', '--profile', 'framwork'], 'no arm "framwork" in --profile; nearest valid: framework'],
  [
    ['--as', 'stix', '--profile', 'none'],
    'a bundle tells of all arms in --profile; nearest valid: no --profile, or --as navigator',
  ],
])('%j is one clear line', async (flags, line) => {
  expect(await exported(...flags)).toEqual({ code: 2, out: '', err: `metarange: ${line}\n` });
});

test('the lines of the README are carried out', async () => {
  const { text } = chapterOf(new URL('./', import.meta.url));
  const section = text.slice(text.indexOf('## Taking results elsewhere'), text.indexOf('## Finding results again'));
  const lines = [...section.matchAll(/^npx metarange (.+)$/gm)].map((found) => found[1]!);
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    const words = line.split(' ').map((word) => (word.startsWith('results/') ? join(folder, word) : word));
    expect(await main(words, captured(), range), line).toBe(0);
  }
});
