/** One piece of work that is measured: what the product runs, at each of several sizes. */
export interface Sample {
  /** The operation of the cost table, or the name of a figure beside it. */
  readonly id: string;
  /** What is run, in words. */
  readonly what: string;
  /** Sizes of what it works on, bytes; a lone 0 where its length does not matter. */
  readonly sizesBytes: readonly number[];
  /** What counts: the processor's time, or the time that passes while somebody waits. */
  readonly clock: 'cpu' | 'wall';
  /** Makes everything that the work needs and that is not to be measured. */
  open(): Work | Promise<Work>;
}

/** A sample that is ready to run. */
export interface Work {
  /** Does it so many times at a size; rejects or throws where it did not come out as it must. */
  run(sizeBytes: number, times: number): void | Promise<void>;
  close?(): void | Promise<void>;
}

/** The only size of work whose length does not matter. */
export const anySize: readonly number[] = [0];

/**
 * Runs a call so many times, with the number of its turn; throws where an answer is not a thing, so that nothing is measured that
 * did not work.
 */
export function repeat(id: string, times: number, call: (turn: number) => unknown): void {
  let failed = 0;
  for (let turn = 0; turn < times; turn++) if (!call(turn)) failed++;
  if (failed > 0) throw new Error(`${id}: ${failed} of ${times} calls did not come out as they must`);
}

/** A sample of plain calls: `prepare` makes, for a size, the call that is repeated. */
export const calls = (
  id: string,
  what: string,
  sizesBytes: readonly number[],
  prepare: (sizeBytes: number) => (turn: number) => unknown,
): Sample => ({
  id,
  what,
  sizesBytes,
  clock: 'cpu',
  open: () => {
    // Work that goes by turns goes on where it was, however few calls are asked for at a time.
    const prepared = new Map(sizesBytes.map((size) => [size, { call: prepare(size), turn: 0 }]));
    return {
      run: (size, times) => {
        const work = prepared.get(size)!;
        repeat(id, times, () => work.call(work.turn++));
      },
    };
  },
});
