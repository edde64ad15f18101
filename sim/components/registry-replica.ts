import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { isNewer } from '../framework/identity-object.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { MessageView } from '../framework/message.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';

/** Settings of a registry's replica. */
export interface RegistryReplicaSettings {
  /** Whom it takes copies from. */
  readonly authority: Address<'identity-storage'>;
  /** What it keeps copies of, in the order of its rows. */
  readonly identifiers: readonly string[];
  /** Time that it takes to look a record up, ns. */
  readonly lookupNs: number;
  /** Questions that may wait for their answers at once. */
  readonly pendingRequests: number;
}

/** State of replicas. */
export interface RegistryReplicaState {
  /** The newest copy of each record, by node and row; null where none has come. */
  readonly objects: (IdentityObject | null)[];
  readonly pending: PendingTable;
  /** Questions so far, by node. */
  readonly asked: Float64Array;
}

const timerAnswer = 1;

/**
 * A replica of a registry: it holds the newest objects that the authority has vouched for, and gives them to whoever asks. It can
 * vouch for none itself. What it has forgotten comes again with the authority's next round; until then it says that it knows nothing.
 *
 *   authority ─RP-D replicate─▶ replica          things agent ─RP-D resolve─▶ replica ─RP-D resolved─▶ things agent
 */
export function registryReplica(
  settings: RegistryReplicaSettings,
): Component<'identity-storage', RegistryReplicaState> {
  const { identifiers, lookupNs } = settings;
  const rowOf = new Map(identifiers.map((identifier, row) => [identifier, row]));
  type Here = Io<'identity-storage'>;

  const take = (state: RegistryReplicaState, index: number, message: MessageView<'replicate'>, io: Here): void => {
    const { object } = message.body;
    const row = rowOf.get(object.identifier);
    if (message.from !== settings.authority || row === undefined) return;
    const at = index * identifiers.length + row;
    const known = state.objects[at] ?? null;
    if (known !== null && !isNewer(object, known)) return;
    state.objects[at] = object;
    io.keep(row);
  };

  const ask = (state: RegistryReplicaState, index: number, message: MessageView<'resolve'>, io: Here): void => {
    const row = rowOf.get(message.body.identifier);
    const number = state.asked[index]! + 1;
    const place = row === undefined ? noRow : addPending(state.pending, index, number);
    if (row === undefined || place === noRow) {
      io.reply({ kind: 'resolved', subject: message.subject, dataClass: 'operational', body: { object: null } });
      return;
    }
    state.asked[index] = number;
    state.pending.from[place] = message.via;
    state.pending.theirs[place] = message.number;
    state.pending.subject[place] = message.subject;
    state.pending.detail[place] = row;
    io.wake(timerAnswer, lookupNs, number);
  };

  // In a call of its own: the answer descends from the record, not from the question.
  const answer = (state: RegistryReplicaState, index: number, number: number, io: Here): void => {
    const { pending } = state;
    const place = findPending(pending, index, number);
    if (place === noRow) return;
    const row = pending.detail[place]!;
    const object = state.objects[index * identifiers.length + row] ?? null;
    if (object !== null) io.recall(row);
    const draft = { kind: 'resolved', subject: pending.subject[place]!, dataClass: 'operational' } as const;
    const to = pending.from[place]! as Address<'things-agent'>;
    io.send('RP-D', to, { ...draft, body: { object } }, pending.theirs[place]!);
    removePending(pending, index, place);
  };

  return {
    role: 'identity-storage',
    code: 'registry-replica 1',
    state: (count) => ({
      objects: new Array<IdentityObject | null>(count * identifiers.length).fill(null),
      pending: pendingTable(count, settings.pendingRequests),
      asked: new Float64Array(count),
    }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      if (message.kind === 'replicate') take(state, index, message, io);
      else if (message.kind === 'resolve') ask(state, index, message, io);
    },
    wake: (state, index, _timer, number, io) => answer(state, index, number, io),
    forget: (state, index) => {
      state.objects.fill(null, index * identifiers.length, (index + 1) * identifiers.length);
      clearPending(state.pending, index);
    },
  };
}
