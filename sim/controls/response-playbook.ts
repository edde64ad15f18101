import type { Control, Guard, Post } from '../framework/control.ts';
import type { Role } from '../framework/figure.ts';
import { points } from '../framework/figure.ts';
import { seconds } from '../framework/time.ts';
import type { Refusal } from '../framework/verdict.ts';

/** Settings of C45. */
export interface ResponsePlaybookSettings {
  /** From an alarm to the isolation that answers it, ns. */
  readonly actAfterNs: number;
  /** From the isolation to the release, ns. */
  readonly holdNs: number;
}

const defaults: ResponsePlaybookSettings = { actAfterNs: seconds(5), holdNs: seconds(120) };

/** Who speaks for nobody else: whoever carries the words of others is not cut off for what one of them said. */
const speaksForItself: ReadonlySet<Role> = new Set<Role>(['device', 'person', 'external-dpm', 'external-storage']);

/**
 * What only the proved peer itself can have caused. What somebody on the wire or under a claimed address can cause is not
 * here, else he could have honest nodes cut off; nor is what honest nodes meet when a credential ends.
 */
const ownDoing: ReadonlySet<string> = new Set<Refusal>([
  'wrong-peer',
  'not-permitted',
  'token-not-bound',
  'token-scope',
  'no-attestation',
  'unknown-measurement',
  'audit-differs',
  'unsafe',
  'malformed',
]);

/** From when until when a peer is not listened to, ns on the clock of the node that does not. */
interface Isolation {
  readonly fromNs: number;
  readonly untilNs: number;
}

/** Nodes have fewer than 2^21 numbers, so a pair of them is exact in a double. */
const twoTo31 = 2_147_483_648;
const pairOf = (node: number, peer: number): number => node * twoTo31 + peer;

/** C45: a node that was alarmed about a peer stops listening to it for a time. Contains A33, A34 (R3, R5). */
export const responsePlaybook = (settings: ResponsePlaybookSettings = defaults): Control => {
  const stand: Control['stand'] = ({ household }): Guard => {
    // Empty but while somebody is isolated: honest traffic pays nothing then.
    const isolations = new Map<number, Isolation>();
    const isIsolated = (peer: number, at: Post): boolean => {
      if (isolations.size === 0) return false;
      at.charge('lookup');
      const isolation = isolations.get(pairOf(at.node, peer));
      if (isolation === undefined || at.now < isolation.fromNs) return false;
      if (at.now < isolation.untilNs) return true;
      isolations.delete(pairOf(at.node, peer));
      return false;
    };
    return {
      warned(about, reason, at) {
        if (about !== at.peer || about < 0 || about >= household.nodes) return;
        if (!ownDoing.has(reason) || !speaksForItself.has(household.roleOf(about))) return;
        // At an inner point no channel is at hand: there the name must be proved where the isolation is carried out.
        if (at.session >= 0 && at.evidence?.provedNode !== about) return;
        const pair = pairOf(at.node, about);
        const fromNs = at.now + settings.actAfterNs;
        // Another alarm prolongs an isolation that is under way, and does not begin it anew.
        const running = isolations.get(pair);
        const isRunning = running !== undefined && at.now < running.untilNs;
        isolations.set(pair, { fromNs: isRunning ? running.fromNs : fromNs, untilNs: fromNs + settings.holdNs });
      },
      verify(_message, at) {
        if (at.evidence === null || at.evidence.provedNode !== at.peer) return undefined;
        return isIsolated(at.peer, at) ? 'isolated' : undefined;
      },
      forget(node) {
        for (const pair of isolations.keys()) if (Math.floor(pair / twoTo31) === node) isolations.delete(pair);
      },
    };
  };
  return {
    id: 'C45',
    name: 'response-playbook',
    summary:
      'Five seconds after an alarm about a peer that its channel has proved, a node takes nothing from it for two minutes, then listens again.',
    groups: ['R5', 'R3'],
    rung: 'framework',
    layer: 'door',
    step: 25,
    places: [...points, 'use', 'act'],
    limits:
      'Answers what is alarmed only (C44), at the node where it is: others hear nothing of it, and C44, which counts over all nodes, tells only one of those at which a peer misbehaves. Whoever proves no name, or speaks for others (gateways, platforms), is not cut off; nor is anybody for what somebody on the wire can cause. A copied key has its owner cut off as well. What is sent to the isolated peer still goes out, and its handshakes are answered. No credential is revoked: the figure has no message that asks for it.',
    source:
      'Isolation as containment after NIST SP 800-61 (public text); delay of an automated playbook and time to release, which is the quiet time of C44: assumption.',
    stand,
  };
};
