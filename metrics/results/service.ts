import type { MeasuredValue } from './summary.ts';

type Metrics = Readonly<Record<string, MeasuredValue>>;

/** Goodput, latency, availability, honest rejections, twin age, cost of controls. */
const service: ReadonlySet<string> = new Set(['M29', 'M30', 'M31', 'M33', 'M36', 'M46']);
/** What an attack takes of it: availability against the baseline's, overshoot after the attack, lost work. */
const taken: ReadonlySet<string> = new Set(['M32', 'M38', 'M47']);
const ofOneControl = /^M46\.C\d+\./;

const idOf = (name: string): string => name.split('.')[0]!;

const chosen = (metrics: Metrics, keep: (name: string) => boolean): Metrics =>
  Object.fromEntries(Object.entries(metrics).filter(([name]) => keep(name)));

/** The service that honest users got where nobody attacked, marked as such. */
export const honestService = (baseline: Metrics): Metrics =>
  Object.fromEntries(
    Object.entries(chosen(baseline, (name) => service.has(idOf(name)))).map(([name, value]) => [
      name,
      { ...value, honest: true },
    ]),
  );

/** The service that honest users got while an attack ran, and what the attack took; without the cost of each control. */
export const serviceUnderAttack = (attacked: Metrics): Metrics =>
  chosen(attacked, (name) => (service.has(idOf(name)) || taken.has(idOf(name))) && !ofOneControl.test(name));
