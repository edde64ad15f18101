import { scenarios } from '../scenarios/catalogue.ts';
import { stageLive } from '../scenarios/live-stage.ts';
import type { LiveJob } from '../scenarios/live-stage.ts';
import { runPart } from '../sim/worlds/live/part.ts';

// One process of a live run; `metarange live` starts it and tells it over its channel what to be.
runPart<LiveJob>((job) => {
  const scenario = scenarios.find((one) => one.name === job.scenario);
  if (scenario === undefined) throw new RangeError(`no scenario "${job.scenario}"`);
  return stageLive(job, scenario);
});
