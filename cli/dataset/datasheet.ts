import type { Manifest } from '../../metrics/results/summary.ts';
import type { AuditCheck } from './audit.ts';
import type { Entry, Row } from './duck.ts';
import { tables, windowSeconds } from './schema.ts';
import type { Column } from './schema.ts';

/** What the datasheet tells of a data set beside its schema. */
export interface DatasetTold {
  readonly manifest: Manifest;
  /** Digest of each arm by its profile; null for a live one. */
  readonly digests: readonly (readonly [string, string | null])[];
  readonly audit: readonly AuditCheck[];
  /** Facts and flows by label: `label`, `runs`, `facts`, `hidden`, `flows`. */
  readonly counts: readonly Row[];
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const entryText = (value: Entry | undefined): string => String(value ?? '');

const columnTable = (columns: readonly Column[]): string =>
  table(
    ['column', 'use', 'type', 'unit', 'meaning'],
    columns.map(({ name, use, type, unit, meaning }) => [`\`${name}\``, use, type, unit ?? '', meaning]),
  );

const percent = (share: unknown): string => (typeof share === 'number' ? `${(share * 100).toFixed(1)} %` : 'unknown');

const time = (audit: readonly AuditCheck[]): string => {
  const found = audit.find(({ id }) => id === 'time-tells-nothing')?.found;
  return `- Of the malicious facts ${percent(found?.['overlap'])} have a benign one within the same ten seconds. Labels by time window would have
  been right for ${percent(found?.['precisionOfLabelsByTime'])} of the facts that they call malicious.`;
};

/** The datasheet of a data set, after the questions of Gebru et al., Datasheets for Datasets (2021). */
export const datasheet = ({
  manifest,
  digests,
  audit,
  counts,
}: DatasetTold): string => `# Data set: ${manifest.scenario}, ${manifest.profile}

Made by \`metarange export --as dataset\`, ${manifest.product.name} ${manifest.product.version}. This page follows Gebru et al., Datasheets for Datasets (Commun. ACM 64, 2021).

**Train on no column whose name begins with \`truth_\`, and split by \`replication\`.**

## Motivation

For research into intrusion detection where devices, metaverse platforms and outside providers exchange data. Labels say what caused a
fact, not what happened at the same time: they come from the simulation's own record of what each attack step led to.

## Composition

${table(
  ['truth_label', 'runs', 'facts', 'of them only in truth-facts', 'flows'],
  counts.map((row) => ['label', 'runs', 'facts', 'hidden', 'flows'].map((name) => entryText(row[name]))),
)}

${Object.values(tables)
  .map(({ files, holds }) => `- ${files.map((file) => `\`${file}\``).join(', ')}: ${holds}.`)
  .join('\n')}
- \`schema.json\`: all columns, with a version. \`audit.json\`: what was checked of the labels. \`detector.py\`: a baseline to begin with.
- A flow is what goes from one address to another at one reference point within ${windowSeconds} s. It is malicious where anything in it is; \`truth_facts\` says
  how much. Addresses of honest nodes are in it too, where attackers speak in their name or through them.
- The runs of one replication share random numbers, so that their honest traffic is nearly the same. Train and test on different
  replications, or a model learns its test set by heart.
- Nothing tells of real people: persons are simulated, their names are invented.

## Collection

\`${manifest.command}\`

${table(
  ['', ''],
  [
    ['scenario', manifest.scenario],
    [
      'parameters',
      Object.entries(manifest.parameters)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    ],
    [
      'profiles',
      `${manifest.profile}${manifest.without.length === 0 ? '' : ` without ${manifest.without.join(', ')}`}`,
    ],
    ['attacks', manifest.attacks.join(', ') || 'none'],
    ['seed, replications', `${manifest.seed}, ${manifest.replications}`],
    ['world, suite', `${manifest.world}, ${manifest.suite}`],
    ...digests.map(([profile, digest]) => [`digest, ${profile}`, digest ?? 'none: a live run']),
  ],
)}

The same command gives the same facts, to the digest, on any machine${manifest.world === 'live' ? '; this run was live, which never comes again the same' : ''}.

## Labels

- A label is the attack step that a fact descends from: by message, through relays, stores and results computed from it.
- \`truth_label\` is the attack, \`truth_attempt\` counts its attempts in a run, \`truth_step\` names the step, \`truth_malicious\` says whether there is any.
- What a person or node does because it was attacked, but not with an attacker's datum, is benign: a retry, a longer queue.
${time(audit)}

${table(
  ['audit', 'looked at', 'failed'],
  audit.map(({ holds, checked, failed }) => [holds, String(checked), String(failed)]),
)}

## Recommended uses

Detectors on flows or facts, with or without labels in training; how well a detector carries over from one profile, attack or scenario to
another; how much of an attack is seen at which reference point.

## Limits

- Traffic is simulated. Timing and sizes follow the range's sources and assumptions, not a recording; there are no packets and no payloads.
- \`size_bytes\` is the message with what controls add, without headers of IP, TCP or UDP.
- Attackers' share of the traffic is that of the scenario, far above that of a network in use: correct for the base rate.
- Addresses, \`run\` and times are identifiers: a model that learns them knows nothing. Only attackers are strangers to the inventory here, so that
  \`from_role\` and \`to_role\` give some of them away.
- \`alarmed\` and \`refused\` facts come from the range's own controls: under profiles that have them a detector competes with, or copies, those.
- What attacks do without a message (listening, inferring) is in \`truth-facts\` only: a detector on facts or flows cannot find it.

## Licence

The data set is its maker's own. The range that made it is under Apache-2.0, which puts no condition on what it puts out.

## Columns

${Object.entries(tables)
  .filter(([name]) => name !== 'truth-facts')
  .map(([name, { columns }]) => `### ${name}\n\n${columnTable(columns)}`)
  .join('\n\n')}
`;
