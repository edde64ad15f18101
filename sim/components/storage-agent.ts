import type { Component } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { clearPending, noRow, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { canRelay, relayWoke, relayed, settle, waiting } from './relay.ts';
import { roomPrefix } from './rooms.ts';

/** Settings of a platform's storage agent. */
export interface StorageAgentSettings {
  readonly secureStorage: Address<'secure-storage'>;
  /** Requests that may wait for the storage at once. */
  readonly pendingRequests: number;
  readonly storageTimeoutNs: number;
}

/** State of storage agents. */
export interface StorageAgentState {
  readonly pending: PendingTable;
}

/**
 * The storage agent: it takes records to the storage and acknowledges them when they are durable, and brings back what
 * avatars ask for. It takes a record only under the key of the record's own room.
 *
 *   secure DPM ─RP-M keep─▶ storage agent ─RP-S─▶ secure storage      avatar agent ─RP-M query─▶ storage agent ─RP-S─▶ ...
 */
export function storageAgent(settings: StorageAgentSettings): Component<'storage-agent', StorageAgentState> {
  return {
    role: 'storage-agent',
    code: 'storage-agent 1',
    state: (count) => ({ pending: pendingTable(count, settings.pendingRequests) }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      switch (message.kind) {
        case 'keep':
        case 'query': {
          const misplaced =
            message.kind === 'keep' &&
            (message.body as unknown) !== null &&
            !message.body.key.startsWith(roomPrefix(message.body.record.room));
          if (misplaced || !canRelay(state.pending, index)) {
            io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 0 } });
            break;
          }
          const number = io.forward('RP-S', settings.secureStorage);
          const sent = { number, request: message, timeoutNs: settings.storageTimeoutNs };
          relayed(state.pending, index, sent, io);
          break;
        }
        case 'answer':
        case 'records': {
          const row = waiting(state.pending, index, message);
          if (row === noRow) break;
          io.answer('RP-M', state.pending.from[row]!, state.pending.theirs[row]!);
          settle(state.pending, index, row);
          break;
        }
        default:
      }
    },
    wake: (state, index, timer, argument) => {
      relayWoke(state.pending, index, timer, argument);
    },
    forget: (state, index) => clearPending(state.pending, index),
  };
}
