import { refusals } from '../../sim/framework/verdict.ts';
import { properties } from '../../sim/framework/attack.ts';
import { controlOf } from '../folding/fact-numbers.ts';
import { entryKinds, mostEntries } from '../results/feed.ts';
import type { EntryKind, FeedEntry } from '../results/feed.ts';

/** Something for the log, by numbers: equal ones are counted. */
export interface Happening {
  readonly what: EntryKind;
  readonly cause: number;
  /** Where it happened, -1 for nowhere. */
  readonly node: number;
  /** alarm, refusal: control (`ofOpening` added where a channel was refused); violation: property; step, success: attempt. */
  readonly code: number;
  /** refusal: reason; step: number of the step. */
  readonly detail: number;
  /** step: its name. */
  readonly word: string;
}

/** Added to the control of a refusal that kept a channel from opening. */
export const ofOpening = 512;

interface Kept extends Happening {
  readonly atNs: number;
  readonly rank: number;
  count: number;
}

const keyOf = ({ cause, node, code, detail }: Happening, rank: number): number =>
  (((rank * 256 + cause) * 256 + (detail & 255)) * 1024 + (code & 1023)) * (1 << 23) + node + 1;

/** Entries of one interval: equal ones together, and where there is no room, those that matter most. */
export class Entries {
  /** Happenings that found no room. */
  unlisted = 0;
  private readonly kept = new Map<number, Kept>();

  add(atNs: number, one: Happening): void {
    const rank = entryKinds.indexOf(one.what);
    const key = keyOf(one, rank);
    const known = this.kept.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    if (this.kept.size >= mostEntries && !this.makeRoom(rank)) {
      this.unlisted++;
      return;
    }
    this.kept.set(key, { ...one, atNs, rank, count: 1 });
  }

  /** The entries in order of time. */
  listed(nameOf: (node: number) => string): readonly FeedEntry[] {
    return [...this.kept.values()]
      .toSorted((a, b) => a.atNs - b.atNs || a.rank - b.rank)
      .map((one) => ({
        atSeconds: one.atNs / 1e9,
        what: one.what,
        cause: one.cause,
        count: one.count,
        text: textOf(one, nameOf),
      }));
  }

  clear(): void {
    this.kept.clear();
    this.unlisted = 0;
  }

  /** Removes the newest of the entries that matter least, where they matter less than `rank`. */
  private makeRoom(rank: number): boolean {
    let least: readonly [number, Kept] | null = null;
    for (const entry of this.kept) if (least === null || entry[1].rank >= least[1].rank) least = entry;
    if (least === null || least[1].rank <= rank) return false;
    this.kept.delete(least[0]);
    this.unlisted += least[1].count;
    return true;
  }
}

const refuses = (control: number): string => `${controlOf(control)} refuses`;

const keptShut = (name: string, control: number, detail: number): string =>
  detail === 0
    ? `no channel opens at ${name}: no answer`
    : `${refuses(control)} a channel at ${name}: ${refusals[detail]}`;

/** Longest name that stands in an entry. */
const mostCharacters = 60;

const textOf = ({ what, node, code, detail, word }: Kept, nameOf: (node: number) => string): string => {
  const name = node < 0 ? 'service' : nameOf(node).slice(0, mostCharacters);
  switch (what) {
    case 'success':
      return `attempt ${code} reaches its goal`;
    case 'step':
      return `attempt ${code}: ${word}`;
    case 'violation':
      return `${properties[code]} broken at ${name}`;
    case 'alarm':
      return code === 0 ? `alarm at ${name}` : `alarm at ${name} by ${controlOf(code)}`;
    case 'refusal':
      return code >= ofOpening
        ? keptShut(name, code - ofOpening, detail)
        : `${refuses(code)} at ${name}: ${refusals[detail] ?? 'no reason'}`;
    case 'restart':
      return `${name} restarts`;
    case 'revocation':
      return `${name} is revoked`;
  }
};
