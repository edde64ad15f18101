import type { IdentityPort } from '../framework/component.ts';
import type { Duty } from '../framework/deed.ts';
import type { Purpose } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { Draft, MessageView } from '../framework/message.ts';

/** What asking for the roots of other federations needs of a node's io. */
export interface BundleIo {
  readonly node: number;
  readonly identity: IdentityPort;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: (point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'bundle'>) => number;
  duty(purpose: Purpose): Readonly<Duty>;
  wake(timer: number, delayNs: number, argument?: number): void;
}

const timerBundle = 113;

/** An endpoint is asked again after so long at least and at most, whatever it says, ns: a second, a week (assumption). */
const leastNs = 1_000_000_000;
const mostNs = 604_800_000_000_000;

/** A hint within those bounds; of what is no number, the shortest. */
const bounded = (hintNs: number): number => (hintNs >= leastNs ? Math.min(mostNs, Math.round(hintNs)) : leastNs);

/** Begins to ask other federations for their roots, where those are had from their endpoints, after a first period. */
export function beginBundlePoll(io: BundleIo): void {
  io.identity.partners.forEach(({ endpoint, refreshNs }, partner) => {
    if (endpoint) io.wake(timerBundle, refreshNs, partner);
  });
}

/**
 * Runs the timer of asking; false for one that is not its own. When the endpoint is asked next it says itself, unless a control asks for
 * a period of one's own.
 */
export function bundleWoke(wake: { readonly timer: number; readonly argument: number }, io: BundleIo): boolean {
  if (wake.timer !== timerBundle) return false;
  const { authority, refreshNs, hintNs } = io.identity.partners[wake.argument]!;
  io.send('RP-D', authority, { kind: 'bundle', subject: io.node, dataClass: 'public', body: { since: 0 } });
  const own = hintNs === null || io.duty('identity').ownPeriod;
  io.wake(timerBundle, own ? refreshNs : bounded(hintNs), wake.argument);
  return true;
}

/** Takes the roots that an endpoint gave in the place of those that were known. */
export const bundleCame = ({ from, body }: MessageView<'trustBundle'>, io: BundleIo): boolean =>
  io.identity.adopt(from, body.bundle);
