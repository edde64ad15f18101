import { lineClass, lineWidth, sentence } from '../../report/drawing.ts';
import type { Picture } from '../../../metrics/results/summary.ts';
import { boxHeight, boxWidth, boxes, buses, drawingHeight, drawingWidth, edges } from '../../report/layout.ts';
import { compactText, numberText } from '../../report/number-text.ts';
import { busLoad, edgeLoad, roleText, type Load } from '../../report/traffic.ts';
import { countsOf, flowsOf } from '../sight.ts';
import { useDesk } from './use-model.ts';
import type { View } from './view.ts';

type Place = readonly [number, number];
type Flows = Picture['flows'];

interface Line {
  readonly key: string;
  readonly point: string;
  readonly name: string;
  readonly path: string;
  readonly label: Place;
  readonly marks: Place;
  readonly load: Load;
  /** What passed in the last moments. */
  readonly recent: Load;
  readonly branches: readonly { readonly role: string; readonly path: string; readonly load: Load }[];
}

const linesOf = (flows: Flows, recent: Flows): readonly Line[] => {
  const direct = edges.map(({ point, between: [one, other], path, label, marks }, index) => ({
    key: `${point}-${index}`,
    point,
    name: `${point}, ${roleText(one)} and ${roleText(other)}`,
    path,
    label,
    marks,
    load: edgeLoad(flows, edges[index]!),
    recent: edgeLoad(recent, edges[index]!),
    branches: [],
  }));
  const shared = buses.map((bus) => {
    const loads = busLoad(flows, bus);
    return {
      key: bus.point,
      point: bus.point,
      name: bus.point,
      path: bus.path,
      label: bus.label,
      marks: bus.marks,
      load: loads[bus.hub]!,
      recent: busLoad(recent, bus)[bus.hub]!,
      branches: Object.entries(bus.branches).map(([role, path]) => ({ role, path, load: loads[role]! })),
    };
  });
  return [...shared, ...direct];
};

/** How fast dots run along a line: by the order of magnitude of messages a second. */
const streamClass = (recent: Load, seconds: number): string => {
  const rate = recent.sent / seconds;
  if (rate === 0) return '';
  return rate < 1 ? 'slow' : rate < 10 ? 'steady' : rate < 100 ? 'brisk' : 'fast';
};

const Boxes = () => (
  <g>
    {Object.entries(boxes).map(([role, box]) => {
      const texts = box.note === undefined ? box.lines : [...box.lines, box.note];
      return (
        <g class="box" key={role}>
          <rect x={box.x - boxWidth / 2} y={box.y - boxHeight / 2} width={boxWidth} height={boxHeight} rx="7" />
          {texts.map((line, index) => (
            <text
              key={line}
              class={line === box.note ? 'role second' : 'role'}
              x={box.x}
              y={box.y + 4.5 + (index - (texts.length - 1) / 2) * 15.5}
            >
              {line}
            </text>
          ))}
        </g>
      );
    })}
  </g>
);

function Mark({
  kind,
  count,
  fresh,
  place: [x, y],
}: {
  readonly kind: 'breach' | 'refusal';
  readonly count: number;
  readonly fresh: boolean;
  readonly place: Place;
}) {
  const text = compactText(count);
  const width = 24 + text.length * 7.4;
  return (
    <g class={`mark ${kind}${fresh ? ' fresh' : ''}`} transform={`translate(${(x - width / 2).toFixed(1)} ${y})`}>
      {fresh && <rect class="halo" x="-3" y="-12" width={width + 6} height="24" rx="12" />}
      <rect x="0" y="-9" width={width} height="18" rx="9" />
      {kind === 'breach' ? (
        <>
          <path class="sign" d="M11 -5.6L17 5H5Z" />
          <path class="cut" d="M11 -2.4V1.6M11 3V3.8" />
        </>
      ) : (
        <>
          <circle class="ring" cx="11" cy="0" r="5" />
          <path class="ring" d="M7.6 3.4L14.4 -3.4" />
        </>
      )}
      <text x="20" y="4.4">
        {text}
      </text>
    </g>
  );
}

function Marks({
  line: {
    load,
    recent,
    marks: [x, y],
  },
}: {
  readonly line: Line;
}) {
  return (
    <>
      {load.breaches > 0 && <Mark kind="breach" count={load.breaches} fresh={recent.breaches > 0} place={[x, y]} />}
      {load.refused > 0 && (
        <Mark
          kind="refusal"
          count={load.refused}
          fresh={recent.refused > 0}
          place={[x, y + (load.breaches > 0 ? 22 : 0)]}
        />
      )}
    </>
  );
}

function Track({ line, seconds, moves }: { readonly line: Line; readonly seconds: number; readonly moves: boolean }) {
  const { load, path, branches, name, recent } = line;
  const shared = branches.length > 0;
  const width = shared ? Math.min(5, lineWidth(load.sent)) : lineWidth(load.sent);
  const stream = moves ? streamClass(recent, seconds) : '';
  return (
    <g class={shared ? 'shared' : 'direct'}>
      {load.sent > 0 && <title>{sentence(name, load)}</title>}
      <path class={lineClass(load)} stroke-width={width.toFixed(1)} d={path} />
      {branches.map((branch) => (
        <path
          key={branch.role}
          class={`branch ${lineClass(branch.load)}`}
          stroke-width={Math.min(3.5, lineWidth(branch.load.sent) * 0.6).toFixed(1)}
          d={branch.path}
        />
      ))}
      {stream !== '' && <path class={`stream ${stream}`} d={path} />}
    </g>
  );
}

const total = (lines: readonly Line[], of: 'sent' | 'refused' | 'breaches'): number =>
  lines.reduce((sum, { load }) => sum + load[of], 0);

function Drawing({
  lines,
  seconds,
  moves,
  words,
}: {
  readonly lines: readonly Line[];
  readonly seconds: number;
  readonly moves: boolean;
  readonly words: string;
}) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Figure">
      <svg
        class="drawing"
        viewBox={`0 0 ${drawingWidth} ${drawingHeight}`}
        role="img"
        aria-labelledby="drawing-title drawing-words"
      >
        <title id="drawing-title">Traffic in the framework</title>
        <desc id="drawing-words">{words}</desc>
        {lines.map((line) => (
          <Track key={line.key} line={line} seconds={seconds} moves={moves} />
        ))}
        <Boxes />
        {lines.map((line) => (
          <g key={line.key}>
            <text class="point" x={line.label[0]} y={line.label[1]}>
              {line.point}
              <tspan class="count" dx="4">
                {line.load.sent > 0 ? compactText(line.load.sent) : ''}
              </tspan>
            </text>
            <Marks line={line} />
          </g>
        ))}
      </svg>
    </div>
  );
}

const elsewhere = (all: number, here: number): string =>
  all > here ? ` (${numberText(all - here)} more elsewhere)` : '';

const wordsOf = (lines: readonly Line[], { counts }: View): string => {
  const [refused, breaches] = [total(lines, 'refused'), total(lines, 'breaches')];
  const broken = [...new Set(lines.filter(({ load }) => load.breaches > 0).map(({ point }) => point))];
  const where = broken.length > 0 ? ` at ${broken.join(', ')}` : '';
  const all = (of: 'refusals' | 'breaches'): number => countsOf(counts, of).reduce((sum, [, count]) => sum + count, 0);
  return (
    `On these lines ${numberText(total(lines, 'sent'))} messages were sent and ${numberText(refused)} refused by a ` +
    `control${elsewhere(all('refusals'), refused)}; ${numberText(breaches)} breaches were judged on ground ` +
    `truth${where}${elsewhere(all('breaches'), breaches)}.`
  );
};

/** The figure of the framework, with what passes on it. */
export function Figure({ view }: { readonly view: View }) {
  const { model } = useDesk();
  const { heading, counts, recent, recentSeconds, following } = view;
  const lines = linesOf(flowsOf(heading, counts), flowsOf(heading, recent));
  const words = wordsOf(lines, view);
  return (
    <section aria-labelledby="figure-title">
      <h2 id="figure-title">The framework</h2>
      <figure>
        <Drawing
          lines={lines}
          seconds={recentSeconds}
          moves={following && model.state.phase === 'running'}
          words={words}
        />
        <figcaption>{words}</figcaption>
      </figure>
    </section>
  );
}

/** The figure before anything passes on it. */
export const IdleFigure = () => (
  <figure class="idle-figure">
    <Drawing lines={linesOf([], [])} seconds={1} moves={false} words="Nothing has been sent yet." />
  </figure>
);
