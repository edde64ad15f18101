import { aboutOf } from '../catalogue.ts';
import type { MeasuredValue } from './summary.ts';

type Metrics = Readonly<Record<string, MeasuredValue>>;

const ofOneControl = /^M46\.C\d+\./;

const chosen = (metrics: Metrics, keep: (name: string) => boolean): Metrics =>
  Object.fromEntries(Object.entries(metrics).filter(([name]) => keep(name)));

/** The service that honest users got where nobody attacked, marked as such. */
export const honestService = (baseline: Metrics): Metrics =>
  Object.fromEntries(
    Object.entries(chosen(baseline, (name) => aboutOf(name) === 'service')).map(([name, value]) => [
      name,
      { ...value, honest: true },
    ]),
  );

/** The service that honest users got while an attack ran, and what the attack took; without the cost of each control. */
export const serviceUnderAttack = (attacked: Metrics): Metrics =>
  chosen(attacked, (name) => (aboutOf(name) === 'service' || aboutOf(name) === 'loss') && !ofOneControl.test(name));
