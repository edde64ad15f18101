import type { AblationResult } from '../../metrics/results/ablation.ts';
import type { StudyResult } from '../../metrics/results/study.ts';
import { html, type Markup } from '../report/markup.ts';
import { numberText, unknown } from '../report/number-text.ts';
import { page, section } from '../report/page.ts';
import { style } from '../report/style.ts';
import { ablationCosts, ablationHeat, ablationPareto } from './ablation-pictures.ts';
import { ablationTables } from './ablation-tables.ts';
import { bibtex } from './citation.ts';
import { asFile, onPage, pictureStyle, type Picture } from './picture.ts';
import {
  studyHeat,
  studyIntervals,
  studyPareto,
  studySensitivity,
  studySurface,
  studyTrail,
} from './study-pictures.ts';
import { studyTables } from './study-tables.ts';
import { ablationSummary, studySummary } from './summary-words.ts';
import { tableAsCsv, tableAsLatex, tableOnPage, type Table } from './table.ts';

/** What stands in a folder of a study or of an ablation, and what cites the software. */
export interface ReportedFolder {
  readonly result:
    | { readonly kind: 'study'; readonly study: StudyResult }
    | { readonly kind: 'ablation'; readonly ablation: AblationResult };
  /** `manifest.json` as it was read: shown, not judged. */
  readonly manifest: Readonly<Record<string, unknown>> | null;
  /** Text of CITATION.cff. */
  readonly citation: string;
}

/** One part of the page: pictures with a heading. */
interface Chapter {
  readonly id: string;
  readonly name: string;
  readonly lead: string;
  readonly pictures: readonly Picture[];
}

/** What both kinds of folder come down to. */
interface Content {
  readonly eyebrow: string;
  readonly name: string;
  readonly about: string;
  readonly summary: string;
  readonly keys: readonly (readonly [string, string])[];
  readonly failures: readonly string[];
  readonly warnings: readonly string[];
  readonly chapters: readonly Chapter[];
  readonly tables: readonly Table[];
  readonly command: string;
  readonly digest: string | null;
  readonly product: { readonly name: string; readonly version: string };
}

/** The share of a value that a study asked its half-widths to be below; null where it asked for none. */
const askedOf = (manifest: ReportedFolder['manifest']): number | null => {
  const study = manifest?.['study'] as { readonly repetition?: { readonly relative?: unknown } } | null | undefined;
  const relative = study?.repetition?.relative;
  return typeof relative === 'number' && Number.isFinite(relative) && relative > 0 ? relative : null;
};

const ofStudy = (result: StudyResult, manifest: ReportedFolder['manifest']): Content => {
  const { study } = result;
  return {
    eyebrow: `metarange study ${study.id}`,
    name: study.name,
    about: study.summary,
    summary: studySummary(result),
    keys: [
      ['scenario', study.scenario],
      ['design', study.design],
      ['replications', study.replications],
      ['runs', numberText(study.runs)],
      ['seed', String(study.seed)],
    ],
    failures: result.failures.map(
      ({ cell, replication, failure }) => `cell ${cell}, replication ${replication}: ${failure}`,
    ),
    warnings: result.warnings,
    chapters: [
      {
        id: 'attacks',
        name: 'Attacks',
        lead: 'Share of attempts that reach their goal, judged on ground truth.',
        pictures: studyHeat(result),
      },
      {
        id: 'surface',
        name: 'Load',
        lead: 'Attack success, latency and goodput come out of the same runs, on one clock.',
        pictures: studySurface(result),
      },
      {
        id: 'pareto',
        name: 'Cost',
        lead: 'What protection costs honest people.',
        pictures: studyPareto(result),
      },
      {
        id: 'sensitivity',
        name: 'Sensitivity',
        lead: 'Which factors matter for which value.',
        pictures: studySensitivity(result),
      },
      {
        id: 'intervals',
        name: 'Intervals',
        lead: 'Each cell beside the baseline, in pairs that share their random numbers.',
        pictures: studyIntervals(result),
      },
      {
        id: 'precision',
        name: 'Precision',
        lead: 'How the intervals narrowed as replications were added.',
        pictures: studyTrail(result, askedOf(manifest)),
      },
    ],
    tables: studyTables(result),
    command: study.command,
    digest: study.digest,
    product: study.product,
  };
};

const ofAblation = (result: AblationResult): Content => {
  const { ablation } = result;
  return {
    eyebrow: 'metarange ablation',
    name: ablation.scenario,
    about: `Which controls of ${ablation.profile} stop which attacks, and what each costs.`,
    summary: ablationSummary(result),
    keys: [
      ['size', ablation.size],
      ['profile', ablation.profile],
      ['replications of a cell', numberText(ablation.replications)],
      ['runs', numberText(ablation.runs)],
      ['seed', String(ablation.seed)],
    ],
    failures: result.failures.map(
      ({ set, attack, replication, failure }) =>
        `${set}, ${attack ?? 'honest play'}, replication ${replication}: ${failure}`,
    ),
    warnings: result.warnings,
    chapters: [
      {
        id: 'attacks',
        name: 'Attacks and controls',
        lead: 'What each set of controls makes of each attack, judged on ground truth.',
        pictures: ablationHeat(result),
      },
      {
        id: 'pareto',
        name: 'Protection and cost',
        lead: 'Which sets protect most for what they cost.',
        pictures: ablationPareto(result),
      },
      {
        id: 'costs',
        name: 'Cost of each control',
        lead: 'What honest people have more or less of with each control.',
        pictures: ablationCosts(result),
      },
    ],
    tables: ablationTables(result),
    command: ablation.command,
    digest: ablation.digest,
    product: ablation.product,
  };
};

/** Names that a hostile result made alike are told apart: they are names of files. */
function withOwnNames<Named extends { readonly name: string }>(named: readonly Named[]): readonly Named[] {
  const seen = new Map<string, number>();
  return named.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name}-${times}` };
  });
}

/** Pictures taller than this, px, are opened by the reader. */
const tall = 1300;

const figure = (picture: Picture): Markup => {
  const drawn = html`<div class="scroll" tabindex="0" role="region" aria-label="Picture: ${picture.title}">${onPage(picture)}</div>`;
  const shown =
    picture.height <= tall
      ? drawn
      : html`<details class="words"><summary>Show this picture, which is long</summary>${drawn}</details>`;
  return html`<figure class="studied"><h3>${picture.title}</h3>${shown}<figcaption>${picture.words} <span class="small">figures/${picture.name}.svg</span></figcaption></figure>`;
};

/** A value of a manifest in words; what is nested deeper stands as JSON. */
const plainText = (value: unknown): string => {
  if (value === null || value === undefined) return unknown;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plainText).join(', ');
  if (typeof value !== 'object') return JSON.stringify(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${typeof one === 'string' ? one : JSON.stringify(one)}`)
    .join(', ');
};

const manifestRows = (manifest: NonNullable<ReportedFolder['manifest']>): readonly (readonly [string, string])[] =>
  Object.entries(manifest)
    .filter(([name]) => name !== 'study' && name !== 'command')
    .map(([name, value]) => [name, plainText(value)]);

const provenance = (content: Content, manifest: ReportedFolder['manifest'], citation: string): Markup => {
  const rows = manifest === null ? [] : manifestRows(manifest);
  const pre = (label: string, text: string, id: string): Markup =>
    html`<pre tabindex="0" role="region" aria-label="${label}"><code id="${id}">${text}</code></pre>`;
  return html`<div class="command">${pre('Command that repeats this', content.command, 'command')}<button type="button" id="copy" hidden>Copy</button><span id="copied" role="status"></span></div>
<p class="lead">SHA-256 over the digests of all runs: <code class="all-digest">${content.digest ?? unknown}</code></p>
${rows.length === 0 ? null : html`<div class="scroll" tabindex="0" role="region" aria-label="Manifest"><table class="plain"><caption>Manifest</caption><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table></div>`}
<h3>Cite it</h3><div class="command">${pre('Citation as BibTeX', citation, 'citation')}</div>`;
};

const ownStyle = `${pictureStyle}
h3{font-size:17px;font-weight:600;margin:0 0 10px}.studied{margin:26px 0 40px}.pic{display:block;height:auto;max-width:none}.all-digest{overflow-wrap:anywhere}
.studied figcaption{max-width:90ch}section>.scroll{margin-top:22px}section h3{margin-top:26px}td,th{min-width:4.5em}
@media (min-width:900px){.pic{max-width:100%}}`;

const header = (content: Content): Markup =>
  html`<header class="top"><p class="eyebrow">${content.eyebrow}</p><h1>${content.name}</h1><p class="verdict">${content.summary}</p><p class="claims-line">${content.about}</p>
<dl class="keys">${[...content.keys, ['digest', content.digest?.slice(0, 16) ?? unknown] as const].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>`;

/** Failures that a page lists one by one. */
const mostFailures = 20;

const readFirst = ({ failures, warnings }: Content): Markup => {
  const failed =
    failures.length === 0
      ? null
      : html`<p class="note">${failures.length} ${failures.length === 1 ? 'run' : 'runs'} gave nothing; every number below is without them.</p><ul class="warning-list">${failures.slice(0, mostFailures).map((text) => html`<li>${text}</li>`)}${failures.length > mostFailures ? html`<li>and ${failures.length - mostFailures} more</li>` : null}</ul>`;
  const warned =
    warnings.length === 0
      ? html`<p class="note">There were no warnings.</p>`
      : html`<ul class="warning-list">${warnings.map((text) => html`<li>${text}</li>`)}</ul>`;
  return html`<section class="warnings" aria-labelledby="warnings-title"><div class="callout"><h2 id="warnings-title">Read first</h2>${failed}${warned}<ol class="read-first"><li>A success is judged on ground truth. Intervals are of 95 %.</li><li>Unknown (hatched, “?”) means that nothing was observed to judge on. It is not 0.</li></ol></div></section>`;
};

/**
 * All files of a report by their names in the folder: the page, figures as SVG, tables as LaTeX and CSV. A pure function of what
 * the folder holds, so the same results give the same bytes.
 */
export function reportFiles({ result, manifest, citation }: ReportedFolder): ReadonlyMap<string, string> {
  const content = result.kind === 'study' ? ofStudy(result.study, manifest) : ofAblation(result.ablation);
  const named = withOwnNames(content.chapters.flatMap(({ pictures }) => pictures));
  let taken = 0;
  const chapters = content.chapters.flatMap((chapter) => {
    const pictures = named.slice(taken, (taken += chapter.pictures.length));
    return pictures.length === 0 ? [] : [{ ...chapter, pictures }];
  });
  const cited = bibtex(
    citation,
    content.product.version,
    `${content.eyebrow} ${content.name}, digest ${content.digest ?? unknown}`,
  );
  const text = page({
    title: `${content.name}: ${content.eyebrow}`,
    style: style + ownStyle,
    sections: [
      ...chapters.map(({ id, name }) => [id, name] as const),
      ...(content.tables.length === 0 ? [] : [['tables', 'Tables'] as const]),
      ['provenance', 'Repeat and cite it'],
    ],
    main: html`${header(content)}${readFirst(content)}
${chapters.map(({ id, name, lead, pictures }) => section(id, name, lead, html`${pictures.map(figure)}`))}
${content.tables.length === 0 ? null : section('tables', 'Tables', 'The numbers behind the pictures, with 95 % intervals; in full beside this page as CSV and LaTeX.', html`${content.tables.map((table) => tableOnPage(table))}`)}
${section('provenance', 'Repeat and cite it', 'The same command on the same version gives the same digest, bit for bit.', provenance(content, manifest, cited))}`,
  });
  return new Map([
    ['report.html', text],
    ...named.map((picture) => [`figures/${picture.name}.svg`, asFile(picture)] as const),
    ...content.tables.flatMap((table) => [
      [`tables/${table.name}.tex`, tableAsLatex(table)] as const,
      [`tables/${table.name}.csv`, tableAsCsv(table)] as const,
    ]),
  ]);
}
