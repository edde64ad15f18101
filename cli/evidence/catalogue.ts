import { ablateFigure } from './ablate.ts';
import { anchorFigure } from './anchors.ts';
import { attackFigure } from './attacks.ts';
import { echoPart, echoServerPart } from './bare-echo.ts';
import { attackerFigure } from './attackers.ts';
import { badInputFigure } from './bad-input.ts';
import { chainFigure } from './chains.ts';
import { claimFigure } from './claims.ts';
import { costFigure } from './costs.ts';
import { coverageFigure } from './coverage.ts';
import { dashboardFigure } from './dashboard.ts';
import { datasetFigure } from './dataset.ts';
import { detectionFigure } from './detection.ts';
import { digestFigure } from './digest.ts';
import type { Figure } from './figure.ts';
import { freshFigure } from './fresh.ts';
import { halfwayFigure } from './halfway.ts';
import { hardLoadPart, kernelFigure, pholdPart } from './kernel.ts';
import { liveLoadPart } from './live-load.ts';
import { liveThroughputFigure } from './live-throughput.ts';
import { liveAttackFigure } from './live-attacks.ts';
import { liveStorageFigure } from './live-storage.ts';
import { liveFuzzFigure } from './live-fuzz.ts';
import { liveTeardownFigure } from './live-teardown.ts';
import { liveStalledFigure } from './live-stalled.ts';
import { stalledPart } from './stalled-run.ts';
import { matrixFigure } from './matrix.ts';
import { metricFigure } from './metrics.ts';
import { occupancyFigure } from './occupancy.ts';
import { paperFigure, paperPart } from './paper.ts';
import { populationFigure } from './population.ts';
import { queueFigure } from './queue.ts';
import { scalePart } from './scale-run.ts';
import { scaleFigures } from './scale.ts';
import { scenarioFigure } from './scenarios.ts';
import { singleControlsFigure } from './single-controls.ts';
import { studyFigure } from './study.ts';
import { suiteFigure } from './suites.ts';
import { violationFigure } from './violations.ts';
import { worldsFigure } from './worlds.ts';

/** Every figure that is claimed somewhere. */
export const figures: readonly Figure[] = [
  freshFigure,
  digestFigure,
  halfwayFigure,
  attackFigure,
  attackerFigure,
  matrixFigure,
  singleControlsFigure,
  ablateFigure,
  chainFigure,
  detectionFigure,
  costFigure,
  metricFigure,
  datasetFigure,
  suiteFigure,
  scenarioFigure,
  claimFigure,
  violationFigure,
  paperFigure,
  occupancyFigure,
  coverageFigure,
  populationFigure,
  anchorFigure,
  kernelFigure,
  ...scaleFigures,
  studyFigure,
  queueFigure,
  badInputFigure,
  dashboardFigure,
  liveThroughputFigure,
  liveAttackFigure,
  liveStorageFigure,
  worldsFigure,
  liveFuzzFigure,
  liveTeardownFigure,
  liveStalledFigure,
];

/** Parts of figures that run in processes of their own: each takes the setting that its figure made, and gives a document. */
export const parts: Readonly<Record<string, (setting: never) => object | Promise<object>>> = {
  phold: pholdPart,
  'hard-load': hardLoadPart,
  scale: scalePart,
  paper: paperPart,
  'live-load': liveLoadPart,
  'live-stalled': stalledPart,
  echo: echoPart,
  'echo-server': echoServerPart,
};
