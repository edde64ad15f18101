import { boxHeight, boxWidth, boxes, buses, drawingHeight, drawingWidth, edges } from './layout.ts';
import { html, type Markup } from './markup.ts';
import { compactText, numberText } from './number-text.ts';
import type { View } from './views.ts';
import { busLoad, edgeLoad, flowsWithoutLine, roleText, type Load } from './traffic.ts';

/** Width of a line: grows with the logarithm of what was sent over it. */
export const lineWidth = (sent: number): number => (sent === 0 ? 1.2 : Math.min(9, 1.4 + 1.15 * Math.log10(sent + 1)));

/** Class of a line: broken somewhere on it, in use, or idle. */
export const lineClass = (load: Load): string =>
  load.breaches > 0 ? 'line breached' : load.sent > 0 ? 'line' : 'line idle';

/** A line's load in words. */
export const sentence = (name: string, load: Load): string =>
  `${name}: ${numberText(load.sent)} sent, ${numberText(load.delivered)} delivered, ${numberText(load.refused)} refused, ` +
  `${numberText(load.dropped)} lost, ${numberText(load.breaches)} breaches`;

/** Words for a pointer that rests on a line; lines without traffic have none. */
const titled = (load: Load, name: string): Markup | null =>
  load.sent === 0 ? null : html`<title>${sentence(name, load)}</title>`;

interface Mark {
  readonly kind: 'breach' | 'refusal';
  readonly count: number;
}

/** Marks beside a line: a red triangle with an exclamation mark for breaches, a barred circle for refusals. */
const marksOf = (load: Load, [x, y]: readonly [number, number]): Markup => {
  const wanted: readonly Mark[] = [
    { kind: 'breach', count: load.breaches },
    { kind: 'refusal', count: load.refused },
  ];
  return html`${wanted
    .filter((mark) => mark.count > 0)
    .map((mark, row) => {
      const text = compactText(mark.count);
      const width = 24 + text.length * 7.4;
      const sign =
        mark.kind === 'breach'
          ? html`<path class="sign" d="M11 -5.6L17 5H5Z" /><path class="cut" d="M11 -2.4V1.6M11 3V3.8" />`
          : html`<circle class="ring" cx="11" cy="0" r="5" /><path class="ring" d="M7.6 3.4L14.4 -3.4" />`;
      return html`<g class="mark ${mark.kind}" transform="translate(${(x - width / 2).toFixed(1)} ${y + row * 22})">
<rect x="0" y="-9" width="${width.toFixed(1)}" height="18" rx="9" />${sign}<text x="20" y="4.4">${text}</text></g>`;
    })}`;
};

const labelOf = (point: string, load: Load, [x, y]: readonly [number, number]): Markup =>
  html`<text class="point" x="${x}" y="${y}">${point}${load.sent > 0 ? html`<tspan class="count" dx="4">${compactText(load.sent)}</tspan>` : null}</text>`;

const boxOf = (role: string): Markup => {
  const box = boxes[role]!;
  const texts = box.note === undefined ? box.lines : [...box.lines, box.note];
  const lines = texts.map((line, index) => {
    const y = box.y + 4.5 + (index - (texts.length - 1) / 2) * 15.5;
    return html`<text class="${line === box.note ? 'role second' : 'role'}" x="${box.x}" y="${y}">${line}</text>`;
  });
  return html`<g class="box"><rect x="${box.x - boxWidth / 2}" y="${box.y - boxHeight / 2}" width="${boxWidth}" height="${boxHeight}" rx="7" />${lines}</g>`;
};

/** The components' boxes and the lines that nothing passed, defined once for all drawings of a page. */
export const drawingShapes: Markup = html`<svg width="0" height="0" aria-hidden="true" class="shapes drawing-shapes"><defs><g id="boxes">${Object.keys(boxes).map(boxOf)}</g>${edges.map(
  ({ path }, index) => html`<path id="idle-${index}" class="line idle" stroke-width="${lineWidth(0)}" d="${path}" />`,
)}</defs></svg>`;

/** The figure of the framework with one view's traffic, refusals and breaches on it; its words stand in the table beside. */
export function drawing(view: View): Markup {
  const { picture, name, key } = view;
  const { flows } = picture;
  const direct = edges.map((edge) => ({ edge, load: edgeLoad(flows, edge) }));
  const shared = buses.map((bus) => ({ bus, loads: busLoad(flows, bus) }));
  return html`<svg class="drawing" viewBox="0 0 ${drawingWidth} ${drawingHeight}" role="img" aria-labelledby="${key}-title ${key}-words">
<title id="${key}-title">The framework under ${name}</title>
<desc id="${key}-words">${drawingWords(view)}</desc>
<g class="shared">${shared.map(({ bus, loads }) => {
    const total = loads[bus.hub]!;
    const width = Math.min(5, lineWidth(total.sent));
    return html`<g>${titled(total, bus.point)}<path class="${lineClass(total)}" stroke-width="${width.toFixed(1)}" d="${bus.path}" />${Object.entries(
      bus.branches,
    ).map(([role, path]) => {
      const load = loads[role]!;
      return html`<path class="branch ${lineClass(load)}" stroke-width="${Math.min(3.5, lineWidth(load.sent) * 0.6).toFixed(1)}" d="${path}" />`;
    })}</g>`;
  })}</g>
<g class="direct">${direct.map(({ edge, load }, index) =>
    load.sent === 0 && load.breaches === 0
      ? html`<use href="#idle-${index}" />`
      : html`<g>${titled(load, `${edge.point}, ${roleText(edge.between[0])} and ${roleText(edge.between[1])}`)}<path class="${lineClass(load)}" stroke-width="${lineWidth(load.sent).toFixed(1)}" d="${edge.path}" /></g>`,
  )}</g>
<use href="#boxes" />
${direct.map(({ edge, load }) => html`${labelOf(edge.point, load, edge.label)}${marksOf(load, edge.marks)}`)}
${shared.map(({ bus, loads }) => html`${labelOf(bus.point, loads[bus.hub]!, bus.label)}${marksOf(loads[bus.hub]!, bus.marks)}`)}
</svg>`;
}

/** The drawing in a sentence or two, for those who do not see it. */
export function drawingWords({ picture, name }: View): string {
  const { flows } = picture;
  const total = (field: 'sent' | 'refused' | 'breaches'): number =>
    flows.reduce((count, flow) => count + flow[field], 0);
  const breached = [...new Set(flows.filter((flow) => flow.breaches > 0).map((flow) => flow.point))];
  const where = breached.length > 0 ? ` at ${breached.join(', ')}` : '';
  return (
    `Under ${name}, ${numberText(total('sent'))} messages were sent, ${numberText(total('refused'))} were refused by a control, and ` +
    `${numberText(total('breaches'))} breaches were judged on ground truth${where}.`
  );
}

/** The same numbers as a table, flow by flow. */
export function flowTable({ picture, name }: View): Markup {
  const flows = picture.flows.filter((flow) => flow.sent + flow.refused + flow.breaches > 0);
  const without = flowsWithoutLine(flows).length;
  const note = without > 0 ? html`<p class="note">${without} of these flows have no line in the drawing.</p>` : null;
  return html`<details class="words"><summary>The same as a table</summary>${note}
<div class="scroll" tabindex="0" role="region" aria-label="Traffic by reference point under ${name}"><table class="flows">
<caption>Messages by reference point under ${name}</caption>
<thead><tr><th scope="col">Point</th><th scope="col">From</th><th scope="col">To</th><th scope="col" class="number">Sent</th><th scope="col" class="number">Delivered</th><th scope="col" class="number">Refused</th><th scope="col" class="number">Lost</th><th scope="col" class="number">Breaches</th></tr></thead>
<tbody>${flows.map(
    (flow) =>
      html`<tr><th scope="row">${flow.point}</th><td>${roleText(flow.fromRole)}</td><td>${roleText(flow.toRole)}</td>${[flow.sent, flow.delivered, flow.refused, flow.dropped, flow.breaches].map((count) => html`<td>${numberText(count)}</td>`)}</tr>`,
  )}</tbody></table></div></details>`;
}
