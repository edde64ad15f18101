import { join } from 'node:path';
import { literal } from '../../metrics/store/sql.ts';
import { linesOf } from '../lines-of.ts';
import type { Duck } from './duck.ts';
import { pathLiteral } from './duck.ts';
import { factColumns, flowColumns, runTableColumns, windowSeconds } from './schema.ts';
import type { Column } from './schema.ts';

/**
 * Kinds of fact that no defender sees: what an attacker did to a message in its hands, who learned, guessed or inferred what, what a
 * node kept against its word, what code it runs, which step an attacker began.
 */
const hiddenKinds = ['tampered', 'disclosed', 'guessed', 'inferred', 'retained', 'booted', 'stepped'] as const;

/** Losses that both ends see alike: a message that was sent and did not come. */
const silentLosses = ['link', 'attacker'] as const;

const listed = (words: readonly string[]): string => words.map(literal).join(', ');

const selected = (columns: readonly Column[]): string => columns.map(({ name }) => `"${name}"`).join(', ');

const typed = (columns: readonly Column[], from: Readonly<Record<string, string>>): string =>
  columns.map(({ name, type }) => `CAST(${from[name] ?? `"${name}"`} AS ${type}) AS "${name}"`).join(',\n  ');

/** Nanoseconds are whole; in a live run the clock may say otherwise. */
const wholeNs = (value: string): string => `CAST(round(${value}) AS BIGINT)`;

/** Reads what the labels and nodes of runs stand for into the tables `runs`, `populations`, `attempts` and `steps`. */
async function readRuns(duck: Duck, folder: string): Promise<void> {
  // A run of many attempts has a long line, and the reader takes room for the longest twice.
  let longest = 1 << 20;
  for (const line of linesOf(join(folder, 'runs.jsonl'))) longest = Math.max(longest, 4 * line.length);
  await duck.run(`
    CREATE TEMP TABLE runs AS SELECT CAST(row_number() OVER () AS INTEGER) AS number, * FROM read_json(
      ${pathLiteral(join(folder, 'runs.jsonl'))}, format = 'newline_delimited', maximum_object_size = ${longest}, columns = {
        run: 'VARCHAR', profile: 'VARCHAR', attacks: 'VARCHAR[]', replication: 'INTEGER', seed: 'BIGINT', digest: 'VARCHAR',
        nodes: 'INTEGER', populations: 'STRUCT(role VARCHAR, party VARCHAR, first INTEGER, count INTEGER)[]',
        attempts: 'STRUCT(attack VARCHAR, number INTEGER, "startNs" DOUBLE, "endNs" DOUBLE, acts BIGINT,
          steps STRUCT(label INTEGER, name VARCHAR, "atNs" DOUBLE)[])[]'})`);
  await duck.run(`
    CREATE TEMP TABLE populations AS SELECT number AS run, p.role, p.first, p.first + p.count - 1 AS last
    FROM (SELECT number, unnest(populations) AS p FROM runs)`);
  await duck.run(`
    CREATE TEMP TABLE attempts AS SELECT number AS run, profile, replication, a.attack, a.number AS attempt,
      ${wholeNs('a.startNs')} AS start_ns, ${wholeNs('a.endNs')} AS end_ns, a.acts, a.steps
    FROM (SELECT number, profile, replication, unnest(attempts) AS a FROM runs)`);
  await duck.run(`
    CREATE TEMP TABLE steps AS SELECT run, attack, attempt, start_ns, s.label, s.name AS step, ${wholeNs('s.atNs')} AS at_ns
    FROM (SELECT run, attack, attempt, start_ns, unnest(steps) AS s FROM attempts)`);
}

/** Reads the facts of a results folder, once, into a file of its own with the labels in words: the view `every`. */
async function readFacts(duck: Duck, folder: string, into: string): Promise<void> {
  const from: Readonly<Record<string, string>> = {
    run: 'r.number',
    replication: 'r.replication',
    profile: 'r.profile',
    at_ns: 'round(f.atNs)',
    peer: 'nullif(f.peer, -1)',
    subject: 'nullif(f.subject, -1)',
    data_class: 'f.dataClass',
    detail: `CASE WHEN f.kind = 'dropped' AND f.detail IN (${listed(silentLosses)}) THEN 'lost' ELSE f.detail END`,
    size_bytes: 'f.sizeBytes',
    truth_label: `CASE WHEN f.label = 0 THEN 'benign' ELSE coalesce(s.attack, 'unknown') END`,
    truth_malicious: 'f.label <> 0',
    truth_attempt: 's.attempt',
    truth_step: 's.step',
    truth_step_label: 'f.label',
    truth_datum: `nullif(f.datum, '-1/0')`,
    ...Object.fromEntries(
      ['forged', 'altered', 'replayed', 'wrong', 'hostile'].map((word) => [
        `truth_${word}`,
        `coalesce(f.truth.${word}, false)`,
      ]),
    ),
    truth_taken: `f.kind = 'dropped' AND coalesce(f.detail = 'attacker', false)`,
  };
  await duck.run(`
    COPY (SELECT ${typed(factColumns, from)},
      -- An attacker's own machine has no defender; what it sends is seen on the wire.
      NOT (f.kind IN (${listed(hiddenKinds)}) OR (f.node >= r.nodes AND f.kind <> 'sent')) AS seen
    FROM (SELECT *, coalesce(truth.label, 0) AS label FROM read_json(
      ${pathLiteral(join(folder, 'facts.jsonl'))}, format = 'newline_delimited', columns = {
        run: 'VARCHAR', fact: 'BIGINT', "atNs": 'DOUBLE', kind: 'VARCHAR', place: 'VARCHAR', node: 'INTEGER', peer: 'INTEGER',
        datum: 'VARCHAR', subject: 'INTEGER', message: 'VARCHAR', "dataClass": 'VARCHAR', detail: 'VARCHAR', reason: 'VARCHAR',
        outcome: 'INTEGER', "sizeBytes": 'DOUBLE',
        truth: 'STRUCT(label INTEGER, forged BOOLEAN, altered BOOLEAN, replayed BOOLEAN, wrong BOOLEAN, hostile BOOLEAN)'})) f
    LEFT JOIN runs r ON r.run = f.run
    LEFT JOIN steps s ON s.run = r.number AND s.label = f.label
    ORDER BY r.number, f.fact) TO ${literal(into)} (FORMAT parquet)`);
  await duck.run(`CREATE TEMP VIEW every AS SELECT * FROM read_parquet(${pathLiteral(into)})`);
}

const roleAt = (node: string): string =>
  `coalesce((SELECT p.role FROM populations p WHERE p.run = g.run AND g.${node} BETWEEN p.first AND p.last LIMIT 1), 'stranger')`;

const words = (column: string): string =>
  `string_agg(DISTINCT ${column}, '+' ORDER BY ${column}) FILTER (WHERE truth_malicious)`;

/** Counts the flows: the table `flows`. What is sent is counted at whoever sends, what becomes of it at whom it reaches. */
async function countFlows(duck: Duck): Promise<void> {
  const sent = `FILTER (WHERE kind = 'sent')`;
  const count = (condition: string): string => `count(*) FILTER (WHERE ${condition})`;
  // Whoever opens a channel, sends a message or loses one says so itself; all else is said at the other end.
  const bySender = `kind IN ('sent', 'opened', 'not-opened') OR (kind = 'dropped' AND message IS NOT NULL)`;
  await duck.run(`
    CREATE TEMP TABLE flows AS SELECT ${typed(flowColumns, {
      from_role: roleAt('from_node'),
      to_role: roleAt('to_node'),
      duration_ns: 'last_ns - first_ns',
      mean_bytes: 'bytes / nullif(messages, 0)',
      mean_interarrival_ns: '(last_sent - first_sent) / nullif(greatest(messages - 1, 0), 0)',
    })}
    FROM (SELECT run, replication, profile, CAST(at_ns // ${windowSeconds}000000000 AS INTEGER) AS "window", place, from_node, to_node,
        min(at_ns) AS first_ns, max(at_ns) AS last_ns, min(at_ns) ${sent} AS first_sent, max(at_ns) ${sent} AS last_sent,
        count(*) ${sent} AS messages, coalesce(sum(size_bytes) ${sent}, 0) AS bytes,
        ${count(`kind = 'delivered'`)} AS delivered, ${count(`kind = 'refused' AND message IS NOT NULL`)} AS refused,
        ${count(`kind = 'dropped' AND message IS NOT NULL`)} AS dropped, ${count(`kind = 'opened'`)} AS opened,
        ${count(`kind = 'not-opened' OR (kind IN ('refused', 'dropped') AND message IS NULL)`)} AS not_opened, count(DISTINCT message) AS kinds,
        coalesce(${words('truth_label')}, 'benign') AS truth_label, bool_or(truth_malicious) AS truth_malicious,
        min(truth_attempt) AS truth_attempt, ${words('truth_step')} AS truth_step,
        ${count('truth_malicious')} AS truth_facts
      FROM (SELECT *, CASE WHEN ${bySender} THEN node ELSE peer END AS from_node, CASE WHEN ${bySender} THEN peer ELSE node END AS to_node
        FROM every WHERE seen AND place LIKE 'RP-%' AND peer IS NOT NULL
          AND kind IN ('sent', 'delivered', 'refused', 'dropped', 'opened', 'not-opened'))
      GROUP BY ALL) g
    ORDER BY run, "window", place, from_node, to_node`);
}

/** Reads a results folder into the views and tables from which a data set is audited and written. */
export async function readTables(duck: Duck, folder: string, scratch: string): Promise<void> {
  await readRuns(duck, folder);
  await readFacts(duck, folder, join(scratch, 'every.parquet'));
  await countFlows(duck);
}

/** Writes the tables of the data set into a folder. */
export async function writeTables(duck: Duck, folder: string): Promise<void> {
  const copy = (query: string, file: string): Promise<void> => {
    const [, ending] = file.split('.');
    const form = { parquet: 'FORMAT parquet, COMPRESSION zstd', jsonl: 'FORMAT json', csv: 'FORMAT csv, HEADER' }[
      ending!
    ]!;
    return duck.run(`COPY (${query}) TO ${literal(join(folder, file))} (${form})`);
  };
  const facts = (seen: string): string => `SELECT ${selected(factColumns)} FROM every WHERE ${seen}`;
  await copy(facts('seen'), 'facts.parquet');
  await copy(facts('seen'), 'facts.jsonl');
  await copy(facts('NOT seen'), 'truth-facts.parquet');
  await copy('FROM flows', 'flows.parquet');
  await copy('FROM flows', 'flows.csv');
  await copy(
    `SELECT ${typed(runTableColumns, {
      run: 'r.number',
      facts: 'c.facts',
      truth_attacks: `array_to_string(r.attacks, '+')`,
      truth_attempts: 'len(r.attempts)',
    })} FROM runs r JOIN (SELECT run, count(*) AS facts FROM every GROUP BY run) c ON c.run = r.number ORDER BY r.number`,
    'runs.csv',
  );
}
