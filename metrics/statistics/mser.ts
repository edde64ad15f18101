/** Where the start-up of a run ends. */
export interface Truncation {
  /** Observations to leave out, from the first. */
  readonly observations: number;
  /** Squared standard error of the mean of what is left, which no other truncation makes smaller. */
  readonly squaredError: number;
}

/** Observations in a batch of MSER-5. */
const batchSize = 5;
/** Batches at the end that no truncation may leave alone: the error of so few is small by chance. */
const fewestLeft = 5;

/**
 * Where to cut the start-up off a run by MSER-5: the mean of what is left, in batches of five, has the least standard error (K. P.
 * White, Simulation 69(6), 1997; in batches of five K. P. White, M. J. Cobb, S. C. Spratt, WSC 2000). Null where it says nothing: below
 * twice five batches, or where the cut falls into the second half, a sign that the run has not settled.
 */
export function mser5(values: ArrayLike<number>): Truncation | null {
  const batches = Math.floor(values.length / batchSize);
  if (batches < 2 * fewestLeft) return null;
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
    if (left >= fewestLeft && spread / (left * left) <= least) {
      best = batch;
      least = spread / (left * left);
    }
  }
  return best > batches / 2 ? null : { observations: best * batchSize, squaredError: least };
}
