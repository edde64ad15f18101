import type { Control, Guard, OperatorAct, Post } from '../framework/control.ts';
import type { Role } from '../framework/figure.ts';
import { points } from '../framework/figure.ts';
import { seconds } from '../framework/time.ts';
import type { Refusal } from '../framework/verdict.ts';
import { surge } from './detector.ts';
import { bucketOf } from './rate-limit.ts';
import type { Allowance } from './rate-limit.ts';
import { everybody, pairOf, Spells } from './spells.ts';

/**
 * What a playbook can hold. `isolate`: nothing is taken from the peer. `rate-limit`: little is. `switch-provider`: it is given no work.
 * `revoke`: its authority takes its credential back. `re-image`: its operator lays its own code down anew. `notify`: the other nodes of
 * the house do as the one that was alarmed.
 */
export const responseActs = ['isolate', 'rate-limit', 'switch-provider', 'revoke', 're-image', 'notify'] as const;
export type ResponseAct = (typeof responseActs)[number];

/** Settings of C45. */
export interface ResponsePlaybookSettings {
  /** The acts that it holds, each with the time from an alarm until it is done, ns. */
  readonly afterNs: Partial<Readonly<Record<ResponseAct, number>>>;
  /** How long what can be lifted lasts from its beginning, ns. */
  readonly holdNs: number;
  /** What is taken from a peer that is limited. */
  readonly allowance: Allowance;
}

/** Settings of the catalogue's C45. */
export const usualPlaybook: ResponsePlaybookSettings = {
  afterNs: { isolate: seconds(5) },
  holdNs: seconds(120),
  allowance: { perSecond: 1, burst: 5 },
};

/**
 * Every act. What a machine does by itself takes it 5 s, as isolation does in the usual playbook; what an authority or an operator has to
 * do, longer: all of these times are assumptions.
 */
export const fullPlaybook: ResponsePlaybookSettings = {
  ...usualPlaybook,
  afterNs: {
    'rate-limit': seconds(1),
    isolate: seconds(5),
    'switch-provider': seconds(5),
    notify: seconds(10),
    revoke: seconds(15),
    're-image': seconds(15),
  },
};

/** Who speaks for nobody else: whoever carries the words of others is not cut off for what one of them said. */
const speaksForItself: ReadonlySet<Role> = new Set<Role>(['device', 'person', 'external-dpm', 'external-storage']);

/**
 * What only the proved peer itself can have caused. What somebody on the wire or under a claimed address can cause is not
 * here, else he could have honest nodes cut off; nor is what honest nodes meet when a credential ends.
 */
const ownDoing: ReadonlySet<string> = new Set<Refusal | typeof surge>([
  'wrong-peer',
  'not-permitted',
  'token-not-bound',
  'token-scope',
  'no-attestation',
  'unknown-measurement',
  'audit-differs',
  'unsafe',
  'malformed',
  surge,
]);

/** Whose machine the house operates itself, and can lay down anew. */
const ownMachines: ReadonlySet<Role> = new Set<Role>(['device', 'gateway']);

/**
 * Whether what is judged came over a channel that has proved this name and protects each of its records: else somebody on the wire, or at
 * an address of his own, may have said it in that name.
 */
const isProvedFor = (about: number, { evidence }: Post): boolean =>
  evidence !== null && evidence.protected && evidence.provedNode === about;

/** What is taken from peers that are limited: a token bucket for each node and peer, as in C24. */
class Limits {
  readonly spells = new Spells();
  private readonly fullAgain = new Map<number, number>();
  private readonly intervalNs: number;
  private readonly toleranceNs: number;

  constructor(allowance: Allowance) {
    ({ intervalNs: this.intervalNs, toleranceNs: this.toleranceNs } = bucketOf(allowance));
  }

  isTooMuch(node: number, peer: number, nowNs: number): boolean {
    const pair = pairOf(node, peer);
    const full = this.fullAgain.get(pair) ?? 0;
    if (full - this.toleranceNs > nowNs) return true;
    this.fullAgain.set(pair, Math.max(full, nowNs) + this.intervalNs);
    return false;
  }
}

/** C45: what follows an alarm about a peer, each act after its delay. Contains A33, A34 (R3, R5). */
export const responsePlaybook = (settings: ResponsePlaybookSettings = usualPlaybook): Control => {
  const { afterNs, holdNs } = settings;
  const stand: Control['stand'] = ({ household }): Guard => {
    const isolations = new Spells();
    // Who is alarmed about on a line that proves nothing is limited on such lines only: the owner of the name may be at another.
    const limits = { onProvedLines: new Limits(settings.allowance), onOtherLines: new Limits(settings.allowance) };
    const linesOf = (peer: number, at: Post): Limits =>
      isProvedFor(peer, at) ? limits.onProvedLines : limits.onOtherLines;
    const shunnings = new Spells();
    // When an ordered act was ordered last, by node: an operator is not called again for what is under way.
    const orders = { revoke: new Map<number, number>(), 're-image': new Map<number, number>() };
    const begin = (spells: Spells, act: ResponseAct, about: number, at: Post): void => {
      const delayNs = afterNs[act];
      if (delayNs === undefined) return;
      const { notify } = afterNs;
      spells.begin(at.node, about, { nowNs: at.now, fromNs: at.now + delayNs, holdNs });
      if (notify === undefined) return;
      spells.begin(everybody, about, { nowNs: at.now, fromNs: at.now + Math.max(notify, delayNs), holdNs });
    };
    const order = (act: OperatorAct, about: number, at: Post): void => {
      const delayNs = afterNs[act];
      const before = orders[act].get(about);
      if (delayNs === undefined || (before !== undefined && at.now < before + delayNs + holdNs)) return;
      orders[act].set(about, at.now);
      at.order(act, about, delayNs);
    };
    const holds = (spells: Spells, peer: number, at: Post): boolean => {
      // Honest traffic pays nothing while nobody is under suspicion.
      if (spells.isEmpty) return false;
      at.charge('lookup');
      return spells.holds(at.node, peer, at.now);
    };
    return {
      warned(about, reason, at) {
        if (about !== at.peer || about < 0 || about >= household.nodes) return;
        const role = household.roleOf(about);
        // To be heard less is mild: it is for all who are alarmed about, on lines that prove as much of them.
        if (speaksForItself.has(role)) begin(linesOf(about, at).spells, 'rate-limit', about, at);
        // What follows hits a name, wherever its owner is: that nobody else can have used it must be proved.
        if (!ownDoing.has(reason) || !isProvedFor(about, at)) return;
        if (ownMachines.has(role)) order('re-image', about, at);
        if (!speaksForItself.has(role)) return;
        begin(isolations, 'isolate', about, at);
        if (role === 'external-dpm') begin(shunnings, 'switch-provider', about, at);
        order('revoke', about, at);
      },
      oblige(_purpose, duty, at) {
        if (shunnings.isEmpty) return;
        at.charge('lookup');
        duty.shunned = shunnings.heldBy(at.node, at.now);
      },
      verify(_message, at) {
        const lines = linesOf(at.peer, at);
        if (holds(lines.spells, at.peer, at) && lines.isTooMuch(at.node, at.peer, at.now)) return 'rate';
        if (at.evidence === null || at.evidence.provedNode !== at.peer) return undefined;
        return holds(isolations, at.peer, at) ? 'isolated' : undefined;
      },
      forget(node) {
        for (const { spells } of Object.values(limits)) spells.forget(node);
        for (const spells of [isolations, shunnings]) spells.forget(node);
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
      'Answers what is alarmed only (C44), and as it is set here at the node where it is: others hear nothing of it, and C44, which counts over all nodes, tells only one of those at which a peer misbehaves. Whoever proves no name on a protected channel, or speaks for others (gateways, platforms), is not cut off, revoked or laid down anew, and is limited only where nothing is proved; nor is anybody for what somebody on the wire can cause. A copied key has its owner cut off as well. What is sent to the isolated peer still goes out, and its handshakes are answered. It can also hold limits of rate, no more work for a provider, revocation, new code and word to other nodes, each after a time of its own: a wrong alarm then costs honest users more, and a name that is revoked does not come back. How word gets from node to node, and to an operator, is not modelled, only how long it takes.',
    source:
      'Isolation as containment after NIST SP 800-61 (public text); delay of an automated playbook and time to release, which is the quiet time of C44: assumption.',
    stand,
  };
};
