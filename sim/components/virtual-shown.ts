import type { Address } from '../framework/figure.ts';
import type { Draft, MessageView } from '../framework/message.ts';
import { beginResolution, forgetResolution, holding, resolutionState, resolutionWoke } from './resolution.ts';
import type { ResolutionIo, ResolutionState, ResolutionTerms } from './resolution.ts';
import { thingOf } from './things.ts';
import type { VirtualThings } from './virtual-things.ts';

/** What showing virtual things needs of an entity agent's io. */
export interface ShownIo extends ResolutionIo {
  readonly node: number;
  // Not of one form with the rest: only so does the compiler notice a role that may not say it.
  readonly send: ResolutionIo['send'] &
    ((point: 'RP-M' | 'RP-X', to: Address<'virtual-thing'>, draft: Draft<'observe'>) => number);
}

/** Which virtual things a platform shows: its own, and those of others once it has learnt whose they are. */
export interface ShownTerms {
  readonly things: VirtualThings;
  /** Those of others are asked for at identity storages, and their records must name their platforms. */
  readonly resolution: ResolutionTerms;
  /** Time between two questions to each for its state, ns. */
  readonly observeNs: number;
  /** Cells from here on are those of their states, one a thing. */
  readonly firstCell: number;
}

/** Virtual things as entity agents know them, by node and thing. */
export interface ShownState {
  readonly value: Float64Array;
  /** When it was told last on the thing's own clock, ns; -1 for never. */
  readonly at: Float64Array;
  /** Whether its last question was not answered yet, and when that was asked, ns. */
  readonly waits: Uint8Array;
  readonly askedNs: Float64Array;
  readonly resolution: ResolutionState;
}

const timerObserve = 181;

/** Virtual things of which `count` entity agents know nothing yet. */
export const shownState = (count: number, { things, resolution }: ShownTerms): ShownState => ({
  value: new Float64Array(count * things.count),
  at: new Float64Array(count * things.count).fill(-1),
  waits: new Uint8Array(count * things.count),
  askedNs: new Float64Array(count * things.count),
  resolution: resolutionState(count, resolution),
});

/** Begins to ask whose the virtual things of others are, and all of them for their state. */
export function beginShowing(io: ShownIo, { things, resolution, observeNs }: ShownTerms): void {
  beginResolution(io, resolution);
  for (let thing = 0; thing < things.count; thing++)
    io.wake(timerObserve, Math.floor((observeNs * (thing + 1)) / (things.count + 1)), thing);
}

/** Whether a virtual thing is of the own platform. */
const isOwn = ({ entityAgent }: VirtualThings, thing: number, io: Pick<ShownIo, 'node'>): boolean =>
  entityAgent[thing] === io.node;

/** Runs the timers of showing; false for a timer that is not its own. What was not answered is a report that failed. */
export function showingWoke(
  state: ShownState,
  index: number,
  wake: { readonly timer: number; readonly argument: number },
  io: ShownIo,
  terms: ShownTerms,
): boolean {
  if (wake.timer !== timerObserve) return resolutionWoke(state.resolution, index, wake, io, terms.resolution);
  const { things, observeNs } = terms;
  const thing = wake.argument;
  const row = index * things.count + thing;
  if (state.waits[row] === 1) io.finish('report', state.askedNs[row]!, 0);
  const node = things.first + thing;
  const body = { identifier: things.identifiers[thing]! };
  const draft = { kind: 'observe', subject: node, dataClass: 'operational', body } as const;
  state.askedNs[row] = io.now;
  state.waits[row] = 1;
  io.send(isOwn(things, thing, io) ? 'RP-M' : 'RP-X', node as Address<'virtual-thing'>, draft);
  io.wake(timerObserve, observeNs, thing);
  return true;
}

/** Takes what a virtual thing tells of itself; one of another platform counts only while its record says that it is that platform's. */
export function virtualTold(
  state: ShownState,
  index: number,
  message: MessageView<'report'>,
  io: ShownIo,
  terms: ShownTerms,
): void {
  const { things, resolution, firstCell } = terms;
  const thing = thingOf(things, message.subject);
  if (message.from !== message.subject || (message.body as unknown) === null) return;
  const row = index * things.count + thing;
  const { at, value } = message.body;
  const known = isOwn(things, thing, io) || holding(state.resolution, index, thing, io, resolution) === 'ours';
  const shown = known && io.use('twin');
  if (shown) {
    state.value[row] = value;
    state.at[row] = at;
    io.keep(firstCell + thing);
  }
  state.waits[row] = 0;
  io.finish('report', at, shown ? 1 : 0);
}

/** The node to which a wish for a virtual thing of the own platform goes; undefined for one of another platform. */
export const wayToVirtual = (
  { things }: ShownTerms,
  subject: number,
  io: Pick<ShownIo, 'node'>,
): Address<'virtual-thing'> | undefined =>
  isOwn(things, thingOf(things, subject), io) ? (subject as Address<'virtual-thing'>) : undefined;

/** Adds the states of the virtual things of a room to what an avatar is shown. */
export function addVirtual(
  values: number[],
  room: number,
  state: ShownState,
  index: number,
  io: Pick<ShownIo, 'recall'>,
  { things, firstCell }: ShownTerms,
): void {
  for (let thing = 0; thing < things.count; thing++) {
    const row = index * things.count + thing;
    if (things.room[thing] !== room || state.at[row]! < 0) continue;
    values.push(state.value[row]!);
    io.recall(firstCell + thing);
  }
}

/** An entity agent forgets what it knew of virtual things. */
export function forgetShown(state: ShownState, index: number, { things, resolution }: ShownTerms): void {
  const [first, end] = [index * things.count, (index + 1) * things.count];
  state.at.fill(-1, first, end);
  state.waits.fill(0, first, end);
  forgetResolution(state.resolution, index, resolution);
}
