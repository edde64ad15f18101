import { expect, test } from 'vitest';
import { symbolicSuite } from '../../crypto/symbolic/suite.ts';
import { appendEntry, signHead, transparencyLog } from '../../framework/merkle/transparency-log.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import { HeadBook } from './head-book.ts';

const suite = symbolicSuite();
const pair = suite.keyPair();
const trust = { name: 'log', key: pair.publicKey };
/** A log of some entries, and its heads of every size. */
function headsOf(entries: readonly string[], key = pair.privateKey): readonly TreeHead[] {
  const log = transparencyLog('log');
  return entries.map((entry, at) => {
    appendEntry(suite, log, { entry });
    return signHead(suite, log, key, at);
  });
}

test('a party keeps one head of each size: the first that the log has signed', () => {
  const book = new HeadBook();
  const [first, second] = headsOf(['a', 'b']);
  const [, other] = headsOf(['a', 'c']);
  const [feigned] = headsOf(['a'], suite.keyPair().privateKey);
  expect([feigned!, second!, other!, second!, first!].map((head) => book.hear(suite, trust, head))).toEqual([
    false,
    true,
    false,
    false,
    true,
  ]);
  expect([book.at('log', 1), book.at('log', 2), book.at('log', 3), book.at('another', 1)]).toEqual([
    first,
    second,
    null,
    null,
  ]);
});

test('it tells of what it heard last first, and forgets what it heard first when it is full', () => {
  const book = new HeadBook();
  const heads = headsOf(Array.from({ length: 4100 }, (_, at) => `entry ${at}`));
  for (const head of heads) book.hear(suite, trust, head);
  expect(book.last(2)).toEqual([{ issuer: 'log', heads: [heads[4099], heads[4098]] }]);
  expect([book.at('log', 4), book.at('log', 5)]).toEqual([null, heads[4]]);
});
