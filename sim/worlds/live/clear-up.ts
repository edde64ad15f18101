/** Something of a run could not be removed; one line says what and why. */
export class LeftBehind extends Error {
  override readonly name = 'LeftBehind';
}

/** What work came to, and what could not be removed after it: null where nothing is left. */
export interface ClearedUp<Result> {
  readonly result: Result;
  readonly left: LeftBehind | null;
}

/**
 * Does work and, however it went, clears up after it. What the work came to counts, its result or the cause of its failure; what
 * could not be removed is told beside it: next to a result, or in the same line as the cause, which keeps its class.
 */
export async function clearedUpAfter<Result>(
  work: () => Promise<Result>,
  clearUp: () => Promise<void>,
): Promise<ClearedUp<Result>> {
  let result: Result;
  try {
    result = await work();
  } catch (cause) {
    const left = await remainder(clearUp);
    if (left !== null && cause instanceof Error) {
      cause.message += `; besides, ${left.message}`;
      cause.cause ??= left;
    }
    throw cause;
  }
  return { result, left: await remainder(clearUp) };
}

/** What clearing up leaves. */
async function remainder(clearUp: () => Promise<void>): Promise<LeftBehind | null> {
  try {
    await clearUp();
    return null;
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
    return new LeftBehind(`not all of the run could be removed: ${line}`, { cause: error });
  }
}
