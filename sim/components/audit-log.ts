import type { Component } from '../framework/component.ts';

/** Settings of the audit log. */
export interface AuditLogSettings {
  /** Entries that are kept; older ones make room. */
  readonly entries: number;
}

/** State of audit logs: the last entries of each, oldest overwritten first. */
export interface AuditLogState {
  /** Entries ever written, by node. */
  readonly written: Float64Array;
  /** By node and place in the ring. */
  readonly event: string[];
  readonly about: Int32Array;
  readonly from: Int32Array;
  readonly atNs: Float64Array;
}

/**
 * The audit log: it takes entries from everybody and says nothing.
 *
 *   agents, connector, identity storage ─RP-O entry─▶ audit log
 */
export function auditLog(settings: AuditLogSettings): Component<'audit-log', AuditLogState> {
  const { entries } = settings;
  return {
    role: 'audit-log',
    code: 'audit-log 1',
    state: (count) => ({
      written: new Float64Array(count),
      event: new Array<string>(count * entries).fill(''),
      about: new Int32Array(count * entries),
      from: new Int32Array(count * entries),
      atNs: new Float64Array(count * entries),
    }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      if (message.kind !== 'entry') return;
      const place = index * entries + (state.written[index]! % entries);
      state.event[place] = message.body.event;
      state.about[place] = message.body.about;
      state.from[place] = message.from;
      state.atNs[place] = io.now;
      state.written[index]! += 1;
    },
    wake: () => undefined,
  };
}
