import type { Control, Guard, Post, WireMessage } from '../framework/control.ts';
import type { Contract } from '../framework/messages/outside.ts';
import type { Job } from '../framework/task.ts';
import { millis } from '../framework/time.ts';

/** Settings of C46, in ns. */
export interface ContractExpirySettings {
  /** How long before a contract's end the flow stops, so that what is under way arrives before it. */
  readonly aheadNs: number;
}

const defaults: ContractExpirySettings = { aheadNs: millis(500) };

/** What a connector has said and heard of a contract with one provider. */
interface Known {
  readonly connector: number;
  /** Number and end of the contract that the connector has verified last. */
  contract: number;
  verifiedEndNs: number;
  /** End of the contract in force, 0 for none. */
  endNs: number;
}

/** Both directions of a session, as one number: who speaks on a line of its own is another one, whatever name it claims. */
const lineOf = ({ session }: Post): number => session >> 1;

/**
 * C46: no job leaves the house without a contract, nor after its end, whatever the connector thinks. It knows the contract from what
 * passed it: the end that the connector itself verified, once the provider has finalised that contract; so no provider makes one
 * longer by saying so. What has no contract is emptied at the house's own end. Stops A39 (R3, R5).
 *
 *   connector ─ verified, until t ─▶      ◀─ finalised ─ provider:  jobs pass until t, and are empty from then on
 */
export const contractExpiry = ({ aheadNs }: ContractExpirySettings = defaults): Control => {
  const stand = (): Guard => {
    const known = new Map<number, Known>();
    const said = ({ state, contract, expiresNs }: Contract, at: Post): void => {
      if (state !== 'verified' && state !== 'terminated') return;
      const line = lineOf(at);
      let one = known.get(line);
      if (one === undefined) known.set(line, (one = { connector: at.node, contract: 0, verifiedEndNs: 0, endNs: 0 }));
      if (state === 'terminated') one.endNs = 0;
      one.contract = state === 'verified' ? contract : 0;
      one.verifiedEndNs = expiresNs;
    };
    const heard = (contract: Contract, at: Post): void => {
      const one = known.get(lineOf(at));
      if (one === undefined || contract.state !== 'finalised' || contract.contract !== one.contract) return;
      one.endNs = one.verifiedEndNs;
    };
    const empty = (message: WireMessage, at: Post): void => {
      if (at.now < (known.get(lineOf(at))?.endNs ?? 0) - aheadNs) return;
      // One comparison is less than the cost table can tell; what takes time is to make the job anew.
      at.charge('judge');
      message.body = { ...(message.body as Job), values: [] };
    };
    return {
      protect(message, at) {
        if (at.role !== 'secure-connector' || message.body === null) return;
        if (message.kind === 'contract') said(message.body as Contract, at);
        else if (message.kind === 'job') empty(message, at);
      },
      verify(message, at) {
        if (message.kind === 'contract' && at.role === 'secure-connector' && message.body !== null) {
          heard(message.body as Contract, at);
        }
        if (message.kind !== 'job' || at.role !== 'external-dpm') return undefined;
        // An empty job is none: whoever gets one is told that it was held back.
        return message.body === null || (message.body as Job).values.length === 0 ? 'no-contract' : undefined;
      },
      forget(node) {
        for (const [line, { connector }] of known) if (connector === node) known.delete(line);
      },
    };
  };
  return {
    id: 'C46',
    name: 'contract-expiry',
    summary: 'Jobs go out only under a contract that both ends have agreed on and that has not ended.',
    groups: ['R3', 'R5'],
    rung: 'data',
    layer: 'content',
    step: 5,
    places: ['RP-C'],
    limits:
      'Stops the flow, not what the provider has already. Judges by the end that was agreed, not whether it was a good one, and by the house’s own clock.',
    source: 'End of validity as in the contract agreements of the Eclipse Dataspace Protocol; 0.5 s ahead: assumption.',
    stand,
  };
};
