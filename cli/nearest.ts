const comparedCharacters = 200;

/**
 * Number of letters to insert, delete, replace or swap with a neighbour to get from one word to the other (optimal string
 * alignment distance; both cut to 200 letters, case ignored). A letter replaced counts 1.1, for one left out is the likelier slip.
 */
export function editDistance(one: string, other: string): number {
  const a = one.slice(0, comparedCharacters).toLowerCase();
  const b = other.slice(0, comparedCharacters).toLowerCase();
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1.1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** One begins the other, or is a whole part of it: more likely meant than a name with as many other letters. */
const shareLetters = (word: string, name: string): boolean => {
  const [one, other] = [word.toLowerCase(), name.toLowerCase()];
  if (one === '') return false;
  return other.startsWith(one) || one.startsWith(other) || other.split(/[-. ]/).includes(one);
};

/** Letters from which on a word may be the slip of a name's beginning (assumption). */
const abbreviated = 5;

/** How far a word is from a name, or from the beginning of one that is longer: whoever breaks off means the rest. */
function distanceTo(word: string, name: string): number {
  const whole = editDistance(word, name) * (shareLetters(word, name) ? 0.5 : 1);
  if (word.length < abbreviated || name.length <= word.length) return whole;
  // One letter may have been left out.
  const beginnings = [0, 1].map((more) => editDistance(word, name.slice(0, word.length + more)));
  return Math.min(whole, ...beginnings.map((distance) => distance + 1));
}

/** The names that are nearest to a word, nearest first, the earlier first among equals. */
export function nearestNames(word: string, names: readonly string[], most: number): readonly string[] {
  const measured = names.map((name) => {
    return { name, distance: distanceTo(word, name) };
  });
  return measured
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/** The name that is nearest to a word, the earliest among equals; `none` where there are no names at all. */
export const nearestName = (word: string, names: readonly string[]): string =>
  nearestNames(word, names, 1)[0] ?? 'none';
