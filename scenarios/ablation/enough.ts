/** Whether these are enough for what is wanted; asked often, so answers are best kept. */
export type Enough<Thing> = (things: readonly Thing[]) => Promise<boolean>;

/**
 * A subset that is enough and of which nothing can be missed, those first in line rather than those behind (QuickXplain, U. Junker, AAAI
 * 2004): what taking out one after the other from the back would leave, in some k log(n/k) questions in place of n. All of them must be
 * enough. Where more is sometimes less, what it finds may hold something that can be missed: look.
 */
export async function enoughOf<Thing>(all: readonly Thing[], enough: Enough<Thing>): Promise<readonly Thing[]> {
  if (await enough([])) return [];
  return neededOf([], false, all, enough);
}

const neededOf = async <Thing>(
  kept: readonly Thing[],
  grew: boolean,
  open: readonly Thing[],
  enough: Enough<Thing>,
): Promise<readonly Thing[]> => {
  if (grew && (await enough(kept))) return [];
  if (open.length <= 1) return open;
  const middle = open.length >> 1;
  const [front, back] = [open.slice(0, middle), open.slice(middle)];
  const ofBack = await neededOf([...kept, ...front], true, back, enough);
  const ofFront = await neededOf([...kept, ...ofBack], ofBack.length > 0, front, enough);
  return [...ofFront, ...ofBack];
};
