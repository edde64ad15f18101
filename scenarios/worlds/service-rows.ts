import { pairedRatio } from '../../metrics/statistics/ratio.ts';
import { band } from './row.ts';
import type { ComparedProfile, WorldRow } from './row.ts';
import { serviceMeasures } from './service-sample.ts';
import type { ServiceMeasure, ServiceSample } from './service-sample.ts';

/** The same run in both worlds: one seed, one cast, one load. */
export interface ServicePair {
  readonly virtual: ServiceSample;
  readonly live: ServiceSample;
}

/**
 * Confidence of the interval that must lie within the band: both one-sided tests at 5 % (Schuirmann 1987), as bioequivalence
 * is judged, with the same band.
 */
const serviceConfidence = 0.9;

/** How many times as much as the live world the virtual world shows, by measure: within the band with its interval, or it fails. */
export function serviceRows(profile: ComparedProfile, pairs: readonly ServicePair[]): readonly WorldRow[] {
  return (Object.keys(serviceMeasures) as ServiceMeasure[]).map((measure): WorldRow => {
    const found = pairedRatio(
      pairs.map(({ live }) => live.measures[measure]),
      pairs.map(({ virtual }) => virtual.measures[measure]),
      serviceConfidence,
    );
    const ci = found?.interval ?? null;
    return {
      id: `worlds.${measure}.${profile}`,
      name: `${serviceMeasures[measure]}, virtual over live`,
      expected: 1,
      measured: found?.ratio ?? null,
      ci,
      verdict: ci !== null && ci[0] >= band.least && ci[1] <= band.most ? 'pass' : 'fail',
    };
  });
}
