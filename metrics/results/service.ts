import type { MeasureBook } from '../measure-book.ts';
import type { MeasuredValue } from './summary.ts';

type Metrics = Readonly<Record<string, MeasuredValue>>;

const ofOneControl = /^M46\.C\d+\./;

const chosen = (metrics: Metrics, keep: (name: string) => boolean): Metrics =>
  Object.fromEntries(Object.entries(metrics).filter(([name]) => keep(name)));

/** The service that honest users got where nobody attacked, marked as such. */
export const honestService = (baseline: Metrics, book: MeasureBook): Metrics =>
  Object.fromEntries(
    Object.entries(chosen(baseline, (name) => book.aboutOf(name) === 'service')).map(([name, value]) => [
      name,
      { ...value, honest: true },
    ]),
  );

/** The service that honest users got while an attack ran, and what the attack took; without the cost of each control. */
export const serviceUnderAttack = (attacked: Metrics, book: MeasureBook): Metrics =>
  chosen(attacked, (name) => ['service', 'loss'].includes(book.aboutOf(name) ?? '') && !ofOneControl.test(name));
