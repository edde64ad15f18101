import { estimateOccupancy } from '../../../sim/components/tasks/estimate-occupancy.ts';
import { keyOf, Stream } from '../../../sim/kernel/stream.ts';
import { anySize, calls, type Sample } from '../sample.ts';

/** Windows that are estimated by turns. */
const windows = 1024;

/** What a provider of data processing does with a room's window. */
export const estimate: Sample = calls('estimate', 'occupancy of a room from one window', anySize, () => {
  const stream = new Stream(keyOf('calibrate', 'estimate', 'windows'));
  const features = Array.from({ length: windows }, () => ({
    light: stream.below(4) === 0 ? null : stream.below(1000),
    co2: 400 + stream.below(800),
  }));
  // What is found is added up, so that none of the work can be left out.
  let occupied = 0;
  return (turn) => {
    occupied += estimateOccupancy(features[turn % windows]!);
    return occupied >= 0;
  };
});
