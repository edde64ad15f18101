import type { Library } from '../../sim/components/plaza-talk.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import type { PlazaParameters } from './parameters.ts';

/** Works of a plaza: what each truly is, and what the house's classifier takes it for, as ranks of ratings. */
export interface Works {
  readonly library: Library;
  readonly trueRank: Uint8Array;
  readonly foundRank: Uint8Array;
}

const ranks = [0, 1, 2] as const;

/**
 * Makes the library. Authors rate their works as they are. The classifier's response is drawn, once for each work: the same work is
 * always taken for the same.
 */
export function worksOf({ works, overratedShare, underratedShare }: PlazaParameters, seed: number): Works {
  const stream = new Stream(keyOf(seed, 'plaza', 'classifier'));
  const trueRank = Uint8Array.from({ length: works * ranks.length }, (_, work) => Math.floor(work / works));
  const foundRank = trueRank.map((rank) => {
    const drawn = stream.uniform();
    const step = drawn < overratedShare ? 1 : drawn < overratedShare + underratedShare ? -1 : 0;
    return Math.min(2, Math.max(0, rank + step));
  });
  return { library: { first: [0, works, 2 * works, 3 * works] }, trueRank, foundRank };
}
