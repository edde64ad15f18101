import type { NamedOrder } from '../../scenarios/studies/crew.ts';
import type { FailedRun, RunRecord } from '../../scenarios/studies/order.ts';

/** What a process that plays runs is told. */
export type ToPart =
  /** First of all: files and packages of the user's own that orders may name. */
  { readonly own: readonly string[] } | { readonly order: NamedOrder };

/** What it answers, each time once. */
export type FromPart =
  | { readonly ready: true }
  /** It cannot play anything, and why. */
  | { readonly unready: string }
  | { readonly done: RunRecord | FailedRun };
