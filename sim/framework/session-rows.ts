const leastRows = 64;

/**
 * State by session of all controls of a run: one row a session, each control its own words of it. A message thus touches one
 * place in memory for all its controls, which at a million sessions is what their work costs. All words are zero at first.
 */
export class SessionRows {
  /** The words of all rows, 32 bits each; replaced when `row` makes room, so read it after `row`. */
  words = new Int32Array(0);
  /** The same memory as doubles: a double for every two words. */
  doubles = new Float64Array(0);
  private width = 0;

  /** Keeps some words of every row for one control: adds what this returns to what `row` gives. Only before the first `row`. */
  reserve(words: number): number {
    if (this.words.length > 0) throw new RangeError(`session rows: ${words} words asked for after the first session`);
    const offset = this.width;
    // Even widths keep doubles aligned.
    this.width += words + (words & 1);
    return offset;
  }

  /** Where the row of a session begins in `words`, always an even number; makes room for it. */
  row(session: number): number {
    const start = session * this.width;
    if (start >= this.words.length) this.grow(session);
    return start;
  }

  private grow(session: number): void {
    let rows = Math.max(leastRows, this.words.length / this.width);
    while (rows <= session) rows *= 2;
    const memory = new ArrayBuffer(rows * this.width * 4);
    const grown = new Int32Array(memory);
    grown.set(this.words);
    this.words = grown;
    this.doubles = new Float64Array(memory);
  }
}
