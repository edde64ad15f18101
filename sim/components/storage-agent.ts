import type { Component } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { clearPending, pendingTable } from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { onRecord } from './on-record.ts';
import { decline, relay, relayBack, relayWoke } from './relay.ts';
import { roomPrefix } from './rooms.ts';

/** Settings of a platform's storage agent. */
export interface StorageAgentSettings {
  readonly secureStorage: Address<'secure-storage'>;
  /** Where copies of records go besides; absent where they go nowhere else. */
  readonly outside?: Address<'external-storage'>;
  /** Who is told of each query; absent where nobody is. */
  readonly auditLog?: Address<'audit-log'>;
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
 * avatars ask for. It takes a record only under the key of the record's own room. Copies go to an outside storage where there is one.
 *
 *   secure DPM ─RP-M keep─▶ storage agent ─RP-S─▶ secure storage      avatar agent ─RP-M query─▶ storage agent ─RP-S─▶ ...
 *                                                                 storage agent ─RP-O entry─▶ audit log
 */
export function storageAgent(settings: StorageAgentSettings): Component<'storage-agent', StorageAgentState> {
  const { outside, auditLog } = settings;
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
          if (misplaced) {
            decline(message, io);
            break;
          }
          relay(state.pending, index, message, io, {
            pass: () => io.forward('RP-S', settings.secureStorage),
            timeoutNs: settings.storageTimeoutNs,
          });
          if (message.kind === 'keep' && outside !== undefined && io.use('archive', { recipient: outside })) {
            io.forward('RP-S', outside);
          }
          // Who looks at the archive goes on record when it asks, whatever the storage says to it.
          if (message.kind === 'query' && auditLog !== undefined) {
            io.send('RP-O', auditLog, onRecord('archive queried', message.subject));
          }
          break;
        }
        case 'answer':
        case 'records':
          relayBack(state.pending, index, message, io, 'RP-M');
          break;
        default:
      }
    },
    wake: (state, index, timer, argument) => {
      relayWoke(state.pending, index, timer, argument);
    },
    forget: (state, index) => clearPending(state.pending, index),
  };
}
