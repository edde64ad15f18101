import { compactText, numberText, unknown } from '../../report/number-text.ts';
import { addedRows } from '../merge.ts';
import { attemptsOf, countsOf, flowsOf, latencyMs, workOf, type Glance } from '../sight.ts';
import type { View } from './view.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const recentLatency = ({ frames, from, to }: Glance): readonly number[] =>
  frames
    .slice(from, to)
    .reduce<readonly number[]>((all, { latency }) => addedRows(all, latency, { width: 2, keys: 1 }), []);

interface Measure {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly about: string;
  readonly tone?: 'bad' | 'fair' | 'good' | undefined;
}

const serviceMeasures = ({ recent, recentSeconds }: View): readonly Measure[] => {
  const work = sum(recent.frames.slice(recent.from, recent.to).map(workOf));
  const failed = sum(recent.frames.slice(recent.from, recent.to).map((frame) => frame.failed));
  const p99 = latencyMs({ latency: recentLatency(recent) }, 0.99);
  const rate = recent.to > recent.from ? numberText(Number((work / recentSeconds).toPrecision(3))) : unknown;
  return [
    {
      name: 'Goodput',
      value: rate,
      unit: '/s',
      about: failed > 0 ? `${numberText(failed)} failed just now` : 'useful operations',
    },
    {
      name: 'p99 latency',
      value: p99 === null ? unknown : numberText(Number(p99.toPrecision(3))),
      ...(p99 === null ? {} : { unit: 'ms' }),
      about: 'from intended start',
    },
  ];
};

const securityMeasures = ({ heading, counts }: View): readonly Measure[] => {
  const flows = flowsOf(heading, counts);
  const refusals = countsOf(counts, 'refusals');
  const breaches = countsOf(counts, 'breaches');
  const attempts = attemptsOf(heading, counts).filter((_, cause) => cause > 0 && (counts.cause ?? cause) === cause);
  const begun = sum(attempts.map((one) => one.begun));
  const reached = sum(attempts.map((one) => one.reached));
  const detected = sum(attempts.map((one) => one.detected));
  const broken = sum(breaches.map(([, count]) => count));
  const first = refusals[0] === undefined ? '' : heading.controls[refusals[0][0]]!;
  return [
    { name: 'Messages', value: compactText(sum(flows.map(({ sent }) => sent))), about: 'sent' },
    {
      name: 'Refused',
      value: compactText(sum(refusals.map(([, count]) => count))),
      about: first === '' ? 'by controls' : `mostly ${first}`,
    },
    {
      name: 'Breaches',
      value: compactText(broken),
      about: breaches[0] === undefined ? 'on ground truth' : `mostly ${heading.properties[breaches[0][0]]}`,
      tone: broken > 0 ? 'bad' : undefined,
    },
    {
      name: 'Goals reached',
      value: begun === 0 && reached === 0 ? '–' : `${numberText(reached)} / ${numberText(begun)}`,
      about: 'of attempts',
      tone: reached > 0 ? 'bad' : undefined,
    },
    {
      name: 'Detected',
      value: begun === 0 && detected === 0 ? '–' : `${numberText(detected)} / ${numberText(begun)}`,
      about: 'raised an alarm',
    },
  ];
};

/** The run in a few numbers. */
export function Measures({ view }: { readonly view: View }) {
  return (
    <dl class="measures">
      {[...serviceMeasures(view), ...securityMeasures(view)].map(({ name, value, unit, about, tone }) => (
        <div key={name} class={tone ?? ''}>
          <dt>{name}</dt>
          <dd class="value">
            {value}
            {unit !== undefined && value !== unknown && <span class="unit"> {unit}</span>}
          </dd>
          <dd class="small">{about}</dd>
        </div>
      ))}
    </dl>
  );
}
