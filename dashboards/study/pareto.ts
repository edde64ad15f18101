import { html, type Markup } from '../report/markup.ts';
import { numberText, percentText } from '../report/number-text.ts';
import { at, cut, roomFor, sign, type Picture } from './picture.ts';
import { linearScale, shareScale } from './scale.ts';

/** What protects, how well, and at which cost. */
export interface ParetoPoint {
  readonly label: string;
  readonly cost: number;
  readonly costCi95: readonly [number, number] | null;
  /** Share of attacks held, or of attempts that failed. */
  readonly protection: number;
  readonly isOnFront: boolean;
  /** Kind of sign: 0 for what is always named, others only where there is room. */
  readonly kind: number;
}

/** Protection against cost. */
export interface ParetoPlot extends Pick<Picture, 'name' | 'title' | 'words'> {
  readonly costTitle: string;
  readonly protectionTitle: string;
  readonly kinds: readonly string[];
  readonly points: readonly ParetoPoint[];
}

const [width, height] = [760, 430];
const [left, right, top, bottom] = [64, 740, 44, 376];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const apart = (one: Box, other: Box): boolean =>
  one.x + one.width < other.x || other.x + other.width < one.x || Math.abs(one.y - other.y) >= 13;

/** Points with the front through those that no other beats; labels are put where they hide nothing. */
export function paretoPlot(plot: ParetoPlot): Picture | null {
  const { points } = plot;
  if (points.length === 0) return null;
  const xs = linearScale(
    points.flatMap(({ cost, costCi95 }) => [cost, ...(costCi95 ?? [])]),
    [left, right],
    { count: 7 },
  );
  const ys = shareScale([bottom, top], 5);
  const grid = html`${ys.ticks.map((tick) => html`<path class="grid" d="M${left} ${at(tick.at)}H${right}" /><text class="soft end" x="${left - 8}" y="${at(tick.at + 4)}">${tick.text}</text>`)}${xs.ticks.map((tick) => html`<path class="grid" d="M${at(tick.at)} ${top}V${bottom}" /><text class="soft mid" x="${at(tick.at)}" y="${bottom + 17}">${tick.text}</text>`)}`;
  const front = points.filter(({ isOnFront }) => isOnFront).toSorted((one, other) => one.cost - other.cost);
  // Between two points of a front nothing was played: the line goes in steps, not straight through.
  const steps = front.map(({ cost, protection }, index) => {
    const [x, y] = [at(xs.of(cost)), at(ys.of(protection))];
    return index === 0 ? `M${x} ${y}` : `H${x}V${y}`;
  });
  const taken: Box[] = points.map((point) => ({ x: xs.of(point.cost) - 5, y: ys.of(point.protection), width: 10 }));
  const rank = ({ isOnFront, kind }: ParetoPoint): number => (isOnFront ? 0 : kind + 1);
  // Points that lie on one another have one name between them, that of the first, and a count of the others.
  const groups: ParetoPoint[][] = [];
  for (const point of points.toSorted((one, other) => rank(one) - rank(other))) {
    const near = groups.find(([first]) => {
      const [dx, dy] = [xs.of(first!.cost) - xs.of(point.cost), ys.of(first!.protection) - ys.of(point.protection)];
      return Math.abs(dx) < 5 && Math.abs(dy) < 5;
    });
    if (near === undefined) groups.push([point]);
    else near.push(point);
  }
  const labels = groups.map((group): Markup | null => {
    const point = group[0]!;
    const text = `${cut(point.label, 30)}${group.length === 1 ? '' : ` and ${group.length - 1} more`}`;
    // Names on the front are bold, which is wider.
    const room = roomFor(text) * (point.isOnFront ? 1.15 : 1);
    const [x, y] = [xs.of(point.cost), ys.of(point.protection)];
    const offsets = [0, -14, 14, -28, 28, -42, 42, 56, -56];
    const places = offsets.flatMap((dy): readonly Box[] => [
      { x: x + 9, y: y + dy, width: room },
      { x: x - 9 - room, y: y + dy, width: room },
    ]);
    const place = places.find(
      (box) =>
        box.x >= left + 2 &&
        box.x + box.width <= right + 16 &&
        box.y > top - 12 &&
        box.y < bottom - 4 &&
        taken.every((other) => apart(box, other)),
    );
    if (place === undefined) return null;
    taken.push(place);
    const leader =
      Math.abs(place.y - y) > 16
        ? html`<path class="grid" d="M${at(x)} ${at(y)}L${at(place.x < x ? place.x + room : place.x)} ${at(place.y)}" />`
        : null;
    return html`${leader}<text class="halo${point.isOnFront ? ' head' : ''}" x="${at(place.x)}" y="${at(place.y + 4)}">${text}</text>`;
  });
  const marks = points.map((point) => {
    const [x, y] = [xs.of(point.cost), ys.of(point.protection)];
    const whisker =
      point.costCi95 === null
        ? null
        : html`<path class="whisker k${point.kind}" style="opacity:.5" d="M${at(xs.of(point.costCi95[0]))} ${at(y)}H${at(xs.of(point.costCi95[1]))}" />`;
    const ring = point.isOnFront ? html`<circle class="ring" cx="${at(x)}" cy="${at(y)}" r="7.5" />` : null;
    return html`<g><title>${point.label}: ${percentText(point.protection)} at ${numberText(point.cost)}</title>${whisker}${ring}${sign(point.kind, x, y)}</g>`;
  });
  const unnamed = groups.filter((group, index) => group.length > 1 || labels[index] === null).length;
  let keyX = left;
  const key = plot.kinds.map((kind, index) => {
    const part = html`${sign(index, keyX + 6, 14)}<text x="${at(keyX + 16)}" y="18">${kind}</text>`;
    keyX += 34 + roomFor(kind);
    return part;
  });
  const ringKey = html`<circle class="ring" cx="${at(keyX + 6)}" cy="14" r="6" /><text x="${at(keyX + 18)}" y="18">on the front</text>`;
  return {
    name: plot.name,
    title: plot.title,
    words:
      unnamed === 0
        ? plot.words
        : `${plot.words} Points that lie on one another, or have no room for their names, stand in the tables.`,
    width,
    height,
    content: html`${grid}<path class="axis" d="M${left} ${top}V${bottom}H${right}" />${key}${ringKey}<path class="line k5" style="stroke-width:1.4;stroke-dasharray:5 3" d="${steps.join('')}" />${marks}${labels}<text class="mid" x="${(left + right) / 2}" y="${bottom + 40}">${plot.costTitle}</text><text class="mid" transform="translate(16 ${(top + bottom) / 2}) rotate(-90)">${plot.protectionTitle}</text>`,
  };
}
