import uPlot from 'uplot';

/** One curve of a strip. */
export interface Curve {
  readonly label: string;
  /** Name of a colour in the style sheet, such as `--flow`. */
  readonly colour: string;
  readonly shape: 'area' | 'line' | 'steps';
}

/** A strip of curves over the time of a run. */
export interface StripSetting {
  readonly curves: readonly Curve[];
  /** Whether the time is written under it. */
  readonly withTime: boolean;
  /** The moment that is looked at, s; null for none. */
  readonly moment: () => number | null;
  readonly untilSeconds: () => number;
  readonly isLogarithmic: boolean;
  readonly timeText: (seconds: number) => string;
  readonly onMoment: (seconds: number) => void;
}

const stripHeight = 92;
const timeHeight = 24;
/** Room for the scale at the left. */
const scaleWidth = 58;

/** A colour of the style sheet as it is now, light or dark. */
const colourOf = (root: HTMLElement, name: string): string => {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  root.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

const withAlpha = (colour: string, alpha: number): string =>
  `color-mix(in srgb, ${colour} ${alpha * 100}%, transparent)`;

/** Ticks of a logarithmic scale that get no text are null. */
const scaleText = (value: number | null): string => {
  if (value === null) return '';
  return value >= 1000 ? `${Number((value / 1000).toPrecision(3))} k` : String(Number(value.toPrecision(3)));
};

/** Ticks of a logarithmic scale: every power of ten, every second or third where there are many. */
const decades = (_plot: uPlot, _axis: number, least: number, most: number): number[] => {
  const last = Math.floor(Math.log10(most) + 1e-9);
  const first = Math.ceil(Math.log10(least) - 1e-9);
  const step = Math.max(1, Math.ceil((last - first) / 3));
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, tick) => Number(`1e${first + tick * step}`));
};

const seriesOf = (root: HTMLElement, { label, colour, shape }: Curve): uPlot.Series => {
  const stroke = colourOf(root, colour);
  return {
    label,
    stroke,
    width: shape === 'steps' ? 1 : 1.5,
    spanGaps: false,
    points: { show: false },
    ...(shape === 'line' ? {} : { fill: withAlpha(stroke, shape === 'area' ? 0.16 : 0.3) }),
    ...(shape === 'steps' ? { paths: uPlot.paths.stepped!({ align: -1 }) } : {}),
  };
};

/** Covers what lies after the moment that is looked at, and marks the moment. */
const drawMoment = (plot: uPlot, root: HTMLElement, moment: number | null): void => {
  if (moment === null) return;
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(moment, 'x', true));
  ctx.save();
  ctx.fillStyle = withAlpha(colourOf(root, '--paper'), 0.72);
  ctx.fillRect(x, bbox.top, Math.max(0, bbox.left + bbox.width - x), bbox.height);
  ctx.strokeStyle = colourOf(root, '--ink');
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
};

/** Draws a strip into an element; colours are those of the moment at which it is made. */
export function drawStrip(root: HTMLElement, data: uPlot.AlignedData, setting: StripSetting): uPlot {
  const soft = colourOf(root, '--soft');
  const rule = colourOf(root, '--rule');
  const font = `11px ${getComputedStyle(document.body).fontFamily}`;
  const line = { stroke: rule, width: 1 };
  return new uPlot(
    {
      width: root.clientWidth,
      height: stripHeight + (setting.withTime ? timeHeight : 0),
      padding: [6, 16, setting.withTime ? 0 : 4, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'run' }, points: { size: 6 } },
      scales: {
        x: { time: false, range: () => [0, setting.untilSeconds()] },
        y: setting.isLogarithmic
          ? { distr: 3, range: (_plot, _least, most) => [1, most > 1 ? most * 1.5 : 10] }
          : { range: (_plot, _least, most) => [0, most > 0 ? most * 1.08 : 1] },
      },
      axes: [
        {
          show: setting.withTime,
          size: timeHeight,
          stroke: soft,
          font,
          grid: line,
          ticks: { show: false },
          values: (_plot, ticks) => ticks.map(setting.timeText),
        },
        {
          size: scaleWidth,
          gap: 6,
          stroke: soft,
          font,
          grid: line,
          ticks: { show: false },
          space: 34,
          ...(setting.isLogarithmic ? { splits: decades } : {}),
          values: (_plot, ticks) => ticks.map((tick) => scaleText(tick)),
        },
      ],
      series: [{}, ...setting.curves.map((curve) => seriesOf(root, curve))],
      hooks: {
        draw: [(plot) => drawMoment(plot, root, setting.moment())],
        ready: [
          (plot) =>
            plot.over.addEventListener('click', () => {
              const { left } = plot.cursor;
              if (left !== undefined && left >= 0) setting.onMoment(plot.posToVal(left, 'x'));
            }),
        ],
      },
    },
    data,
    root,
  );
}
