import type { Address } from '../framework/figure.ts';
import type { Bodies, Draft, Message, MessageView } from '../framework/message.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { decline } from './relay.ts';

/** What commanding members needs of a system's io. */
export interface SystemCommandIo {
  readonly now: number;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: ((point: 'RP-T', to: Address<'device'>, draft: Draft<'command'>) => number) &
    ((point: 'RP-T', to: Address<'iot-platform'>, draft: Draft<'answer'>, re: number) => number);
  reply(draft: Draft<'answer'>): number;
  wake(timer: number, delayNs: number, argument?: number): void;
  keep(cell: number): void;
  blend(cell: number): void;
  recall(cell: number): void;
}

/** Who is commanded, and for how long their answers are waited for. */
export interface SystemCommandTerms {
  /** Members of each system. */
  readonly members: number;
  /** Commands to a system that may be under way at once. */
  readonly commands: number;
  /** Wait for the members' answers, ns: shorter than whoever commands the system waits. */
  readonly answerNs: number;
  /** Cells from here on are those of commands. */
  readonly firstCell: number;
}

/** Commands under way, by system and slot; and what each member was told, by the number under which it was. */
export interface SystemCommands {
  /** `subject` is the member, `detail` the slot. */
  readonly pending: PendingTable;
  /** Which command a slot is for: grows with each, so that timers of an earlier one are void; 0 where none is under way. */
  readonly turn: Float64Array;
  readonly turns: Float64Array;
  readonly from: Int32Array;
  readonly theirs: Float64Array;
  /** Members that have not answered, and members that have done it. */
  readonly left: Int32Array;
  readonly did: Int32Array;
}

const timerLate = 171;

/** No command is under way at `count` systems. */
export const systemCommands = (count: number, { members, commands }: SystemCommandTerms): SystemCommands => ({
  pending: pendingTable(count, members * commands),
  turn: new Float64Array(count * commands),
  turns: new Float64Array(count),
  from: new Int32Array(count * commands),
  theirs: new Float64Array(count * commands),
  left: new Int32Array(count * commands),
  did: new Int32Array(count * commands),
});

/** Passes a command to every member, each in its own name; declined where too many are under way. */
export function commandMembers(
  state: SystemCommands,
  index: number,
  message: MessageView<'command'>,
  first: number,
  io: SystemCommandIo,
  { members, commands, answerNs, firstCell }: SystemCommandTerms,
): void {
  const free = state.turn.subarray(index * commands, (index + 1) * commands).indexOf(0);
  if (free < 0) {
    decline(message, io);
    return;
  }
  const slot = index * commands + free;
  state.turn[slot] = ++state.turns[index]!;
  state.from[slot] = message.via;
  state.theirs[slot] = message.number;
  state.left[slot] = members;
  state.did[slot] = 0;
  io.keep(firstCell + free);
  for (let member = first; member < first + members; member++) {
    const draft = { kind: 'command', subject: member, dataClass: 'operational', body: message.body } as const;
    const row = addPending(state.pending, index, io.send('RP-T', member as Address<'device'>, draft));
    state.pending.subject[row] = member;
    state.pending.detail[row] = free;
  }
  io.wake(timerLate, answerNs, state.turn[slot]!);
}

/** Takes a member's answer; the last one ends the command. Only the member itself says what became of its part. Whether it ended. */
export function memberAnswered(
  state: SystemCommands,
  index: number,
  message: Message & { readonly kind: 'answer' },
  io: SystemCommandIo,
  terms: SystemCommandTerms,
  system: number,
): boolean {
  const row = findPending(state.pending, index, message.re);
  if (row === noRow || state.pending.subject[row] !== message.from) return false;
  const place = state.pending.detail[row]!;
  const slot = index * terms.commands + place;
  removePending(state.pending, index, row);
  state.left[slot]! -= 1;
  if (message.body.done === 1) state.did[slot]! += 1;
  io.blend(terms.firstCell + place);
  if (state.left[slot]! > 0) return false;
  end(state, index, place, io, terms, system);
  return true;
}

/** Runs the timer of commands: whoever has not answered by now has not done it. Undefined for another timer, else whether a command ended. */
export function commandsWoke(
  state: SystemCommands,
  index: number,
  { timer, argument }: { readonly timer: number; readonly argument: number },
  io: SystemCommandIo,
  terms: SystemCommandTerms,
  system: number,
): boolean | undefined {
  if (timer !== timerLate) return undefined;
  const { commands } = terms;
  const place = state.turn.subarray(index * commands, (index + 1) * commands).indexOf(argument);
  if (place < 0) return false;
  const { pending } = state;
  const rows = pending.capacity;
  for (let row = index * rows; row < (index + 1) * rows; row++) {
    if (pending.number[row]! > 0 && pending.detail[row] === place) removePending(pending, index, row);
  }
  end(state, index, place, io, terms, system);
  return true;
}

/** What is under way is forgotten: whoever waits has its own clock. */
export function forgetCommands(state: SystemCommands, index: number, { commands }: SystemCommandTerms): void {
  clearPending(state.pending, index);
  state.turn.fill(0, index * commands, (index + 1) * commands);
}

/** One answer for all: done where every member has done it, with how many did where not all or none. */
function end(
  state: SystemCommands,
  index: number,
  place: number,
  io: SystemCommandIo,
  { members, commands, firstCell }: SystemCommandTerms,
  system: number,
): void {
  const slot = index * commands + place;
  const did = state.did[slot]!;
  const body: Bodies['answer'] = { done: did === members ? 1 : 0, did, of: members };
  const draft = { kind: 'answer', subject: system, dataClass: 'operational', body } as const;
  io.recall(firstCell + place);
  io.send('RP-T', state.from[slot]! as Address<'iot-platform'>, draft, state.theirs[slot]!);
  state.turn[slot] = 0;
}
