import { playedOrFailed } from '../scenarios/studies/here.ts';
import type { Names } from '../scenarios/studies/names.ts';
import { playOrder } from '../scenarios/studies/play-order.ts';
import { endings } from './interruption.ts';
import { withPlaces } from './own-files/own-files.ts';
import { range } from './range.ts';
import { endWithParent } from './studies/end-with-parent.ts';
import { namesOf } from './studies/names-of.ts';
import type { FromPart, ToPart } from './studies/part-words.ts';

// One process of a study: it plays the runs that it is told over its channel, one after the other, until that closes.
let names: Names = namesOf(range.catalogue);

const answer = (words: FromPart): void => {
  if (process.connected) process.send!(words);
};

const begin = async (own: readonly string[]): Promise<void> => {
  try {
    names = namesOf((await withPlaces(own, range, 'metarange sweep')).catalogue);
    answer({ ready: true });
  } catch (error) {
    answer({ unready: error instanceof Error ? error.message : String(error) });
  }
};

process.on('message', (told: ToPart) => {
  if ('own' in told) return void begin(told.own);
  const { order } = told;
  const seconds = (): number => performance.now() / 1000;
  answer({ done: playedOrFailed(() => playOrder(order, { seconds }, names), order.key) });
});
// A terminal tells the whole group: whoever started the study decides what becomes of its runs.
for (const signal of endings) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(0));
endWithParent();
