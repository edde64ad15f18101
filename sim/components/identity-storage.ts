import type { Component, Io } from '../framework/component.ts';
import type { StatusList } from '../framework/crypto.ts';
import type { Address } from '../framework/figure.ts';
import { onRecord } from './on-record.ts';
import { answerInquiry, correlationState, forgetCorrelation, takeWord } from './correlation.ts';
import type { CorrelationState, CorrelationTerms } from './correlation.ts';
import { noRegistrations } from './registrations.ts';
import type { Registrations } from './registrations.ts';
import { beginRegistry, identifiersIn, registerCame, registryWoke } from './registry.ts';
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
  /** What things have put on record of themselves, by node. */
  readonly registrations: Registrations[];
  readonly correlation: CorrelationState;
}

const timerPublish = 1;

/**
 * The identity storage: it issues credentials to nodes that ask for them, publishes status lists, and serves them. Where it
 * keeps a registry, it vouches for what is on record and has replicas serve that; things may put themselves on record there. Where
 * things have several identities, it is the correlation service: it takes the words of both, answers who may know, and puts each inquiry
 * on record.
 *
 *   device, platform ─RP-D enrol─▶ identity storage ─RP-D enrolled─▶          ─RP-D status─▶ ... ─RP-D statusList─▶
 *   IoT platform, things agent ─RP-D bundle─▶ identity storage of another federation ─RP-D trustBundle─▶
 *   device ─RP-D register─▶ identity storage ─RP-D registered─▶ device
 *   things agent ─RP-D map, demap─▶ identity storage          entity agent ─RP-D inquire─▶ identity storage ─RP-D correlated─▶
 */
export function identityStorage(
  settings: IdentityStorageSettings,
): Component<'identity-storage', IdentityStorageState> {
  const { registry, correlation, auditLog } = settings;
  const taken = registry === undefined ? new Set<string>() : identifiersIn(registry);
  const report = (io: Io<'identity-storage'>, event: string, about: number): void => {
    io.send('RP-O', auditLog, onRecord(event, about));
  };
  return {
    role: 'identity-storage',
    code: 'identity-storage 1',
    state: (count) => ({
      list: new Array<StatusList | null>(count).fill(null),
      issued: new Uint32Array(count),
      registrations: Array.from({ length: count }, noRegistrations),
      correlation: correlationState(count, correlation),
    }),
    start: (state, index, io) => {
      state.list[index] = io.identity.publish(settings.listLifeNs);
      io.wake(timerPublish, settings.publishNs);
      if (registry !== undefined) beginRegistry(io, registry);
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'enrol') {
        const { identifier, request } = message.body;
        const lifetimeNs = Math.min(settings.lifetimeNs, io.duty('identity').lifetimeNs);
        const credential = io.identity.issue(identifier, request, lifetimeNs);
        if (credential !== null) state.issued[index]! += 1;
        io.reply({ kind: 'enrolled', subject: message.subject, dataClass: 'operational', body: { credential } });
        if (credential === null && request !== null) report(io, 'enrolment refused', message.subject);
      } else if (message.kind === 'register') {
        if (registry === undefined) return;
        if (!registerCame(message, io, registry, state.registrations[index]!, taken))
          report(io, 'registration refused', message.subject);
      } else if (message.kind === 'status') {
        const list = state.list[index] ?? null;
        io.reply({ kind: 'statusList', subject: io.node, dataClass: 'public', body: { list } });
      } else if (message.kind === 'bundle') {
        const bundle = io.identity.bundle(settings.publishNs);
        if (bundle !== null) io.reply({ kind: 'trustBundle', subject: io.node, dataClass: 'public', body: { bundle } });
      } else if (correlation !== undefined) {
        if (message.kind === 'map' || message.kind === 'demap') {
          takeWord(state.correlation, index, message, io, correlation);
        } else if (message.kind === 'inquire') {
          const allowed = answerInquiry(state.correlation, index, message, io, correlation);
          report(io, `inquiry ${allowed ? 'answered' : 'refused'}`, message.subject);
        }
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (registry !== undefined && registryWoke({ timer, argument }, io, registry, state.registrations[index]!))
        return;
      state.list[index] = io.identity.publish(settings.listLifeNs);
      io.wake(timerPublish, settings.publishNs);
    },
    forget: (state, index) => {
      state.list[index] = null;
      state.registrations[index] = noRegistrations();
      if (correlation !== undefined) forgetCorrelation(state.correlation, index, correlation);
    },
  };
}
