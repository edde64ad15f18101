import type { FeedHeading, FeedOutcome, Frame } from '../../metrics/results/feed.ts';

/** What a server and a page say to each other over their socket: JSON, one message a frame. */

/** Name of the protocol, as the socket offers it. */
export const protocolName = 'metarange.dashboard.1';

/** Offered beside the protocol by a page: this, and the token after it. */
export const tokenOffer = 'token.';

/** Simulated seconds for one of the wall clock; 0 is as fast as possible. */
export const paces = [1, 5, 20, 100, 0] as const;

/** A parameter of a scenario, as the form shows it. */
export interface ParameterChoice {
  readonly name: string;
  readonly summary: string;
  readonly unit: string;
  readonly default: number | string;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly whole?: boolean | undefined;
  readonly choices?: readonly string[] | undefined;
}

/** A scenario, as the form shows it. */
export interface ScenarioChoice {
  readonly name: string;
  readonly summary: string;
  readonly attacks: readonly string[];
  readonly parameters: readonly ParameterChoice[];
  readonly sizes: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
}

/** Something with a name and a sentence about it. */
export interface NamedChoice {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
}

/** All that a run can be started with. */
export interface Choices {
  readonly scenarios: readonly ScenarioChoice[];
  readonly profiles: readonly NamedChoice[];
  readonly attacks: readonly NamedChoice[];
  readonly controls: readonly NamedChoice[];
  readonly suites: readonly string[];
  readonly sizes: readonly string[];
}

/** What a page asks a run to be, in the words of the command line; nothing of it is believed before it is checked. */
export interface RunOrder {
  readonly world: 'virtual' | 'live';
  readonly scenario: string;
  readonly size: string;
  readonly profile: string;
  readonly without: readonly string[];
  /** Together in one run; none for honest play. */
  readonly attacks: readonly string[];
  readonly seed: string;
  readonly suite: string;
  /** Parameters that are not as the size has them. */
  readonly set: Readonly<Record<string, string>>;
  /** End of the run, as `--until` takes it; empty for the scenario's own. */
  readonly until: string;
  /** Of the virtual world; the live one has the clock's own. */
  readonly pace: number;
}

/** Why an order cannot be carried out: what, where, and the nearest that could be. */
export interface Fault {
  readonly what: string;
  readonly where: string;
  readonly nearest: string;
}

/** How far the run is. */
export interface RunState {
  readonly phase: 'idle' | 'starting' | 'running' | 'done' | 'stopped' | 'void';
  readonly simulatedSeconds: number;
  readonly events: number;
  readonly eventsPerSecond: number | null;
  readonly pace: number;
  /** What came of it, when it is done. */
  readonly outcome: FeedOutcome | null;
  /** Why it came to nothing, in a line; null while it did not. */
  readonly trouble: string | null;
}

/** From the server. */
export type ServerMessage =
  | { readonly t: 'hello'; readonly version: string; readonly choices: Choices }
  /** All that a page knows of a run is void: here it is from its start. */
  | { readonly t: 'run'; readonly run: number; readonly heading: FeedHeading }
  | { readonly t: 'frames'; readonly run: number; readonly frames: readonly Frame[] }
  | { readonly t: 'state'; readonly run: number; readonly state: RunState }
  /** The answer to an order: null where it is being carried out. */
  | { readonly t: 'answer'; readonly order: number; readonly fault: Fault | null };

/** From a page. */
export type PageMessage =
  | { readonly t: 'start'; readonly order: number; readonly run: RunOrder }
  | { readonly t: 'stop' }
  | { readonly t: 'pace'; readonly pace: number };
