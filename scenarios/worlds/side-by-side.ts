/** Does pieces of work, so many at a time, in the order in which they stand; rejects with the first that fails. */
export async function sideBySide(pieces: readonly (() => Promise<void>)[], atATime: number): Promise<void> {
  const waiting = [...pieces];
  let failed = false;
  const worker = async (): Promise<void> => {
    for (;;) {
      const piece = failed ? undefined : waiting.shift();
      if (piece === undefined) return;
      try {
        await piece();
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}
