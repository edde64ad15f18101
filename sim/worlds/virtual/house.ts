import type { OperatorAct } from '../../framework/control.ts';
import type { Suite } from '../../framework/crypto.ts';
import { placeNumber, places } from '../../framework/figure.ts';
import type { Place, Role } from '../../framework/figure.ts';
import { factNumber, flagClear } from '../../framework/fact.ts';
import { dataClasses } from '../../framework/datum.ts';
import { kinds } from '../../framework/message.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Links } from '../../kernel/links.ts';
import type { Cells } from '../shared/cells.ts';
import type { Lineage } from '../shared/lineage.ts';
import type { Nodes } from '../shared/nodes.ts';
import type { ControlCosts } from '../shared/control-costs.ts';
import type { Recorder } from '../shared/recorder.ts';
import type { Rings } from '../shared/rings.ts';
import type { Machines } from './machines.ts';
import type { Sessions } from './sessions.ts';
import type { Slots } from './slots.ts';
import type { Standing } from '../shared/standing.ts';
import type { Stored } from './stores.ts';
import type { Trusts } from '../shared/trusts.ts';

/** Where and by which control an alarm was raised, why, and how wrong things look to it. */
export interface RaisedAlarm {
  readonly node: number;
  readonly place: Place;
  readonly control: number;
  readonly reason: string;
  readonly cause: number;
  readonly score: number;
}

/** Tables that the rooms of the virtual world share. Each table is written by the room that it is named after. */
export interface House {
  readonly cast: Cast;
  readonly kernel: Kernel;
  readonly suite: Suite;
  readonly nodes: Nodes;
  readonly slots: Slots;
  readonly sessions: Sessions;
  readonly standing: Standing;
  readonly machines: Machines;
  readonly links: Links;
  readonly recorder: Recorder;
  readonly rings: Rings;
  readonly trusts: Trusts;
  readonly cells: Cells;
  readonly controlCosts: ControlCosts;
  /** By placement. */
  readonly roles: readonly Role[];
  readonly skews: readonly number[];
  /** Number of the profile of each placement's party. */
  readonly profiles: readonly number[];
  /** A control at a node says that something about a node or subject looks wrong; `cause` is the attack step behind it. */
  alarm(about: number, alarm: RaisedAlarm): void;
  /** A control asks whoever operates a node for something, to be begun after a delay. */
  order(what: OperatorAct, node: number, afterNs: number): void;
}

// Maps, not objects: a look-up by one of many words is several times faster there.
const kindNumbers: ReadonlyMap<string, number> = new Map(kinds.map((kind, index) => [kind, index + 1]));
/** Number of a class of data in facts. */
export const classNumbers: ReadonlyMap<string, number> = new Map(dataClasses.map((name, index) => [name, index]));
const placeNumbers: ReadonlyMap<Place, number> = new Map(places.map((place) => [place, placeNumber[place]]));

/** Takes down what happened to the message in a slot; `kind` is a number of a fact. Returns the row, for further columns. */
export function recordSlot(
  house: House,
  kind: number,
  node: number,
  peer: number,
  slot: number,
  detail: number,
  outcome: number,
): number {
  const { recorder, slots } = house;
  const envelope = slots.envelopes[slot]!;
  const truth = slots.truth;
  const row = recorder.take();
  const page = recorder.page;
  page.time[row] = house.kernel.now;
  page.kind[row] = kind;
  page.place[row] = house.sessions.point(slots.session[slot]! >> 1);
  page.node[row] = node;
  page.peer[row] = peer;
  page.counter[row] = truth.counter[slot]!;
  page.origin[row] = truth.origin[slot]!;
  page.subject[row] = envelope.subject;
  page.message[row] = kindNumbers.get(envelope.kind)!;
  page.dataClass[row] = classNumbers.get(envelope.dataClass)!;
  page.detail[row] = detail;
  page.outcome[row] = outcome;
  page.label[row] = truth.label[slot]!;
  page.flags[row] = truth.flags[slot]! | (envelope.body === null ? 0 : flagClear);
  page.born[row] = truth.born[slot]!;
  page.value[row] = 0;
  page.sizeBytes[row] = envelope.sizeBytes;
  return row;
}

/** Takes down an alarm about a node or subject, with the number of its reason. */
export function recordAlarm({ recorder, kernel }: House, about: number, raised: RaisedAlarm, reason: number): void {
  const row = recorder.add(kernel.now, factNumber.alarmed, placeNumber[raised.place], raised.node, about);
  recorder.page.subject[row] = about;
  recorder.page.detail[row] = raised.control;
  recorder.page.outcome[row] = reason;
  recorder.page.label[row] = raised.cause;
  recorder.page.value[row] = raised.score;
}

/** Takes down what a node did with the datum in its hands. Returns the row. */
export function recordDeed(
  house: House,
  kind: number,
  place: Place,
  node: number,
  peer: number,
  hand: Lineage,
  deed: { readonly subject: number; readonly dataClass: string; readonly detail: number; readonly outcome: number },
): number {
  const { recorder } = house;
  const row = recorder.take();
  const page = recorder.page;
  page.time[row] = house.kernel.now;
  page.kind[row] = kind;
  page.place[row] = placeNumbers.get(place)!;
  page.node[row] = node;
  page.peer[row] = peer;
  page.counter[row] = hand.counter;
  page.origin[row] = hand.origin;
  page.subject[row] = deed.subject;
  page.message[row] = 0;
  page.dataClass[row] = classNumbers.get(deed.dataClass) ?? 0;
  page.detail[row] = deed.detail;
  page.outcome[row] = deed.outcome;
  page.label[row] = hand.label;
  page.flags[row] = hand.flags;
  page.born[row] = hand.born;
  page.value[row] = 0;
  page.sizeBytes[row] = 0;
  return row;
}

/** Takes down what became of a record on a medium: the fact is about the record's own datum. `label`: the attack step that did it. */
export function recordOfMedium(
  house: House,
  kind: 'stored' | 'loaded' | 'erased' | 'retained',
  node: number,
  { subject, dataClass, truth }: Stored,
  label = 0,
): number {
  const deed = { subject, dataClass, detail: 0, outcome: 1 };
  const row = recordDeed(house, factNumber[kind], 'store', node, -1, truth, deed);
  if (label !== 0) house.recorder.page.label[row] = label;
  return row;
}
