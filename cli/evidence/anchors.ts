import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { growthCurve } from '../../scenarios/anchors/mirai-growth.ts';
import type { Origin, PageFigures } from '../../scenarios/anchors/page.ts';
import { singleServer } from '../../scenarios/anchors/single-server-wait.ts';
import { reads, secondGateway } from '../../scenarios/anchors/twin-store.ts';
import { rowIds, suiteConfidence, validate } from '../../scenarios/anchors/validate.ts';
import type { Anchor } from '../../scenarios/anchors/anchor.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { validateText } from '../measurements.ts';
import { nearestName } from '../nearest.ts';
import { compactJson } from '../plain-state.ts';
import { none, type Bar, type Figure } from './figure.ts';
import { carriedOut, repository, seconds } from './place.ts';

const file = join(repository, 'scenarios', 'anchors', 'measured.json');
const effort = { seed: 1, share: 1 };
const growth = 'growth';

/** A closed form that is wrong by a twentieth, on a range that is right. */
const wrongValue = (): Anchor => {
  const right = singleServer();
  return { ...right, rows: right.rows.map((row) => ({ ...row, expected: row.expected * 1.05 })) };
};

/** The store of twins whose second service bears more than was published. */
const moreThings = (): Anchor => secondGateway({ ...reads, back: 1.5 * reads.back });

/** What the suite says of one anchor, by its first row. */
const verdictOn = (anchor: Anchor): string =>
  validate({ clock: seconds, onProgress: () => undefined, among: [anchor] })[0]!.verdict;

const bar = (what: string, asked: string, value: string): Bar => ({ what, bar: asked, value, met: asked === value });

/** The committed state of the code; with a mark where the tree holds more than that. */
const commit = (): string => {
  const words = ['describe', '--always', '--dirty', '--abbrev=40', '--match=nothing'];
  return carriedOut('git', words).stdout.trim() || 'unknown';
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Closed forms anew, beside the figures of their page; and whether planted errors are caught. */
export const anchorFigure: Figure = {
  name: 'anchors',
  summary:
    'closed forms anew: each row passes, the figures of its page are found again, a wrong value and a wrong block are caught',
  takes: 'ID... growth, write (default all rows; write puts them on the page)',
  measure({ quick, words, print }) {
    const write = words.includes('write');
    const named = words.filter((word) => word !== 'write');
    const strange = named.find((word) => word !== growth && !rowIds.includes(word));
    if (strange !== undefined)
      throw new FaultyRequest(
        `unknown row ${quoted(strange)}`,
        'evidence anchors',
        nearestName(strange, [...rowIds, growth]),
      );
    const only = named.length > 0 ? named : quick ? ['V-Q1', 'V-C1'] : [...rowIds, growth];
    const kept = JSON.parse(readFileSync(file, 'utf8')) as PageFigures;
    const found = validate({ only, ...effort, clock: seconds, onProgress: () => undefined });
    print(validateText({ rows: found }));
    const origin: Origin = { commit: commit(), ...effort };
    const rows = Object.fromEntries(found.map(({ id, measured, ci }) => [id, { measured, ci, ...origin }] as const));
    const points = only.includes(growth) ? growthCurve({ ...effort, confidence: suiteConfidence }) : undefined;
    const moved = found.filter(({ id, measured, ci }) => {
      const old = kept.rows[id];
      return old === undefined || !same([old.measured, old.ci], [measured, ci]);
    });
    if (write) {
      const all: Record<string, unknown> = { ...kept.rows, ...rows };
      const ordered = Object.fromEntries(rowIds.flatMap((id) => (id in all ? [[id, all[id]]] : [])));
      const curve = points === undefined ? kept.growth : { ...origin, points };
      writeFileSync(file, `${compactJson({ rows: ordered, ...(curve === undefined ? {} : { growth: curve }) })}\n`);
      print('written; METARANGE_WRITE=1 npm test -- tests scenarios/anchors/readme puts it on the page');
    }
    return [
      none(
        'rows that fail',
        found.filter((row) => row.verdict === 'fail').map(({ id }) => id),
      ),
      ...(write
        ? []
        : [
            none(
              'rows whose figure on the page is another',
              moved.map(({ id }) => id),
            ),
            ...(points === undefined
              ? []
              : [bar('growth as on the page', 'true', String(same(points, kept.growth?.points)))]),
          ]),
      bar('M/M/1 as it is', 'pass', verdictOn(singleServer())),
      bar('a closed form that is wrong by a twentieth', 'fail', verdictOn(wrongValue())),
      bar('a server that is a twentieth slower', 'fail', verdictOn(singleServer(1.05))),
      bar('things of a twin store that bear half as much again', 'fail', verdictOn(moreThings())),
    ];
  },
};
