import type { IdentityPort } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { Draft } from '../framework/message.ts';

/** What polling needs of a node's io. */
export interface StatusIo {
  readonly node: number;
  readonly identity: IdentityPort;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: (point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'status'>) => number;
  wake(timer: number, delayNs: number, argument?: number): void;
}

/** Where status lists come from and how often a party asks. */
export interface StatusTerms {
  readonly authority: Address<'identity-storage'>;
  readonly refreshNs: number;
}

const timerStatus = 111;
const timerPartner = 112;

/**
 * Begins to ask for status lists: of the own authority at once, then every refresh period; of every other authority that the
 * party learns from, at the end of each period that was agreed with it.
 */
export function beginStatusPoll(io: StatusIo): void {
  io.wake(timerStatus, 0);
  io.identity.partners.forEach(({ refreshNs }, partner) => io.wake(timerPartner, refreshNs, partner));
}

/** Runs the timers of polling; false for a timer that is not its own. A lost answer is made good by the next poll. */
export function statusWoke(
  wake: { readonly timer: number; readonly argument: number },
  io: StatusIo,
  terms: StatusTerms,
): boolean {
  if (wake.timer === timerStatus) {
    ask(io, terms.authority);
    io.wake(timerStatus, terms.refreshNs);
    return true;
  }
  if (wake.timer !== timerPartner) return false;
  const { authority, refreshNs } = io.identity.partners[wake.argument]!;
  ask(io, authority);
  io.wake(timerPartner, refreshNs, wake.argument);
  return true;
}

const ask = (io: StatusIo, authority: Address<'identity-storage'>): void =>
  void io.send('RP-D', authority, { kind: 'status', subject: io.node, dataClass: 'public', body: { since: 0 } });
