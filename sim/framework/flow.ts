import { figure, points } from './figure.ts';
import type { Point, Role } from './figure.ts';
import type { Kind } from './message.ts';

/** What one role may say to another at a point. */
export interface Flow {
  readonly point: Point;
  readonly from: Role;
  readonly to: Role;
  readonly kinds: readonly Kind[];
}

/** Every flow of the figure, in its order; a kind that is misspelt there does not compile here. */
export const flows: readonly Flow[] = points.flatMap((point) =>
  figure[point].joins.flatMap(([first, second, said, answered]): readonly Flow[] => [
    { point, from: first, to: second, kinds: said },
    { point, from: second, to: first, kinds: answered },
  ]),
);
