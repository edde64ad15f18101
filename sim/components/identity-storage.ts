import type { Component, Io } from '../framework/component.ts';
import type { StatusList } from '../framework/crypto.ts';
import type { Address } from '../framework/figure.ts';
import { answerInquiry, correlationState, forgetCorrelation, takeWord } from './correlation.ts';
import type { CorrelationState, CorrelationTerms } from './correlation.ts';
import { beginRegistry, registryWoke } from './registry.ts';
import type { RegistryTerms } from './registry.ts';

/** Settings of an identity storage, which is the authority of its parties. */
export interface IdentityStorageSettings {
  /** Life of a credential where no control asks for less, ns. */
  readonly lifetimeNs: number;
  /** Time between two status lists, and how long each is valid, ns. */
  readonly publishNs: number;
  readonly listLifeNs: number;
  readonly auditLog: Address<'audit-log'>;
  /** Identity objects that it vouches for; absent where it keeps none. */
  readonly registry?: RegistryTerms;
  /** Identities that it puts together; absent where every thing has one. */
  readonly correlation?: CorrelationTerms;
}

/** State of identity storages. */
export interface IdentityStorageState {
  /** The current status list, by node; null before the first. */
  readonly list: (StatusList | null)[];
  readonly issued: Uint32Array;
  readonly correlation: CorrelationState;
}

const timerPublish = 1;

/**
 * The identity storage: it issues credentials to nodes whose claim was proved, publishes status lists, and serves them. Where it
 * keeps a registry, it vouches for what is on record and has replicas serve that. Where things have several identities, it is the
 * correlation service: it takes the words of both, answers who may know, and puts each inquiry on record.
 *
 *   device, platform ─RP-D enrol─▶ identity storage ─RP-D enrolled─▶          ─RP-D status─▶ ... ─RP-D statusList─▶
 *   things agent ─RP-D map, demap─▶ identity storage          entity agent ─RP-D inquire─▶ identity storage ─RP-D correlated─▶
 */
export function identityStorage(
  settings: IdentityStorageSettings,
): Component<'identity-storage', IdentityStorageState> {
  const record = (event: string, about: number, io: Io<'identity-storage'>): void =>
    void io.send('RP-O', settings.auditLog, {
      kind: 'entry',
      subject: about,
      dataClass: 'operational',
      body: { event, about },
    });
  return {
    role: 'identity-storage',
    code: 'identity-storage 1',
    state: (count) => ({
      list: new Array<StatusList | null>(count).fill(null),
      issued: new Uint32Array(count),
      correlation: correlationState(count, settings.correlation),
    }),
    start: (state, index, io) => {
      state.list[index] = io.identity.publish(settings.listLifeNs);
      io.wake(timerPublish, settings.publishNs);
      if (settings.registry !== undefined) beginRegistry(io, settings.registry);
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'enrol') {
        const { identifier, request } = message.body;
        const lifetimeNs = Math.min(settings.lifetimeNs, io.duty('identity').lifetimeNs);
        const credential = io.identity.issue(identifier, request, lifetimeNs);
        if (credential !== null) state.issued[index]! += 1;
        io.reply({ kind: 'enrolled', subject: message.subject, dataClass: 'operational', body: { credential } });
        if (credential === null && request !== null) record('enrolment refused', message.subject, io);
      } else if (message.kind === 'status') {
        const list = state.list[index] ?? null;
        io.reply({ kind: 'statusList', subject: io.node, dataClass: 'public', body: { list } });
      } else if (settings.correlation !== undefined) {
        const { kind } = message;
        if (kind === 'map' || kind === 'demap') {
          takeWord(state.correlation, index, message, io, settings.correlation);
        } else if (kind === 'inquire') {
          const allowed = answerInquiry(state.correlation, index, message, io, settings.correlation);
          record(`inquiry ${allowed ? 'answered' : 'refused'}`, message.subject, io);
        }
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (settings.registry !== undefined && registryWoke({ timer, argument }, io, settings.registry)) return;
      state.list[index] = io.identity.publish(settings.listLifeNs);
      io.wake(timerPublish, settings.publishNs);
    },
    forget: (state, index) => {
      state.list[index] = null;
      if (settings.correlation !== undefined) forgetCorrelation(state.correlation, index, settings.correlation);
    },
  };
}
