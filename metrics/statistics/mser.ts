/** Where the start-up of a run ends. */
export interface Truncation {
  /** Observations to leave out, from the first. */
  readonly observations: number;
  /** Squared standard error of the mean of what is left, which no other truncation makes smaller. */
  readonly squaredError: number;
}

/** Observations in a batch of MSER-5. */
const batchSize = 5;
/** Batches at least: of fewer a part looks even by chance (assumption). */
const fewestBatches = 10;

/**
 * Where to cut the start-up off a run by MSER-5: the mean of what is left, in batches of five, has the least standard error (K. P.
 * White, Simulation 69(6), 1997; in batches of five K. P. White, M. J. Cobb, S. C. Spratt, WSC 2000). Cuts are tried in the first half
 * only, since what little is left after a late one looks even by chance (K. P. White, S. Robinson, J. Simulation 4, 2010). Null where it
 * says nothing: below ten batches, or where the error is least at the middle and so falls on, a sign that the run has not settled.
 */
export function mser5(values: ArrayLike<number>): Truncation | null {
  const batches = Math.floor(values.length / batchSize);
  if (batches < fewestBatches) return null;
  const middle = Math.floor(batches / 2);
  let best = 0;
  let least = Infinity;
  // Welford's moments, from the last batch to the first: what stands in them is what would be left.
  let left = 0;
  let mean = 0;
  let spread = 0;
  for (let batch = batches - 1; batch >= 0; batch--) {
    let sum = 0;
    for (let place = 0; place < batchSize; place++) sum += values[batch * batchSize + place]!;
    const before = sum / batchSize - mean;
    left++;
    mean += before / left;
    spread += before * (sum / batchSize - mean);
    // Of equal errors the least cut is kept, so that a constant loses nothing.
    if (batch <= middle && spread / (left * left) <= least) {
      best = batch;
      least = spread / (left * left);
    }
  }
  return best === middle ? null : { observations: best * batchSize, squaredError: least };
}
