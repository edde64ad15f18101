import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Frame } from '../../../metrics/results/feed.ts';
import { numberText, secondsText, unknown } from '../../report/number-text.ts';
import { merged } from '../merge.ts';
import { alarmsOf, counted, endOf, latencyMs, workOf } from '../sight.ts';
import { drawStrip, type Curve } from './strip.ts';
import { useDesk } from './use-model.ts';
import { clockText, type View } from './view.ts';

interface Strip {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
  readonly scale?: 'logarithmic';
  /** Values of a frame, one for each curve. */
  readonly values: (frame: Frame, view: View, seconds: number) => readonly (number | null)[];
}

const strips: readonly Strip[] = [
  {
    id: 'goodput',
    title: 'Goodput',
    unit: 'operations/s',
    curves: [{ label: 'goodput', colour: '--flow', shape: 'area' }],
    values: (frame, _view, seconds) => [workOf(frame) / seconds],
  },
  {
    id: 'latency',
    title: 'Latency',
    unit: 'ms, logarithmic',
    scale: 'logarithmic',
    curves: [
      { label: 'p99', colour: '--ink', shape: 'line' },
      { label: 'p50', colour: '--flow', shape: 'line' },
    ],
    values: (frame) => [latencyMs(frame, 0.99), latencyMs(frame, 0.5)],
  },
  {
    id: 'security',
    title: 'Refusals, breaches, alarms',
    unit: '/s',
    curves: [
      { label: 'refused', colour: '--soft', shape: 'steps' },
      { label: 'breaches', colour: '--red', shape: 'steps' },
      { label: 'alarms', colour: '--amber', shape: 'steps' },
    ],
    values: (frame, { cause }, seconds) => [
      counted(frame, 'refusals', cause) / seconds,
      counted(frame, 'breaches', cause) / seconds,
      alarmsOf(frame, cause) / seconds,
    ],
  },
];

/** Points of a strip: in shorter bins, single operations would draw a comb. */
const stripPoints = 150;

/** Frames joined into bins of equal width; the last one may still grow. */
const binsOf = ({ frames, heading, untilSeconds }: View): readonly Frame[] => {
  const width = Math.max(1, Math.ceil(untilSeconds / heading.intervalSeconds / stripPoints));
  const bins: Frame[] = [];
  for (const frame of frames) {
    const last = bins.at(-1);
    if (last !== undefined && Math.floor(last.at / width) === Math.floor(frame.at / width))
      bins[bins.length - 1] = merged(last, frame);
    else bins.push(frame);
  }
  return bins;
};

const dataOf = ({ values, curves }: Strip, view: View): uPlot.AlignedData => {
  const { heading } = view;
  const columns: (number | null)[][] = curves.map(() => []);
  const times = binsOf(view).map((frame) => {
    values(frame, view, frame.span * heading.intervalSeconds).forEach((value, curve) => columns[curve]!.push(value));
    return endOf(frame, heading);
  });
  return [times, ...columns] as uPlot.AlignedData;
};

/** Values of the bin in which a moment lies. */
const valuesAt = ([times, ...columns]: uPlot.AlignedData, seconds: number): readonly (number | null | undefined)[] => {
  const after = times.findIndex((end) => end >= seconds - 1e-9);
  const bin = after < 0 ? times.length - 1 : after;
  return columns.map((column) => column[bin]);
};

/** Time under the strips: 850 ms, 20 s, 1:20. */
const shortTime = (seconds: number): string =>
  seconds < 60 ? secondsText(seconds) : clockText(seconds).replace(/^0(?=\d:)|\.0$/g, '');

const valueText = (value: number | null | undefined): string =>
  value === null || value === undefined ? unknown : numberText(Number(value.toPrecision(3)));

function StripFigure({
  strip,
  view,
  withTime,
}: {
  readonly strip: Strip;
  readonly view: View;
  readonly withTime: boolean;
}) {
  const { model } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef(view);
  shown.current = view;
  const data = dataOf(strip, view);

  useEffect(() => {
    const root = place.current!;
    const draw = (): void => {
      plot.current?.destroy();
      plot.current = drawStrip(root, dataOf(strip, shown.current), {
        curves: strip.curves,
        withTime,
        moment: () => (shown.current.following ? null : shown.current.seconds),
        untilSeconds: () => shown.current.untilSeconds,
        timeText: shortTime,
        isLogarithmic: strip.scale === 'logarithmic',
        onMoment: (seconds) => model.change({ at: Math.min(seconds, shown.current.comeSeconds) }),
      });
    };
    draw();
    const resized = new ResizeObserver(() =>
      plot.current?.setSize({ width: root.clientWidth, height: plot.current.height }),
    );
    resized.observe(root);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    addEventListener('themechange', draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', draw);
      removeEventListener('themechange', draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [strip, withTime, model]);
  useEffect(() => plot.current?.setData(data));

  const values = valuesAt(data, view.seconds);
  const words = strip.curves.map(({ label }, curve) => `${label} ${valueText(values[curve])}`).join(', ');
  return (
    <figure class="strip-figure">
      <figcaption>
        <span class="strip-title">{strip.title}</span>
        {strip.curves.map(({ label, colour }, curve) => (
          <span key={label} class="reading">
            <span class={`swatch ${colour.slice(2)}`} aria-hidden="true" />
            {strip.curves.length > 1 ? `${label} ` : ''}
            <strong>{valueText(values[curve])}</strong>
          </span>
        ))}
        <span class="unit">{strip.unit}</span>
      </figcaption>
      <div
        ref={place}
        class="strip-plot"
        role="img"
        aria-label={`${strip.title} over time; at ${clockText(view.seconds)}: ${words} ${strip.unit}`}
      />
    </figure>
  );
}

/** Service and security over the time of the run, on one time axis; a click goes to that moment. */
export function Strips({ view }: { readonly view: View }) {
  return (
    <section aria-labelledby="strips-title">
      <h2 id="strips-title">Service and security over time</h2>
      <div class="strips">
        {strips.map((strip, index) => (
          <StripFigure key={strip.id} strip={strip} view={view} withTime={index === strips.length - 1} />
        ))}
      </div>
    </section>
  );
}
