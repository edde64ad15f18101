/**
 * Whether a thing that had nothing new to tell has just begun to tell something, by the moments at which it was heard, ns: twice in a row it
 * was silent for `quietNs`, and then, last, for less.
 */
export function stirs(heardNs: readonly number[], quietNs: number): boolean {
  const [first, second, third, last] = heardNs.slice(-4);
  return last !== undefined && second! - first! >= quietNs && third! - second! >= quietNs && last - third! < quietNs;
}
