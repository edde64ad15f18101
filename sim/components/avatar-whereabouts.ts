import { forgetVisitors, visitorLines } from './visitors.ts';
import type { VisitorLines, VisitorRange } from './visitors.ts';

/** What avatar agents know of each person: where its avatar is, and what meetings with it rest on; a row for each node and person. */
export interface AvatarWhereabouts {
  /** Where persons are reached whose avatars are here. */
  readonly lines: VisitorLines;
  /** When the node began, or began anew, by node: what was said before that counts no more. */
  readonly begunNs: Float64Array;
  /** Until when the avatar is here, ns; 0 while it is not. */
  readonly hereUntilNs: Float64Array;
  /** What the person's newest word about where its avatar is says of its own time, ns; -1 before the first. */
  readonly saidNs: Float64Array;
  /** 1 once that word was a wish to go and the other platform expects the avatar; at home, for as long as it is away. */
  readonly gone: Uint8Array;
  /** At home: avatar agent at which the avatar is, -1 while none is known. */
  readonly awayAt: Int32Array;
  /** Number under which the wish was passed on, 0 while none is; to whom; and the person's own message, with where it came from. */
  readonly passed: Float64Array;
  readonly passedTo: Int32Array;
  readonly asked: Float64Array;
  readonly askedVia: Int32Array;
  /** The wish by which the avatar comes, -1 for none: its time, and how long it is good. */
  readonly comingNs: Float64Array;
  readonly comingUntilNs: Float64Array;
  /** Place in `ageBands`, as assured at home; whom the person bars; whom its guardian lets contact it, and since when. */
  readonly band: Uint8Array;
  readonly barred: (readonly number[])[];
  readonly friends: (readonly number[])[];
  readonly agreedNs: Float64Array;
  /** When home said so, on its own clock, ns; -1 where nobody has vouched. At home: its own newest such word. */
  readonly vouchedNs: Float64Array;
  /** When that came in. */
  readonly heardNs: Float64Array;
}

const nobody: readonly number[] = [];

/** Nobody has been heard of yet at any of `count` nodes. */
export const avatarWhereabouts = (count: number, people?: VisitorRange): AvatarWhereabouts => {
  const lines = visitorLines(count, people);
  const rows = count * lines.range.count;
  return {
    lines,
    begunNs: new Float64Array(count).fill(-1),
    hereUntilNs: new Float64Array(rows),
    saidNs: new Float64Array(rows).fill(-1),
    gone: new Uint8Array(rows),
    awayAt: new Int32Array(rows).fill(-1),
    passed: new Float64Array(rows),
    passedTo: new Int32Array(rows).fill(-1),
    asked: new Float64Array(rows),
    askedVia: new Int32Array(rows).fill(-1),
    comingNs: new Float64Array(rows).fill(-1),
    comingUntilNs: new Float64Array(rows),
    band: new Uint8Array(rows),
    barred: new Array<readonly number[]>(rows).fill(nobody),
    friends: new Array<readonly number[]>(rows).fill(nobody),
    agreedNs: new Float64Array(rows).fill(-1),
    vouchedNs: new Float64Array(rows).fill(-1),
    heardNs: new Float64Array(rows),
  };
};

/** What was vouched for is forgotten. */
export function forgetVouched(state: AvatarWhereabouts, row: number): void {
  state.band[row] = 0;
  state.barred[row] = nobody;
  state.friends[row] = nobody;
  state.agreedNs[row] = -1;
  state.vouchedNs[row] = -1;
  state.heardNs[row] = 0;
}

/** All that is known of a person is forgotten. */
export function forgetAvatar(state: AvatarWhereabouts, row: number): void {
  forgetVouched(state, row);
  state.hereUntilNs[row] = 0;
  state.saidNs[row] = -1;
  state.gone[row] = 0;
  state.awayAt[row] = -1;
  state.passed[row] = 0;
  state.passedTo[row] = -1;
  state.asked[row] = 0;
  state.askedVia[row] = -1;
  state.comingNs[row] = -1;
  state.comingUntilNs[row] = 0;
}

/** A node forgets everybody. */
export function forgetAvatars(state: AvatarWhereabouts, index: number): void {
  const { count } = state.lines.range;
  for (let row = index * count; row < (index + 1) * count; row++) forgetAvatar(state, row);
  forgetVisitors(state.lines, index);
}
