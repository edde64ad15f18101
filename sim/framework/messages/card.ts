import type { DataClass } from '../datum.ts';
import type { Role } from '../figure.ts';

/** What the range must know of a kind of message beside its form. Whatever handles messages reads this, and knows no kind by name. */
export interface KindCard<Body> {
  /** Plain size of a body on the wire, bytes: CBOR of its fields, rounded (assumption; checked against an encoder). */
  readonly bytes: number;
  /** Bytes beyond that, where the size follows from what it holds. */
  readonly beyond?: (body: Body) => number;
  /** It makes somebody act: taken twice, it would do so twice. */
  readonly acts?: true;
  /** It may pass through hands that cannot read it, its content sealed for somebody behind them: through all, or those of some roles. */
  readonly sealable?: true | readonly Role[];
  /** It says what was computed: whether somebody who says this in its place says a wrong thing. */
  readonly differs?: (computed: Body, said: Body) => boolean;
  /** The person in whose name it is said. */
  readonly askedBy?: (body: Body) => number;
  /** What a right to say it is a right over: a thing, a room; policy decides who may. Its subject is at hand beside it. */
  readonly over?: (body: Body, subject: number) => number;
  /** Scope that a token for it carries, where tokens are in use. */
  readonly scope?: (body: Body) => string;
  /** The number that it tells, in the unit of its quantity. */
  readonly value?: (body: Body) => number;
  /** Class of what it really says, which may be less than was declared once fields were removed; default: as declared. */
  readonly classOf?: (body: Body) => DataClass;
  /** Data in it; default 1. */
  readonly dataIn?: (body: Body) => number;
}

/** A card for each kind of a family. */
export type Cards<Bodies> = { readonly [K in keyof Bodies]: KindCard<Bodies[K]> };
