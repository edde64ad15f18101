import { staged } from '../staged.ts';
import type { LiveOutcome } from '../../sim/worlds/live/live-world.ts';
import type { LivePlan } from '../live.ts';
import type { LiveRunner } from './live-runner.ts';
import { sampleOf, trafficOf } from './service-sample.ts';
import type { ServiceSample } from './service-sample.ts';

/** Runs an honest live run. `restNs` is what its processes need in a second for standing there: that is no message's. */
export async function liveService(plan: LivePlan, runner: LiveRunner, restNs: number): Promise<ServiceSample> {
  const cast = staged(plan);
  const traffic = trafficOf(cast);
  const { replication, outcome } = await runner.play({ ...plan, observers: [traffic] });
  const { costs } = outcome.warm;
  const seconds = (cast.untilNs - cast.warmUpNs) / 1e9;
  return sampleOf(replication, traffic, {
    totalNs: Math.max(0, workNs(outcome) - restNs * seconds),
    controls: costs,
    charged: {},
  });
}

/** Processor time of all processes, less what it took them to tell the judge: the range's own doing, not its subject's. */
const workNs = ({ warm: { cpuSeconds, tellingSeconds } }: LiveOutcome): number => (cpuSeconds - tellingSeconds) * 1e9;

/** Processor time that all processes of a cast at rest need, ns a second. */
export async function restingNs(plan: LivePlan, runner: LiveRunner): Promise<number> {
  const { untilNs, warmUpNs } = staged(plan);
  const { outcome } = await runner.play(plan);
  return workNs(outcome) / ((untilNs - warmUpNs) / 1e9);
}
