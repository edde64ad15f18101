import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { isNewer } from '../framework/identity-object.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { MessageView } from '../framework/message.ts';
import { addPending, clearPending, findPending, noRow, pendingTable, removePending } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { abroadState, abroadWoke, answeredAbroad, forgetAbroad, isAtHand } from './abroad.ts';
import type { AbroadState, AbroadTerms } from './abroad.ts';

/** Settings of a registry's replica. */
export interface RegistryReplicaSettings {
  /** Whom it takes copies from. */
  readonly authority: Address<'identity-storage'>;
  /** What it keeps copies of, in the order of its rows. */
  readonly identifiers: readonly string[];
  /** What it asks storages of other federations for, in rows behind its own; absent where it knows of none. */
  readonly abroad?: AbroadTerms;
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
  /** Null where it asks nobody. */
  readonly abroad: AbroadState | null;
}

const timerAnswer = 1;

/** Records that a replica holds, and so the cells that it needs. */
export const recordsHeld = ({ identifiers, abroad }: Pick<RegistryReplicaSettings, 'identifiers' | 'abroad'>): number =>
  identifiers.length + (abroad?.records.length ?? 0);

/**
 * A replica of a registry: it holds the newest objects that the authority has vouched for, and gives them to whoever asks. It can
 * vouch for none itself. What it has forgotten comes again with the authority's next round; until then it says that it knows nothing.
 * What is on record with another federation it asks of a storage there and keeps for a while; where nobody there answers, it gives what
 * it has, and whoever asked sees how old that is. Where it holds the record of the digital entity that a thing feeds, which an
 * authority of its own has vouched for, that goes with the thing's: the one name translated into the other.
 *
 *   authority ─RP-D replicate─▶ replica          things agent ─RP-D resolve─▶ replica ─RP-D resolved, translated─▶ things agent
 *                                                   replica ─RP-D resolve─▶ replica of another federation ─RP-D resolved─▶ replica
 */
export function registryReplica(
  settings: RegistryReplicaSettings,
): Component<'identity-storage', RegistryReplicaState> {
  const { identifiers, lookupNs, abroad } = settings;
  const rows = recordsHeld(settings);
  const rowOf = new Map(
    [...identifiers, ...(abroad?.records ?? []).map(({ identifier }) => identifier)].map((one, row) => [one, row]),
  );
  const placeOfSubject = new Map(
    abroad?.records.map(({ identifier, subject }) => [subject, rowOf.get(identifier)! - identifiers.length]),
  );
  type Here = Io<'identity-storage'>;

  const put = (state: RegistryReplicaState, index: number, row: number, object: IdentityObject, io: Here): void => {
    state.objects[index * rows + row] = object;
    io.keep(row);
  };

  const take = (state: RegistryReplicaState, index: number, message: MessageView<'replicate'>, io: Here): void => {
    const { object } = message.body;
    const row = rowOf.get(object.identifier);
    if (message.from !== settings.authority || row === undefined || row >= identifiers.length) return;
    const known = state.objects[index * rows + row] ?? null;
    if (known === null || isNewer(object, known)) put(state, index, row, object, io);
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

  // In a call of its own: the answer descends from the records, not from the question.
  const answer = (state: RegistryReplicaState, index: number, number: number, io: Here): void => {
    const { pending } = state;
    const place = findPending(pending, index, number);
    if (place === noRow) return;
    const row = pending.detail[place]!;
    // Who has waited once is told what there is.
    if (abroad !== undefined && state.abroad !== null && row >= identifiers.length && pending.tries[place] === 0) {
      pending.tries[place] = 1;
      const wanted = { place: row - identifiers.length, waits: number };
      if (!isAtHand(state.abroad, index, wanted, io, abroad)) return;
    }
    const object = state.objects[index * rows + row] ?? null;
    if (object !== null) io.recall(row);
    const entity = object?.kind === 'thing' ? rowOf.get(object.counterpart) : undefined;
    const mapping = entity === undefined ? null : (state.objects[index * rows + entity] ?? null);
    // Only things are translated, and only things agents ask for those.
    const to = pending.from[place]! as Address<'things-agent'>;
    const [subject, theirs] = [pending.subject[place]!, pending.theirs[place]!];
    if (object !== null && entity !== undefined && mapping !== null) {
      io.recall(entity);
      io.send('RP-D', to, { kind: 'translated', subject, dataClass: 'operational', body: { object, mapping } }, theirs);
    } else io.send('RP-D', to, { kind: 'resolved', subject, dataClass: 'operational', body: { object } }, theirs);
    removePending(pending, index, place);
  };

  const answerAll = (numbers: readonly number[], io: Here): void => {
    for (const number of numbers) io.wake(timerAnswer, 0, number);
  };

  const answered = (
    state: RegistryReplicaState,
    index: number,
    message: MessageView<'resolved'> | MessageView<'translated'>,
    io: Here,
  ): void => {
    const place = placeOfSubject.get(message.subject);
    if (abroad === undefined || state.abroad === null || place === undefined) return;
    const row = identifiers.length + place;
    const known = state.objects[index * rows + row] ?? null;
    const { keep, told } = answeredAbroad(state.abroad, index, { place, known }, message, io, abroad);
    if (keep !== null) put(state, index, row, keep, io);
    answerAll(told, io);
  };

  return {
    role: 'identity-storage',
    code: 'registry-replica 1',
    state: (count) => ({
      objects: new Array<IdentityObject | null>(count * rows).fill(null),
      pending: pendingTable(count, settings.pendingRequests),
      asked: new Float64Array(count),
      abroad: abroad === undefined ? null : abroadState(count, abroad),
    }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      if (message.kind === 'replicate') take(state, index, message, io);
      else if (message.kind === 'resolve') ask(state, index, message, io);
      else if (message.kind === 'resolved' || message.kind === 'translated') answered(state, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      const told =
        abroad === undefined || state.abroad === null
          ? undefined
          : abroadWoke(state.abroad, index, { timer, argument }, io, abroad);
      if (told === undefined) answer(state, index, argument, io);
      else answerAll(told, io);
    },
    forget: (state, index) => {
      state.objects.fill(null, index * rows, (index + 1) * rows);
      clearPending(state.pending, index);
      if (abroad !== undefined && state.abroad !== null) forgetAbroad(state.abroad, index, abroad);
    },
  };
}
