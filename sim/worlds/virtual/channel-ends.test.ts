import { expect, test } from 'vitest';
import { ChannelEnds } from './channel-ends.ts';

test('a node has the channels that end at it, oldest first, however many there are', () => {
  const ends = new ChannelEnds();
  const pairs = Array.from({ length: 3000 }, (_, channel) => [channel % 7, 5000 + (channel % 11)] as const);
  pairs.forEach(([lower, higher], channel) => ends.add(channel, lower, higher));
  for (const node of [0, 6, 5000, 5010, 4000, 99_999]) {
    expect(ends.of(node)).toEqual(pairs.flatMap((pair, channel) => (pair.includes(node) ? [channel] : [])));
  }
});
