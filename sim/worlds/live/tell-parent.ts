/**
 * Tells the parent of this process something. Where it is gone there is nobody to tell: whoever is left without it clears up and ends
 * by itself, and is not to be ended before by what it could not say.
 */
export function tellParent(report: unknown): void {
  // Without a callback the error of a closed channel would be everybody's.
  process.send!(report, undefined, undefined, () => {});
}
