/**
 * Bits that an attacker has flipped in a term, in rising order; undefined for none. As on bytes, flipping the same bit again
 * undoes it, and two terms with the same bits flipped are equal.
 */
export type Damage = readonly number[] | undefined;

/** The damage after one more flip. */
export function toggled(damage: Damage, bit: number): Damage {
  if (damage === undefined) return [bit];
  const rest = damage.filter((other) => other !== bit);
  if (rest.length === damage.length) rest.push(bit);
  return rest.length === 0 ? undefined : rest.sort((left, right) => left - right);
}

/** Whether two terms suffered the same flips. */
export function sameDamage(left: Damage, right: Damage): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  return left.every((bit, index) => bit === right[index]);
}
