/** One condition that a figure must meet, with what was found. */
export interface Bar {
  readonly what: string;
  /** What is asked for, for example `>= 4`. */
  readonly bar: string;
  readonly value: string;
  readonly met: boolean;
}

/** How a figure was asked for. */
export interface Call {
  /** Smaller numbers, to see that it works; the bars stay as they are, but for a Monte-Carlo error that they allow. */
  readonly quick: boolean;
  /** Further words of the command line, such as a file. */
  readonly words: readonly string[];
  readonly print: (text: string) => void;
}

/** A figure that is claimed somewhere: it measures anew, prints its tables and says which bars it meets. */
export interface Figure {
  readonly name: string;
  readonly summary: string;
  /** What further words it takes, empty for none. */
  readonly takes: string;
  readonly measure: (call: Call) => readonly Bar[] | Promise<readonly Bar[]>;
}

/** A bar for a number that must not be below a least value. */
export const atLeast = (what: string, value: number, least: number, unit = ''): Bar => ({
  what,
  bar: `>= ${least}${unit}`,
  value: `${numberText(value)}${unit}`,
  met: value >= least,
});

/** A bar for a number that must not be above a most. */
export const atMost = (what: string, value: number, most: number, unit = ''): Bar => ({
  what,
  bar: `<= ${most}${unit}`,
  value: `${numberText(value)}${unit}`,
  met: value <= most,
});

/** A bar for a number that must lie in a range, its ends included. */
export const within = (what: string, value: number, least: number, most: number, unit = ''): Bar => ({
  what,
  bar: `${numberText(least)} to ${numberText(most)}${unit}`,
  value: `${numberText(value)}${unit}`,
  met: value >= least && value <= most,
});

/** A bar for a count that must be 0; `named` says which they are. */
export const none = (what: string, named: readonly string[]): Bar => ({
  what,
  bar: 'none',
  value:
    named.length === 0
      ? 'none'
      : `${named.length}: ${named.slice(0, 12).join(', ')}${named.length > 12 ? ', ...' : ''}`,
  met: named.length === 0,
});

/** A number for people: whole as it is, large ones in groups of three, others to four digits. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return 'unknown';
  if (Math.abs(value) >= 1000) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
