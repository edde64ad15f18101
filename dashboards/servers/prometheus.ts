import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { attemptWidth, countWidth, trafficWidth, type Frame } from '../../metrics/results/feed.ts';
import type { RecordListener, RunRecord } from './run-record.ts';

/** What the server counts of itself, for Prometheus and for tests. */
export interface ServerCounts {
  readonly pages: Gauge;
  readonly refused: Counter<'why'>;
  readonly messages: Counter<'verdict'>;
  readonly restarts: Counter;
  readonly runs: Counter;
}

/** Metrics of a server in the form of Prometheus. Labels are names of the framework's lists, so their number is bounded. */
export interface Exposition {
  readonly counts: ServerCounts;
  readonly contentType: string;
  text(): Promise<string>;
  close(): void;
}

const eachRow = (rows: readonly number[], width: number, take: (row: readonly number[]) => void): void => {
  for (let at = 0; at < rows.length; at += width) take(rows.slice(at, at + width));
};

/** Follows a record: the run of the moment by reference point, control, property and attack, and the server itself. */
export function exposition(record: RunRecord): Exposition {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'metarange_' });
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter<Label>({ name: `metarange_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string) => new Gauge({ name: `metarange_${name}`, help, registers });

  const counts: ServerCounts = {
    pages: gauge('dashboard_pages', 'Pages that are connected.'),
    refused: counter('dashboard_refused_total', 'Visitors that were turned away, by reason.', ['why']),
    messages: counter('dashboard_messages_total', 'Messages of pages, by what became of them.', ['verdict']),
    restarts: counter('dashboard_restarts_total', 'Times that a page which did not read was given the run anew.'),
    runs: counter('dashboard_runs_total', 'Runs that were started.'),
  };
  const simulated = gauge('run_simulated_seconds', 'Simulated time of the run of the moment.');
  const events = gauge('run_events', 'Events of the run of the moment.');
  const work = gauge('run_useful_operations', 'Useful honest operations of the run of the moment.');
  const labelled = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge<Label>({ name: `metarange_run_${name}`, help, labelNames, registers });
  const messages = labelled('messages', 'Messages of the run, by reference point and what became of them.', [
    'point',
    'fate',
  ] as const);
  const refusals = labelled('refusals', 'Refusals of the run, by control.', ['control'] as const);
  const breaches = labelled('breaches', 'Breaches of the run, judged on ground truth, by property.', [
    'property',
  ] as const);
  const attempts = labelled('attempts', 'Attempts of the run, by attack and state.', ['attack', 'state'] as const);
  const perRun = [messages, refusals, breaches, attempts];

  const add = (frame: Frame): void => {
    const { heading } = record;
    if (heading === null) return;
    eachRow(frame.traffic, trafficWidth, ([line, , sent, delivered, refused, lost]) => {
      const { point } = heading.lines[line!]!;
      messages.inc({ point, fate: 'sent' }, sent!);
      messages.inc({ point, fate: 'delivered' }, delivered!);
      messages.inc({ point, fate: 'refused' }, refused!);
      messages.inc({ point, fate: 'lost' }, lost!);
    });
    eachRow(frame.refusals, countWidth, ([control, , count]) =>
      refusals.inc({ control: heading.controls[control!]! }, count!),
    );
    eachRow(frame.breaches, countWidth, ([property, , count]) =>
      breaches.inc({ property: heading.properties[property!]! }, count!),
    );
    eachRow(frame.attempts, attemptWidth, ([cause, begun, reached, detected]) => {
      const attack = heading.causes[cause!]!.id;
      attempts.inc({ attack, state: 'begun' }, begun!);
      attempts.inc({ attack, state: 'reached' }, reached!);
      attempts.inc({ attack, state: 'detected' }, detected!);
    });
    eachRow(frame.latency, 2, ([, count]) => work.inc(count!));
  };
  const listener: RecordListener = {
    begun: () => {
      counts.runs.inc();
      for (const metric of perRun) metric.reset();
      work.set(0);
    },
    frame: add,
    changed: () => {
      simulated.set(record.state.simulatedSeconds);
      events.set(record.state.events);
    },
  };
  const forget = record.listen(listener);
  return {
    counts,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    close: () => {
      forget();
      registry.clear();
    },
  };
}
