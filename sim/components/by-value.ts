/**
 * Sorts the first `count` of some members by what each told, `value[first + member]`, the least first. In place and by insertion: they are
 * few, and most tell nearly the same.
 */
export function sortByValue(members: Uint16Array, count: number, value: Float64Array, first: number): void {
  for (let next = 1; next < count; next++) {
    const member = members[next]!;
    const told = value[first + member]!;
    let place = next;
    for (; place > 0 && value[first + members[place - 1]!]! > told; place--) members[place] = members[place - 1]!;
    members[place] = member;
  }
}
