import { operations } from '../../sim/framework/costs.ts';
import { millis, epochMillis } from '../../sim/framework/time.ts';
import type { Sample } from './sample.ts';
import { chain } from './samples/chain.ts';
import { cryptography } from './samples/cryptography.ts';
import { estimate } from './samples/estimate.ts';
import { handshakes } from './samples/handshakes.ts';
import { house, placed } from './samples/house.ts';
import { messageHandling } from './samples/message-handling.ts';
import { ownStore } from './samples/own-store.ts';
import { rules } from './samples/rules.ts';
import { StillIo } from './samples/still-io.ts';
import { storing } from './samples/storing.ts';

/** Everything that is measured: a sample for each operation of the cost table, in its order, then the figures beside them. */
export function allSamples(now: Date): readonly Sample[] {
  const cast = house();
  const nowNs = millis(now.getTime() - epochMillis);
  const listener = () => {
    const { component, first } = placed(cast, 'things-agent');
    return { component, io: new StillIo(first as never) };
  };
  const found: readonly Sample[] = [
    ...cryptography(),
    chain(nowNs),
    ...rules(cast),
    ...messageHandling(listener, nowNs),
    ...storing(() => ownStore()),
    estimate,
    ...handshakes(nowNs),
  ];
  const inTable = operations.map((operation) => {
    const sample = found.find(({ id }) => id === operation);
    if (sample === undefined) throw new Error(`nothing measures ${operation}`);
    return sample;
  });
  return [...inTable, ...found.filter((sample) => !inTable.includes(sample))];
}
