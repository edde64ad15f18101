import type { Draft, Message, MessageView } from '../framework/message.ts';
import type { Circumstances } from '../framework/deed.ts';

/** What the maintenance service needs of a thing's io. */
export interface MaintenanceIo {
  readonly now: number;
  readonly node: number;
  reply(draft: Draft<'answer'>): number;
  run(circumstances: Circumstances): boolean;
}

/** The maintenance service of things: who may put other code onto them. */
export interface MaintenanceTerms {
  /** What each thing asks for, in the order of their numbers from `first` on: some have the password that their maker ships with. */
  readonly first: number;
  readonly secrets: Uint32Array;
  /** How long a login counts, ns. */
  readonly loginNs: number;
  /** Who may bring images without a login: whoever manages the things. */
  readonly manager: number;
}

/** Sessions of the maintenance service, by node. */
export interface MaintenanceState {
  /** Address from which somebody logged in last, -1 for nobody, and when that ends. */
  readonly from: Int32Array;
  readonly untilNs: Float64Array;
  /** Version of the code that was put onto the thing last; 0 where it is as it came. */
  readonly version: Float64Array;
}

/** Maintenance services of `count` things. */
export const maintenanceState = (count: number): MaintenanceState => ({
  from: new Int32Array(count).fill(-1),
  untilNs: new Float64Array(count),
  version: new Float64Array(count),
});

/** Serves the message in hand where it is for the maintenance service; false for one that is not. */
export function maintained(
  state: MaintenanceState,
  index: number,
  message: Message,
  io: MaintenanceIo,
  terms: MaintenanceTerms,
): boolean {
  if (message.kind === 'login') login(state, index, message, io, terms);
  else if (message.kind === 'image') update(state, index, message, io, terms);
  else return false;
  return true;
}

/** Sessions are forgotten; what was put onto the thing stays. */
export function forgetMaintenance(state: MaintenanceState, index: number): void {
  state.from[index] = -1;
  state.untilNs[index] = 0;
}

function login(
  state: MaintenanceState,
  index: number,
  message: MessageView<'login'>,
  io: MaintenanceIo,
  { first, secrets, loginNs }: MaintenanceTerms,
): void {
  const right = message.body.secret === secrets[io.node - first];
  if (right) {
    state.from[index] = message.via;
    state.untilNs[index] = io.now + loginNs;
  }
  tell(io, right);
}

function update(
  state: MaintenanceState,
  index: number,
  message: MessageView<'image'>,
  io: MaintenanceIo,
  { manager }: MaintenanceTerms,
): void {
  const loggedIn = state.from[index] === message.via && io.now < state.untilNs[index]!;
  const taken = (message.from === manager || loggedIn) && io.run({ running: state.version[index]! });
  if (taken) state.version[index] = message.body.version;
  tell(io, taken);
}

const tell = (io: MaintenanceIo, done: boolean): void =>
  void io.reply({ kind: 'answer', subject: io.node, dataClass: 'public', body: { done: done ? 1 : 0 } });
