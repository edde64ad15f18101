import { staged } from '../staged.ts';
import type { LivePlan } from '../live.ts';
import type { LiveRunner } from './live-runner.ts';
import { sampleOf, trafficOf } from './service-sample.ts';
import type { ServiceSample } from './service-sample.ts';

/** Runs an honest live run. `restNs` is what its processes need in a second for standing there: that is no message's. */
export async function liveService(plan: LivePlan, runner: LiveRunner, restNs: number): Promise<ServiceSample> {
  const cast = staged(plan);
  const traffic = trafficOf(cast);
  const { replication, outcome } = await runner.play({ ...plan, observers: [traffic] });
  const { costs, cpuSeconds } = outcome.warm;
  const seconds = (cast.untilNs - cast.warmUpNs) / 1e9;
  return sampleOf(replication, traffic, {
    totalNs: Math.max(0, cpuSeconds * 1e9 - restNs * seconds),
    controls: costs,
    charged: {},
  });
}

/** Processor time that all processes of a cast at rest need, ns a second. */
export async function restingNs(plan: LivePlan, runner: LiveRunner): Promise<number> {
  const { untilNs, warmUpNs } = staged(plan);
  const { outcome } = await runner.play(plan);
  return (outcome.warm.cpuSeconds * 1e9) / ((untilNs - warmUpNs) / 1e9);
}
