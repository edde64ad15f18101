import type { Control, Guard } from '../framework/control.ts';

const guard: Guard = {
  oblige(purpose, duty, at) {
    if (purpose !== 'aggregate') return;
    at.charge('judge');
    duty.robust = true;
  },
};

/** C35: one value of many is made by their median, which a minority of sources cannot carry away. Stops A40 (R1). */
export const robustAggregation: Control = {
  id: 'C35',
  name: 'robust-aggregation',
  summary: 'Where one value is made of what several sources told, it is their median and not their mean.',
  groups: ['R1'],
  rung: 'data',
  layer: 'deed',
  step: 35,
  places: ['use'],
  limits:
    'Breaks down at half: as many sources as that say what the median is, and half is counted of those that were heard lately, so that honest ones kept away make a minority the half. Within what the others tell a minority still moves it. Knows nothing of who a source is: one that comes under many names counts as many. A true value that few have seen is lost.',
  source:
    'Breakdown point of the median: Donoho and Huber 1983; median in place of the mean under Byzantine sources: Yin et al. 2018.',
  stand: () => guard,
};
