import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodes, json, type CommandIo } from '../command-io.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { readResults } from '../results-folder.ts';
import { fillFolder, realDisk, type Disk, type FolderKind } from '../staged-folder.ts';
import { auditLabels } from './audit.ts';
import type { AuditCheck } from './audit.ts';
import { datasheet } from './datasheet.ts';
import { openDuck } from './duck.ts';
import type { Duck, Row } from './duck.ts';
import { datasetVersion, schemaDocument, tables } from './schema.ts';
import { readTables, writeTables } from './tables.ts';

/** A data set that is to be made of a results folder. */
export interface DatasetRequest {
  readonly folder: string;
  readonly out: string;
}

const files = Object.values(tables).flatMap((table) => [...table.files]);

const datasetFolder: FolderKind = {
  files: [...files, 'README.md', 'schema.json', 'audit.json', 'detector.py'],
  what: 'part of a data set',
  example: 'dataset',
};

// Above the source, or above what was built of it.
const detector = ['../../', '../../../']
  .map((above) => new URL(`${above}cli/dataset/detector.py`, import.meta.url))
  .find((place) => existsSync(place))!;

const counted = `
  SELECT e.label, e.runs, e.facts, e.hidden, coalesce(f.flows, 0) AS flows
  FROM (SELECT truth_label AS label, count(DISTINCT run) AS runs, count(*) AS facts, count(*) FILTER (WHERE NOT seen) AS hidden FROM every
    GROUP BY truth_label) e
  LEFT JOIN (SELECT truth_label AS label, count(*) AS flows FROM flows GROUP BY truth_label) f USING (label)
  ORDER BY label = 'benign', label`;

const documentText = (value: object): string =>
  json(
    JSON.parse(JSON.stringify(value, (_, cell: unknown) => (typeof cell === 'bigint' ? Number(cell) : cell))) as object,
  );

/** What is wrong with labels, as the fault of the request that relies on them. */
function refuseUnlessSound(audit: readonly AuditCheck[], where: string, again: string): void {
  const broken = audit.find(({ ok }) => !ok);
  if (broken === undefined) return;
  const example =
    broken.example === null ? '' : `, first ${documentText(broken.example).replaceAll(/\s+/g, ' ').trim()}`;
  throw new FaultyRequest(
    `label audit failed: not so that ${broken.holds} (${broken.failed} of ${broken.checked}${example})`,
    where,
    `a new run: ${again}`,
  );
}

const isDuckFault = (error: unknown, words: RegExp): error is Error =>
  error instanceof Error && words.test(error.message);

async function fill(
  duck: Duck,
  request: DatasetRequest,
  staged: string,
  disk: Disk,
  where: string,
): Promise<readonly Row[]> {
  const { manifest, arms } = readResults(request.folder, 'metarange export');
  const scratch = join(staged, 'scratch');
  await readTables(duck, request.folder, scratch).catch((error: unknown) => {
    if (!isDuckFault(error, /^(Invalid Input|Conversion|Binder)/)) throw error;
    const what = `facts that cannot be read (${quoted(error.message)})`;
    throw new FaultyRequest(what, where, `a new run: ${manifest!.command}`);
  });
  const audit = await auditLabels(duck, arms);
  refuseUnlessSound(audit, where, manifest!.command);
  const counts = await duck.rows(counted);
  await writeTables(duck, staged);
  disk.writeFileSync(join(staged, 'schema.json'), json(schemaDocument()));
  disk.writeFileSync(join(staged, 'audit.json'), documentText({ datasetVersion, ok: true, checks: audit }));
  const digests = arms.map(({ profile, digest }) => [profile, digest] as const);
  disk.writeFileSync(join(staged, 'README.md'), datasheet({ manifest: manifest!, digests, audit, counts }));
  copyFileSync(detector, join(staged, 'detector.py'));
  return counts;
}

/** Makes a data set of the facts of a results folder: whole, and only where its labels stand the audit. */
export async function carryOutDataset(request: DatasetRequest, io: CommandIo): Promise<number> {
  const where = `metarange export ${quoted(request.folder)}`;
  const { manifest, facts } = readResults(request.folder, 'metarange export');
  if (manifest === null) throw new FaultyRequest('not a folder', where, 'what metarange run --out wrote');
  const asked = / --facts\b/.test(manifest.command)
    ? manifest.command
    : `${manifest.command} --out ${quoted(request.folder)} --facts`;
  if (facts === null) throw new FaultyRequest('results without facts', where, `a run with them: ${asked}`);
  if (!existsSync(join(dirname(facts), 'runs.jsonl')))
    throw new FaultyRequest('facts without runs.jsonl, from an older version', where, `a new run: ${asked}`);
  const disk = io.disk ?? realDisk;
  const counts = await fillFolder(
    request.out,
    disk,
    async (staged) => {
      const scratch = join(staged, 'scratch');
      mkdirSync(scratch);
      const duck = await openDuck(scratch);
      try {
        return await fill(duck, request, staged, disk, where);
      } catch (error) {
        if (!isDuckFault(error, /^IO Error/)) throw error;
        throw new FaultyRequest(
          `cannot write (${quoted(error.message)})`,
          `--out ${quoted(request.out)}`,
          'a folder with room for it',
        );
      } finally {
        duck.close();
        rmSync(scratch, { recursive: true, force: true });
      }
    },
    datasetFolder,
  );
  const sum = (name: string): number => counts.reduce((all, row) => all + Number(row[name]), 0);
  io.stdout(`dataset: ${request.out}, ${sum('facts')} facts, ${sum('flows')} flows, labels audited\n`);
  return exitCodes.done;
}
