/** What `list` can show. */
export const listings = [
  'scenarios',
  'attacks',
  'attackers',
  'chains',
  'controls',
  'metrics',
  'profiles',
  'studies',
  'costs',
  'coverage',
] as const;
export type Listing = (typeof listings)[number];

/** Forms in which results can be taken elsewhere. */
export const exportForms = ['stix', 'navigator', 'navigator-ics', 'dataset'] as const;
export type ExportForm = (typeof exportForms)[number];

/** What `init` can write. */
export const templates = ['scenario', 'attack', 'control', 'metric', 'study'] as const;
export type Template = (typeof templates)[number];

/** Flags of `run` as they were written; nothing is checked yet beside their spelling. */
export interface RunWords {
  readonly set: readonly string[];
  readonly size: string;
  readonly profile?: string;
  readonly compare?: string;
  readonly without: readonly string[];
  readonly with: readonly string[];
  readonly attack?: string;
  readonly attacker?: string;
  readonly seed: string;
  readonly suite: string;
  readonly replications?: string;
  readonly precision?: string;
  readonly trace?: string;
  readonly costs?: string;
  readonly until?: string;
  readonly store?: string;
  readonly mqtt?: string;
  readonly inspect?: string;
  readonly out?: string;
  readonly facts?: true;
  readonly log?: string;
  readonly json?: true;
}

/** Flags of `ablate` as they were written. */
export interface AblateWords {
  readonly set: readonly string[];
  readonly controls: readonly string[];
  readonly size: string;
  readonly profile: string;
  readonly attack?: string;
  readonly seed: string;
  readonly replications: string;
  readonly out?: string;
  readonly json?: true;
}

/** Flags of `describe` as they were written. */
export interface SceneWords {
  readonly set: readonly string[];
  readonly size: string;
  readonly with: readonly string[];
  readonly seed: string;
  /** True where the flag has no word. */
  readonly nodes?: string | true;
  readonly json?: true;
}

/** Flags of `sweep` as they were written. */
export interface SweepWords {
  readonly set: readonly string[];
  readonly with: readonly string[];
  readonly out?: string;
  readonly workers?: string;
  readonly runTimeout?: string;
  readonly seed?: string;
  readonly replications?: string;
  readonly precision?: string;
  readonly engine?: string;
  readonly shard?: string;
  readonly gather?: true;
  readonly json?: true;
}

/** Flags of `worker` as they were written. */
export interface WorkerWords {
  readonly engine?: string;
  readonly workers?: string;
  readonly runTimeout?: string;
  readonly with: readonly string[];
  readonly lostAfter: string;
  readonly log: string;
}

/** Flags of `calibrate` as they were written. */
export interface CalibrateWords {
  readonly class: string;
  readonly quick?: true;
  readonly out?: string;
  readonly json?: true;
}

/** Flags of `validate` as they were written. */
export interface ValidateWords {
  readonly only: readonly string[];
  readonly worlds?: true;
  readonly quick?: true;
  readonly json?: true;
}

/** Flags of `reproduce` as they were written. */
export interface ReproduceWords {
  readonly only?: string;
  readonly sample?: string;
  readonly with: readonly string[];
  readonly out?: string;
  readonly facts?: true;
  readonly json?: true;
}

/** A command line that is spelt right. */
export type Words =
  | { readonly command: 'help'; readonly text: string }
  | { readonly command: 'list'; readonly what: string; readonly with: readonly string[]; readonly json: boolean }
  | { readonly command: 'init'; readonly what: string; readonly file?: string }
  | {
      readonly command: 'run';
      readonly world: 'virtual' | 'live';
      readonly scenario: string;
      readonly flags: RunWords;
    }
  | { readonly command: 'ablate'; readonly scenario: string; readonly flags: AblateWords }
  | { readonly command: 'describe'; readonly scenario: string; readonly flags: SceneWords }
  | { readonly command: 'sweep'; readonly study: string; readonly flags: SweepWords }
  | { readonly command: 'worker'; readonly flags: WorkerWords }
  | { readonly command: 'query'; readonly folder: string; readonly sql: string; readonly json: boolean }
  | { readonly command: 'calibrate'; readonly flags: CalibrateWords }
  | { readonly command: 'bench'; readonly json: boolean }
  | { readonly command: 'validate'; readonly flags: ValidateWords }
  | { readonly command: 'diff'; readonly one: string; readonly other: string; readonly json: boolean }
  | { readonly command: 'report'; readonly folder: string }
  | { readonly command: 'reproduce'; readonly folder: string; readonly flags: ReproduceWords }
  | {
      readonly command: 'export';
      readonly folder: string;
      readonly as?: string;
      readonly profile?: string;
      readonly out?: string;
    }
  | { readonly command: 'dashboard'; readonly host: string; readonly port: string; readonly log: string };
