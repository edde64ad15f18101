/** Work that can be left between two steps: whoever carries it out may look up meanwhile, or never come back. */
export type Steps<Result> = Generator<void, Result, void>;

/** Carries work out to its end without a pause. */
export const finished = <Result>(steps: Steps<Result>): Result => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};
