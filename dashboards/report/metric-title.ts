import { controlTitle } from './control-title.ts';

/** What metrics are called where people read them, by identifier; a test holds it against the catalogue of metrics. */
const titles: Readonly<Record<string, string>> = {
  M01: 'attack success rate',
  M02: 'time to success',
  M03: 'cost per success',
  M04: 'partial progress',
  M05: 'spoof acceptance rate',
  M06: 'replay acceptance rate',
  M07: 'stale-credential acceptances',
  M08: 'wrong-result acceptance rate',
  M10: 'unsafe actuations',
  M11: 'exposure window',
  M12: 'blast radius, entities',
  M13: 'blast radius, records',
  M14: 'blast radius, platforms',
  M19: 'detection probability',
  M20: 'time to detect',
  M23: 'false positives per honest hour',
  M24: 'alarm precision',
  M29: 'goodput',
  M30: 'latency',
  M31: 'availability',
  M32: 'objective under attack',
  M33: 'honest rejection rate',
  M36: 'twin age',
  M37: 'saturation point',
  M38: 'recovery overshoot',
  M40: 'records disclosed',
  M46: 'control cost',
  M47: 'resilience integral',
};

/** Words of a value's own name: `twinUpdates` is twin updates, `cpuSeconds` CPU seconds, `reportP99` report p99. */
const words = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^cpu\b/, 'CPU');

/** Name of a metric's value for people: `M30.p99` is latency, p99. A name that is not known stays as it is. */
export function metricTitle(name: string): string {
  const [id, ...rest] = name.split('.');
  const title = titles[id!];
  if (title === undefined) return name;
  return [
    title,
    ...rest.map((part) => (/^C\d+$/.test(part) ? `${part} ${controlTitle(part)}`.trim() : words(part))),
  ].join(', ');
}
