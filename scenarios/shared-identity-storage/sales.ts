import { seconds } from '../../sim/framework/time.ts';
import { salesOf } from '../kit/sales.ts';
import type { Sale } from '../kit/sales.ts';
import type { SharedStorageParameters } from './parameters.ts';

/** Nothing is put on record for so long after the storage is back (assumption: until everybody has found it again). */
const afterAwayNs = seconds(20);

/** Every sale of a run: none while the whole storage is away, nor so shortly before that it could not tell of it in time. */
export function campusSales(values: SharedStorageParameters, things: number): readonly Sale[] {
  const awayNs = seconds(values.outageAtSeconds);
  const fromNs = awayNs - seconds(values.showSeconds);
  const untilNs = awayNs + seconds(values.outageSeconds) + afterAwayNs;
  return salesOf(values, things, ({ atNs }) => awayNs > 0 && atNs > fromNs && atNs < untilNs);
}
