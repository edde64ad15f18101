import type { Address } from '../framework/figure.ts';
import type { Message } from '../framework/message.ts';

/** Who may visit: the persons numbered from `first` on. */
export interface VisitorRange {
  readonly first: number;
  readonly count: number;
}

/** Where an avatar agent reaches the persons who visit through it: by node and person, -1 for one who has not come. */
export interface VisitorLines {
  readonly range: VisitorRange;
  readonly line: Int32Array;
}

/** No visitors have come yet at any of `count` nodes. */
export const visitorLines = (count: number, range: VisitorRange = { first: 0, count: 0 }): VisitorLines => ({
  range,
  line: new Int32Array(count * range.count).fill(-1),
});

const placeOf = ({ range }: VisitorLines, index: number, person: number): number => {
  const visitor = person - range.first;
  return visitor >= 0 && visitor < range.count ? index * range.count + visitor : -1;
};

/** Remembers where the person behind the message in hand is reached: at the other end of the channel that it came on. */
export function visitorCame(lines: VisitorLines, index: number, visit: Message, person: number): void {
  const place = placeOf(lines, index, person);
  if (place >= 0) lines.line[place] = visit.via;
}

/** Whether the message in hand comes from where its person is reached. */
export function isOnLine(lines: VisitorLines, index: number, { via }: Message, person: number): boolean {
  const place = placeOf(lines, index, person);
  return place >= 0 && lines.line[place] === via;
}

/** A visitor is reached no longer. */
export function visitorWent(lines: VisitorLines, index: number, person: number): void {
  const place = placeOf(lines, index, person);
  if (place >= 0) lines.line[place] = -1;
}

/** Passes the message in hand on to a visitor; to one who has not come, it is not passed on. */
export function passToVisitor(
  lines: VisitorLines,
  index: number,
  person: number,
  io: { forward(point: 'RP-A', to: Address<'person'>): number },
): void {
  const place = placeOf(lines, index, person);
  const line = place < 0 ? -1 : lines.line[place]!;
  if (line >= 0) io.forward('RP-A', line as Address<'person'>);
}

/** The visitors of a node are forgotten, until they state anew that they are here. */
export const forgetVisitors = ({ range, line }: VisitorLines, index: number): void => {
  line.fill(-1, index * range.count, (index + 1) * range.count);
};
