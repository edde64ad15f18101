import type { ArmSummary } from '../../metrics/results/summary.ts';
import { literal } from '../../metrics/store/sql.ts';
import type { Duck, Row } from './duck.ts';
import { namesOf, tables, truthPrefix } from './schema.ts';

/** One thing that must be so for labels to be believed, and what was found. */
export interface AuditCheck {
  readonly id: string;
  /** What must be so. */
  readonly holds: string;
  /** How many were looked at: nothing found among none proves nothing. */
  readonly checked: number;
  readonly failed: number;
  /** The first that failed; null where none did. */
  readonly example: Row | null;
  readonly ok: boolean;
  /** Numbers that were found on the way. */
  readonly found?: Row;
}

/** Facts are told apart by time alone where fewer malicious ones than this have a benign one beside them (assumption). */
const leastOverlap = 0.5;
/** Within so many seconds of one run (assumption: the usual time between two reports of a sensor). */
const besideSeconds = 10;

interface Question {
  readonly id: string;
  readonly holds: string;
  /** Rows that were looked at. */
  readonly checked: string;
  /** Rows that fail. */
  readonly failing: string;
}

const attackNames = `(SELECT DISTINCT attack FROM attempts UNION SELECT DISTINCT unnest(attacks) FROM runs)`;

/** A message on its way: the same datum, said as the same kind, between the same two at the same point. */
const journeys = `
  SELECT run, truth_datum, message, place, least(node, peer) AS one, greatest(node, peer) AS other,
    count(*) FILTER (WHERE kind = 'sent' AND NOT truth_malicious) AS honest_sent,
    count(*) FILTER (WHERE kind <> 'sent' AND NOT truth_malicious) AS honest_ended
  FROM every WHERE message IS NOT NULL AND place LIKE 'RP-%' AND kind IN ('sent', 'delivered', 'refused', 'dropped')
  GROUP BY ALL HAVING count(*) FILTER (WHERE kind = 'sent' AND truth_malicious) > 0`;

/** What a node says at the moment at which something labelled reached it: back to whoever sent it, or about the same subject. */
const answers = `
  SELECT s.* FROM every d JOIN every s ON s.run = d.run AND s.node = d.node AND s.at_ns = d.at_ns AND s.fact > d.fact
  WHERE d.kind = 'delivered' AND d.truth_malicious AND s.kind = 'sent' AND (s.peer = d.peer OR s.subject = d.subject)`;

const textColumns = ['kind', 'place', 'message', 'data_class', 'detail', 'reason'];

/** What an attempt has as its first step before it has named any. */
const beforeSteps = 'begin';

const attemptsThatDid = `
  SELECT run, attack, attempt FROM attempts a WHERE acts > 0 OR EXISTS (SELECT 1 FROM steps s
    WHERE s.run = a.run AND s.attack = a.attack AND s.attempt = a.attempt AND s.step <> '${beforeSteps}')`;

const questions: readonly Question[] = [
  {
    id: 'whole',
    holds: 'every run has its line, and all its facts from the first on',
    checked: 'SELECT DISTINCT run FROM every',
    failing: `SELECT run, count(*) AS facts, max(fact) + 1 AS numbered FROM every GROUP BY run
      HAVING run IS NULL OR count(*) <> max(fact) + 1 OR min(fact) <> 0`,
  },
  {
    id: 'attempt-exists',
    holds: 'the label of every fact is that of a step of an attempt of its run',
    checked: 'SELECT fact FROM every WHERE truth_malicious',
    failing: `SELECT run, fact, truth_step_label FROM every e WHERE truth_malicious
      AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.run = e.run AND s.label = e.truth_step_label)`,
  },
  {
    id: 'never-before',
    holds: 'nothing descends from a step that had not begun',
    checked: 'SELECT fact FROM every WHERE truth_malicious',
    failing: `SELECT e.run, e.fact, e.at_ns, s.at_ns AS begun_ns FROM every e
      JOIN steps s ON s.run = e.run AND s.label = e.truth_step_label WHERE e.at_ns < greatest(s.at_ns, s.start_ns)`,
  },
  {
    id: 'steps-on-record',
    holds: 'every step that an attacker began has one fact, at its moment',
    checked: `SELECT label FROM steps WHERE step <> '${beforeSteps}'`,
    failing: `SELECT s.run, s.attack, s.attempt, s.step, count(e.fact) AS facts FROM steps s LEFT JOIN every e ON e.run = s.run
      AND e.truth_step_label = s.label AND e.kind = 'stepped' AND e.at_ns = s.at_ns WHERE s.step <> '${beforeSteps}' GROUP BY ALL HAVING count(e.fact) <> 1`,
  },
  {
    id: 'attempts-leave-facts',
    holds: 'every attempt that did anything has facts that are labelled with it',
    checked: attemptsThatDid,
    failing: `SELECT run, attack, attempt FROM (${attemptsThatDid}) a WHERE NOT EXISTS (SELECT 1 FROM every e
      WHERE e.run = a.run AND e.truth_label = a.attack AND e.truth_attempt = a.attempt)`,
  },
  {
    id: 'honest-runs',
    holds: 'in a run in which nobody attacks nothing is labelled, and no datum is false',
    checked: 'SELECT number FROM runs WHERE len(attacks) = 0',
    failing: `SELECT e.run, e.fact, e.truth_label FROM every e JOIN runs r ON r.number = e.run
      WHERE len(r.attacks) = 0 AND (truth_malicious OR truth_forged OR truth_altered OR truth_replayed OR truth_hostile OR truth_taken)`,
  },
  {
    id: 'own-attacks',
    holds: 'facts are labelled with attacks that run there, and with none else',
    checked: 'SELECT DISTINCT run, truth_label FROM every WHERE truth_malicious',
    failing: `SELECT e.run, e.truth_label FROM (SELECT DISTINCT run, truth_label FROM every WHERE truth_malicious) e
      JOIN runs r ON r.number = e.run WHERE NOT list_contains(r.attacks, e.truth_label)`,
  },
  {
    id: 'messages-keep-labels',
    holds: 'a message that was sent with a label is delivered, refused or dropped with one',
    checked: journeys,
    failing: `SELECT * FROM (${journeys}) WHERE honest_ended > honest_sent`,
  },
  {
    id: 'answers-keep-labels',
    holds: 'what a node says at once to something labelled is labelled',
    checked: answers,
    failing: `SELECT run, fact, node, message FROM (${answers}) WHERE NOT truth_malicious`,
  },
  {
    id: 'flows-agree',
    holds: 'a flow is malicious where a fact in it is, and each of them is in one flow',
    checked: 'SELECT run FROM flows',
    failing: `SELECT * FROM (SELECT run, count(*) AS facts FROM every WHERE seen AND truth_malicious AND place LIKE 'RP-%'
        AND peer IS NOT NULL AND kind IN ('sent', 'delivered', 'refused', 'dropped', 'opened', 'not-opened') GROUP BY run) e
      FULL JOIN (SELECT run AS flow_run, sum(truth_facts) AS in_flows FROM flows WHERE truth_malicious GROUP BY run) f ON f.flow_run = e.run
      WHERE facts IS DISTINCT FROM in_flows
      UNION ALL SELECT run, 0, run, truth_facts FROM flows WHERE truth_malicious <> (truth_label <> 'benign')`,
  },
  {
    id: 'features-name-no-attack',
    holds: 'no value of a feature is the name of an attack, or says that it was an attacker',
    checked: `SELECT DISTINCT ${textColumns.join(', ')} FROM every WHERE seen`,
    failing: `SELECT DISTINCT ${textColumns.join(', ')} FROM every WHERE seen AND list_has_any(
      [${textColumns.join(', ')}], (SELECT list(attack) || ['attacker'] FROM ${attackNames} AS named(attack)))`,
  },
];

const ask = async (duck: Duck, { id, holds, checked, failing }: Question): Promise<AuditCheck> => {
  const [count] = await duck.rows(`SELECT count(*) AS n FROM (${checked})`);
  const [failed] = await duck.rows(`SELECT count(*) AS n FROM (${failing})`);
  const bad = Number(failed!['n']);
  const [example = null] = bad === 0 ? [] : await duck.rows(`SELECT * FROM (${failing}) LIMIT 1`);
  return { id, holds, checked: Number(count!['n']), failed: bad, example, ok: bad === 0 };
};

/** Attempts by arm and attack, as the facts' runs tell of them and as the summary does. */
async function totals(duck: Duck, arms: readonly ArmSummary[]): Promise<AuditCheck> {
  const told = await duck.rows(`SELECT profile, attack, count(end_ns) AS ended, count(*) - count(end_ns) AS running
    FROM attempts GROUP BY ALL ORDER BY ALL`);
  const ofArms = arms.flatMap(({ profile, attacks }) => attacks.map((attack) => ({ profile, ...attack })));
  const wrong: Row[] = [];
  for (const { profile, id, attempts, unfinished } of ofArms) {
    const row = told.find((one) => one['profile'] === profile && one['attack'] === id);
    const ended = Number(row?.['ended'] ?? 0);
    const running = Number(row?.['running'] ?? 0);
    if (ended !== attempts || (unfinished !== undefined && running !== unfinished))
      wrong.push({ profile, attack: id, ended, running, attempts, unfinished: unfinished ?? null });
  }
  for (const { profile, attack, ended } of told)
    if (!ofArms.some((one) => one.profile === profile && one.id === attack))
      wrong.push({ profile: profile!, attack: attack!, ended: Number(ended), attempts: null });
  return {
    id: 'totals',
    holds: 'attempts are as many as the summary says',
    checked: ofArms.length,
    failed: wrong.length,
    example: wrong[0] ?? null,
    ok: wrong.length === 0,
  };
}

/** An attack that the summary saw at work must have facts beside the steps that it began. */
async function attacksLeaveFacts(duck: Duck, arms: readonly ArmSummary[]): Promise<AuditCheck> {
  const labelled = await duck.rows(
    `SELECT DISTINCT profile, truth_label FROM every WHERE truth_malicious AND kind <> 'stepped'`,
  );
  const ofArms = arms.flatMap(({ profile, attacks }) => attacks.map((attack) => ({ profile, ...attack })));
  const silent = ofArms.filter(
    ({ profile, id }) => !labelled.some((row) => row['profile'] === profile && row['truth_label'] === id),
  );
  const wrong = silent.filter((attack) => attack.successes > 0 || attack.detected > 0 || attack.violations.length > 0);
  const example = wrong[0] === undefined ? null : { profile: wrong[0].profile, attack: wrong[0].id };
  return {
    id: 'attacks-leave-facts',
    holds: 'every attack that succeeded, was noticed or violated anything has labelled facts beside its steps',
    checked: ofArms.length,
    failed: wrong.length,
    example,
    ok: wrong.length === 0,
    // They listened, or got nowhere.
    found: { onlySteps: silent.map(({ profile, id }) => `${profile} ${id}`).join(', ') },
  };
}

/** Whether the clock gives labels away: malicious and benign facts must stand side by side in time. */
async function timeTellsNothing(duck: Duck): Promise<AuditCheck> {
  const [found] = await duck.rows(`
    SELECT coalesce(sum(bad), 0)::DOUBLE AS malicious, coalesce(sum(bad) FILTER (WHERE good > 0), 0)::DOUBLE AS beside_benign,
      coalesce(sum(good) FILTER (WHERE bad > 0), 0)::DOUBLE AS benign_beside
    FROM (SELECT count(*) FILTER (WHERE truth_malicious) AS bad, count(*) FILTER (WHERE NOT truth_malicious) AS good
      FROM every WHERE seen GROUP BY run, at_ns // ${besideSeconds}000000000)`);
  const [malicious, beside, benign] = ['malicious', 'beside_benign', 'benign_beside'].map((name) =>
    Number(found![name]),
  ) as [number, number, number];
  const overlap = malicious === 0 ? null : beside / malicious;
  return {
    id: 'time-tells-nothing',
    holds: `at least ${leastOverlap * 100} % of malicious facts have a benign one in the same ${besideSeconds} s of their run`,
    checked: malicious,
    failed: malicious - beside,
    example: null,
    ok: overlap === null || overlap >= leastOverlap,
    found: {
      overlap,
      // What labels by time would be worth: precision of calling malicious all that happens while an attack does.
      precisionOfLabelsByTime: malicious === 0 ? null : malicious / (malicious + benign),
    },
  };
}

/** Truth stands in columns of its own, by name, in every file. */
async function truthApart(duck: Duck): Promise<AuditCheck> {
  const wrong: Row[] = [];
  let checked = 0;
  for (const [table, { columns }] of Object.entries(tables)) {
    for (const use of ['feature', 'identifier', 'truth'] as const) {
      for (const name of namesOf(columns, use)) {
        checked++;
        if (name.startsWith(truthPrefix) !== (use === 'truth')) wrong.push({ table, column: name, use });
      }
    }
  }
  for (const [view, table] of [
    ['every', 'facts'],
    ['flows', 'flows'],
  ] as const) {
    const known = tables[table].columns.map(({ name }) => name);
    for (const { column_name: column } of await duck.rows(`SELECT column_name FROM (DESCRIBE ${view})`))
      if (!known.includes(String(column)) && column !== 'seen') wrong.push({ table, column: column!, use: 'none' });
  }
  return {
    id: 'truth-apart',
    holds: `columns of truth, and no others, begin with ${literal(truthPrefix)}`,
    checked,
    failed: wrong.length,
    example: wrong[0] ?? null,
    ok: wrong.length === 0,
  };
}

/** Looks at everything that labels must fulfil. */
export async function auditLabels(duck: Duck, arms: readonly ArmSummary[]): Promise<readonly AuditCheck[]> {
  const checks: AuditCheck[] = [];
  for (const question of questions) checks.push(await ask(duck, question));
  return [
    ...checks,
    await attacksLeaveFacts(duck, arms),
    await totals(duck, arms),
    await timeTellsNothing(duck),
    await truthApart(duck),
  ];
}
