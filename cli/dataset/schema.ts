/** What a column is for: to learn from, to group and to find rows by, or ground truth, which nobody in a run could know. */
export type Use = 'feature' | 'identifier' | 'truth';

/** A column of a table of the data set. */
export interface Column {
  readonly name: string;
  /** Type in Parquet, in the words of SQL. */
  readonly type: 'BIGINT' | 'INTEGER' | 'DOUBLE' | 'VARCHAR' | 'BOOLEAN';
  readonly use: Use;
  readonly meaning: string;
  readonly unit?: string;
}

/** Version of the tables and of `schema.json`: raised when a column changes its meaning or goes. */
export const datasetVersion = 1;

/** How every column of ground truth begins: whoever leaves these out trains on none of it. */
export const truthPrefix = 'truth_';

/** Length of the windows in which flows are counted, s (assumption: some reports of a sensor fall into one; exporters of flows use 60 s). */
export const windowSeconds = 30;

const column = (name: string, type: Column['type'], use: Use, meaning: string, unit?: string): Column => ({
  name,
  type,
  use,
  meaning,
  ...(unit === undefined ? {} : { unit }),
});

const runColumns: readonly Column[] = [
  column('run', 'INTEGER', 'identifier', 'number of the run, from 1: rows of runs.csv'),
  column(
    'replication',
    'INTEGER',
    'identifier',
    'runs of one replication share random numbers: split into training and test by this, never by row or run',
  ),
  column('profile', 'VARCHAR', 'identifier', 'which controls stand where'),
];

const label = 'id of the attack that it descends from, or benign';
const labelColumns: readonly Column[] = [
  column('truth_label', 'VARCHAR', 'truth', label),
  column('truth_malicious', 'BOOLEAN', 'truth', 'whether it descends from an attack'),
];

/** Columns of `facts` and `truth-facts`. */
export const factColumns: readonly Column[] = [
  ...runColumns,
  column('fact', 'BIGINT', 'identifier', 'number of the fact in its run, from 0, in the order of the digest'),
  column('at_ns', 'BIGINT', 'identifier', 'time in the run', 'ns'),
  column('kind', 'VARCHAR', 'feature', 'what happened'),
  column('place', 'VARCHAR', 'feature', 'reference point, or inner point of a component'),
  column('node', 'INTEGER', 'identifier', 'address at which it happened'),
  column('peer', 'INTEGER', 'identifier', 'the other address; empty for none'),
  column('subject', 'INTEGER', 'identifier', 'whom the message says it is about; empty for nobody'),
  column('message', 'VARCHAR', 'feature', 'kind of message; empty for what is none, such as the opening of a channel'),
  column('data_class', 'VARCHAR', 'feature', 'class of data that the message declares'),
  column(
    'detail',
    'VARCHAR',
    'feature',
    'refused, not-opened, alarmed, released: control; dropped: why, as far as its ends can tell; used: purpose; finished: operation; acted: quantity',
  ),
  column('reason', 'VARCHAR', 'feature', 'refused, not-opened: why'),
  column(
    'outcome',
    'INTEGER',
    'feature',
    'finished: 1 done; used, acted: 1; released: epsilon in thousandths; alarmed: number of the reason; else 0 or the number of reason',
  ),
  column(
    'size_bytes',
    'INTEGER',
    'feature',
    'on the wire, with what controls add; empty for what is no message',
    'byte',
  ),
  ...labelColumns,
  column('truth_attempt', 'INTEGER', 'truth', 'which attempt of that attack in its run, from 1; empty for benign'),
  column('truth_step', 'VARCHAR', 'truth', 'step of the attempt; empty for benign'),
  column('truth_step_label', 'INTEGER', 'truth', 'number of that step in its run; 0 for benign'),
  column('truth_datum', 'VARCHAR', 'truth', 'origin/counter: which datum it really is, whatever it says'),
  column('truth_forged', 'BOOLEAN', 'truth', 'an attacker invented the datum'),
  column('truth_altered', 'BOOLEAN', 'truth', 'an attacker put another content into it'),
  column('truth_replayed', 'BOOLEAN', 'truth', 'an attacker delivers it again'),
  column('truth_wrong', 'BOOLEAN', 'truth', 'a result that no honest computation gives'),
  column('truth_hostile', 'BOOLEAN', 'truth', 'an attacker’s own wish, through an account that it controls'),
  column('truth_taken', 'BOOLEAN', 'truth', 'it was an attacker who dropped it'),
];

const counted = (name: string, meaning: string): Column => column(name, 'BIGINT', 'feature', meaning);

/** Columns of `flows`. */
export const flowColumns: readonly Column[] = [
  ...runColumns,
  column('window', 'INTEGER', 'identifier', `number of the window of ${windowSeconds} s in the run, from 0`),
  column('place', 'VARCHAR', 'feature', 'reference point'),
  column('from_node', 'INTEGER', 'identifier', 'address that sends'),
  column('to_node', 'INTEGER', 'identifier', 'address that it is sent to'),
  column(
    'from_role',
    'VARCHAR',
    'feature',
    'role of that address in the inventory; stranger where it is not in it, which here is always an attacker’s: a shortcut',
  ),
  column('to_role', 'VARCHAR', 'feature', 'the same of the other end'),
  column('first_ns', 'BIGINT', 'identifier', 'first seen in the window', 'ns'),
  column('last_ns', 'BIGINT', 'identifier', 'last seen in the window', 'ns'),
  column('duration_ns', 'BIGINT', 'feature', 'last_ns - first_ns', 'ns'),
  counted('messages', 'messages sent'),
  counted('bytes', 'of them on the wire'),
  counted('delivered', 'messages delivered'),
  counted('refused', 'messages that a control refused'),
  counted('dropped', 'messages lost'),
  counted('opened', 'channels opened'),
  counted('not_opened', 'channels that did not open, and packets of handshakes that were refused or dropped'),
  counted('kinds', 'different kinds of message'),
  column('mean_bytes', 'DOUBLE', 'feature', 'bytes / messages; empty without a message', 'byte'),
  column(
    'mean_interarrival_ns',
    'DOUBLE',
    'feature',
    '(last sent - first sent) / (messages - 1); empty below two messages',
    'ns',
  ),
  column('truth_label', 'VARCHAR', 'truth', `${label}; several with + between`),
  column('truth_malicious', 'BOOLEAN', 'truth', 'whether anything in it descends from an attack'),
  column('truth_attempt', 'INTEGER', 'truth', 'first attempt that anything in it descends from; empty for benign'),
  column('truth_step', 'VARCHAR', 'truth', 'steps that it descends from, with + between; empty for benign'),
  column('truth_facts', 'BIGINT', 'truth', 'facts in it that descend from an attack'),
];

/** Columns of `runs.csv`. */
export const runTableColumns: readonly Column[] = [
  ...runColumns,
  column('seed', 'BIGINT', 'identifier', 'seed of its random streams'),
  column('facts', 'BIGINT', 'identifier', 'facts in it'),
  column('digest', 'VARCHAR', 'identifier', 'SHA-256 over all of them; empty for a live run'),
  column('truth_attacks', 'VARCHAR', 'truth', 'attacks that ran, with + between; empty for an honest run'),
  column('truth_attempts', 'INTEGER', 'truth', 'attempts that began'),
];

/** Tables of the data set by the name of their file without its ending. */
export const tables = {
  facts: { columns: factColumns, files: ['facts.parquet', 'facts.jsonl'], holds: 'what a defender could see' },
  'truth-facts': {
    columns: factColumns,
    files: ['truth-facts.parquet'],
    holds:
      'what no defender sees: which step an attacker began, what happened in its machine or hands, who learned and inferred what',
  },
  flows: { columns: flowColumns, files: ['flows.parquet', 'flows.csv'], holds: 'facts by ends, point and window' },
  runs: { columns: runTableColumns, files: ['runs.csv'], holds: 'one row for each run' },
} as const;

/** The document `schema.json`. */
export const schemaDocument = (): object => ({ datasetVersion, truthPrefix, windowSeconds, tables });

/** Names of the columns of one use. */
export const namesOf = (columns: readonly Column[], use: Use): readonly string[] =>
  columns.filter((one) => one.use === use).map(({ name }) => name);
