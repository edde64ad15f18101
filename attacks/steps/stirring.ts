/**
 * Whether a thing that had nothing new to tell has just begun to tell something, by the moments at which it was heard, ns: two messages
 * lie at least `quietNs` apart, and the next one, the last, comes sooner.
 */
export function stirs(heardNs: readonly number[], quietNs: number): boolean {
  const [before, quiet, last] = [heardNs.at(-3), heardNs.at(-2), heardNs.at(-1)];
  return before !== undefined && quiet! - before >= quietNs && last! - quiet! < quietNs;
}
