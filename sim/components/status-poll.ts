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

/** Begins to ask for status lists: at once, then every refresh period. */
export const beginStatusPoll = (io: StatusIo): void => io.wake(timerStatus, 0);

/** Runs the timer of polling; false for a timer that is not its own. A lost answer is made good by the next poll. */
export function statusWoke(timer: number, io: StatusIo, terms: StatusTerms): boolean {
  if (timer !== timerStatus) return false;
  io.send('RP-D', terms.authority, { kind: 'status', subject: io.node, dataClass: 'public', body: { since: 0 } });
  io.wake(timerStatus, terms.refreshNs);
  return true;
}
