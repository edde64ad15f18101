import type { Legend, RunResult } from '../../metrics/results/summary.ts';

/** What the identifiers of a result stand for. */
export interface Titles {
  /** Name of a control for people, after its identifier; empty for one that the result does not explain. */
  readonly control: (id: string) => string;
  /** Name of a metric's value for people: `M30.p99` is latency, p99. A name that the result does not explain stays as it is. */
  readonly metric: (name: string) => string;
  /** Place of a metric of service, or of what an attack took of it, in reading order; -1 for all others. */
  readonly serviceRank: (name: string) => number;
}

/** Words of a value's own name: `twinUpdates` is twin updates, `cpuSeconds` CPU seconds, `reportP99` report p99. */
const words = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^cpu\b/, 'CPU');

/** Reads the legends of all arms as one. */
export function titlesOf({ arms }: Pick<RunResult, 'arms'>): Titles {
  const legends = arms.flatMap((arm): readonly Legend[] => (arm.legend === undefined ? [] : [arm.legend]));
  const metrics = new Map(legends.flatMap((legend) => Object.entries(legend.metrics)));
  const controls = new Map(legends.flatMap((legend) => Object.entries(legend.controls)));
  const service = [...metrics].flatMap(([id, { about }]) => (about === 'service' || about === 'loss' ? [id] : []));
  const control = (id: string): string => (id === 'world' ? 'the channel itself' : (controls.get(id) ?? ''));
  const part = (word: string): string => (/^C\d+$/.test(word) ? `${word} ${control(word)}`.trim() : words(word));
  return {
    control,
    metric: (name) => {
      const [id, ...rest] = name.split('.');
      const known = metrics.get(id!);
      return known === undefined ? name : [known.title, ...rest.map(part)].join(', ');
    },
    serviceRank: (name) => service.indexOf(name.split('.')[0]!),
  };
}
