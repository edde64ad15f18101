import type { Component, Io } from '../framework/component.ts';
import { purposes } from '../framework/datum.ts';
import type { MessageView } from '../framework/message.ts';
import { taskFor, taskShapes } from '../framework/task.ts';
import { taskOf } from './tasks/tasks.ts';

/** What distinguishes one provider from its competitors. */
export interface ExternalDpmSettings {
  /** Connectors that may become customers. */
  readonly connectors: readonly number[];
  readonly priceMicros: number;
  /** Work of one estimate, in units of the cost table's `estimate`. */
  readonly estimates: number;
  /** Life of a contract, ns. */
  readonly contractLifeNs: number;
  /** When it leaves the market: no contract lasts longer, ns. Infinity: never. */
  readonly leavesNs: number;
  /** How long it is away before it comes back, to stay as long as before, and so on, ns. Absent: it leaves for good. */
  readonly awayNs?: number;
}

/** State of providers: one contract with each connector. */
export interface ExternalDpmState {
  /** Number of the contract under negotiation or in force, by node and connector; 0 for none. */
  readonly contract: Float64Array;
  /** How far the negotiation has come: `offered`, `agreed`. */
  readonly stage: Uint8Array;
  /** When the negotiated contract will end, ns. */
  readonly offeredUntilNs: Float64Array;
  /** Number of the purpose that the contract is about. */
  readonly purpose: Uint8Array;
  /** Until when jobs are done, ns. */
  readonly agreedUntilNs: Float64Array;
}

const offered = 1;
const agreed = 2;

/**
 * An external provider of data processing: it agrees on a contract with a platform's secure connector and does the
 * work that it is given for as long as the contract lasts. States after the Eclipse Dataspace Protocol.
 *
 *   secure connector ─RP-C requested, accepted, verified─▶ provider ─RP-C offered, agreed, finalised─▶ secure connector
 *   secure connector ─RP-C job─▶ provider ─RP-C result─▶ secure connector
 */
export function externalDpm(settings: ExternalDpmSettings): Component<'external-dpm', ExternalDpmState> {
  const { connectors, leavesNs, awayNs } = settings;
  type Here = Io<'external-dpm'>;

  /** When the stay in the market ends that began last. */
  const stayEndNs = (nowNs: number): number =>
    awayNs === undefined ? leavesNs : leavesNs + Math.floor(nowNs / (leavesNs + awayNs)) * (leavesNs + awayNs);

  const negotiate = (state: ExternalDpmState, at: number, message: MessageView<'contract'>, io: Here): void => {
    const asked = message.body;
    const say = (next: 'offered' | 'agreed' | 'finalised' | 'terminated'): void => {
      const body = {
        state: next,
        contract: asked.contract,
        purpose: asked.purpose,
        priceMicros: settings.priceMicros,
        expiresNs: state.offeredUntilNs[at]!,
      };
      io.reply({ kind: 'contract', subject: io.node, dataClass: 'operational', body });
    };
    if (asked.state === 'requested' && taskFor(asked.purpose) !== undefined) {
      const untilNs = Math.min(io.now + settings.contractLifeNs, stayEndNs(io.now));
      // Not for less than its price, and not for a time that is over.
      const worthwhile = asked.priceMicros >= settings.priceMicros && untilNs > io.now;
      state.contract[at] = worthwhile ? asked.contract : 0;
      state.stage[at] = offered;
      state.purpose[at] = purposes.indexOf(asked.purpose);
      state.offeredUntilNs[at] = untilNs;
      say(worthwhile ? 'offered' : 'terminated');
    } else if (asked.contract !== state.contract[at] || asked.contract === 0) {
      say('terminated');
    } else if (asked.state === 'accepted') {
      state.stage[at] = Math.max(state.stage[at]!, agreed);
      say('agreed');
    } else if (asked.state === 'verified' && state.stage[at]! >= agreed) {
      state.agreedUntilNs[at] = state.offeredUntilNs[at]!;
      say('finalised');
    } else if (asked.state === 'terminated') {
      state.contract[at] = 0;
      state.agreedUntilNs[at] = 0;
    }
  };

  const work = (state: ExternalDpmState, at: number, message: MessageView<'job'>, io: Here): void => {
    const { task, part, values } = message.body;
    const { purpose } = taskShapes[task];
    if (io.now >= state.agreedUntilNs[at]! || state.purpose[at] !== purposes.indexOf(purpose)) {
      const body = {
        state: 'terminated' as const,
        contract: 0,
        purpose,
        priceMicros: 0,
        expiresNs: 0,
      };
      io.reply({ kind: 'contract', subject: io.node, dataClass: 'operational', body });
      return;
    }
    io.work('estimate', settings.estimates);
    const body = { task, part, value: taskOf[task].compute(values) };
    io.reply({ kind: 'result', subject: message.subject, dataClass: 'operational', body });
  };

  return {
    role: 'external-dpm',
    code: 'external-dpm 1',
    state: (count) => ({
      contract: new Float64Array(count * connectors.length),
      stage: new Uint8Array(count * connectors.length),
      purpose: new Uint8Array(count * connectors.length),
      offeredUntilNs: new Float64Array(count * connectors.length),
      agreedUntilNs: new Float64Array(count * connectors.length),
    }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      const customer = connectors.indexOf(message.from);
      if (customer < 0 || (message.body as unknown) === null) return;
      const at = index * connectors.length + customer;
      if (message.kind === 'contract') negotiate(state, at, message, io);
      else if (message.kind === 'job') work(state, at, message, io);
    },
    wake: () => undefined,
    forget: (state, index) => {
      const first = index * connectors.length;
      state.contract.fill(0, first, first + connectors.length);
      state.agreedUntilNs.fill(0, first, first + connectors.length);
    },
  };
}
