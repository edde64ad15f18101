const NOT_WAITING = -2;
const LAST = -1;

/** What `pull` returns from an empty line. */
export const NOBODY = -1;

/**
 * Many first-come-first-served lines of jobs, linked through one array: 8 bytes a line, 4 bytes a job. Jobs are whole numbers
 * from 0; a job stands in one line at most.
 */
export class WaitingLines {
  private ends = new Int32Array(0); // head, tail: two by line
  private following = new Int32Array(16).fill(NOT_WAITING); // by job: who stands behind it
  private lines = 0;

  /** Adds `count` empty lines and returns the number of the first; the others follow it. */
  add(count: number): number {
    const first = this.lines;
    this.lines = first + count;
    if (this.lines * 2 > this.ends.length) this.ends = grown(this.ends, this.lines * 2, NOBODY);
    return first;
  }

  /** Puts a job at the end of a line. Error when it already stands in one: a job that is reused must have left first. */
  push(line: number, job: number): void {
    if (job >= this.following.length) this.following = grown(this.following, job + 1, NOT_WAITING);
    const following = this.following;
    if (following[job] !== NOT_WAITING) throw new Error(`job ${job} already waits: it cannot wait twice`);
    following[job] = LAST;
    const ends = this.ends;
    const tail = ends[line * 2 + 1]!;
    if (ends[line * 2] === NOBODY) ends[line * 2] = job;
    else following[tail] = job;
    ends[line * 2 + 1] = job;
  }

  /** Takes the first job out of a line; NOBODY when the line is empty. */
  pull(line: number): number {
    const job = this.ends[line * 2]!;
    if (job === NOBODY) return NOBODY;
    const next = this.following[job]!;
    this.following[job] = NOT_WAITING;
    this.ends[line * 2] = next; // LAST is NOBODY
    return job;
  }
}

/** A copy of at least `length` entries, new ones filled: exact where it more than doubles, so that a big set-up wastes nothing. */
const grown = (array: Int32Array<ArrayBuffer>, length: number, fill: number): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(Math.max(length, array.length * 2));
  larger.set(array);
  larger.fill(fill, array.length);
  return larger;
};
