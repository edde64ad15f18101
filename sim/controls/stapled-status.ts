import type { Post } from '../framework/control.ts';
import type { StatusList } from '../framework/crypto.ts';
import { cards } from '../framework/message.ts';
import { isFilter } from '../framework/revocation/filter.ts';
import { revocationBytes } from '../framework/revocation/size.ts';

/** Bytes of a stapled status list on the wire: those of the answer that brings one from the authority. */
export const stapleBytes = (list: StatusList): number => cards.statusList.bytes + revocationBytes(list);

/** Whether what lies beside a message has the form of a status list; whether it is a true one, its signature says. */
export function isStatusList(mark: unknown): mark is StatusList {
  if (typeof mark !== 'object' || mark === null) return false;
  const { issuer, version, issuedNs, nextNs, revoked, filter, roots, signature } = mark as Partial<
    Record<keyof StatusList, unknown>
  >;
  const numbers = [version, issuedNs, nextNs, ...elements(revoked)];
  const terms = [signature, ...elements(roots)];
  return (
    typeof issuer === 'string' &&
    numbers.every((value) => typeof value === 'number') &&
    terms.every((value) => typeof value === 'object' && value !== null) &&
    (filter === undefined || isFilter(filter))
  );
}

/** The elements of a list; of what is none, one that is nothing. */
const elements = (list: unknown): readonly unknown[] => (Array.isArray(list) ? (list as unknown[]) : [undefined]);

/** Takes a status list that came with a handshake or message: one that is newer than what the party has of that issuer is checked, and counts. */
export function takeStapled(list: StatusList | null, at: Post): void {
  if (list === null) return;
  const known = at.trust.statusOf(list.issuer);
  // Nobody can check a list of an issuer that it does not trust.
  if (!at.trust.accepts(list.issuer) || (known !== null && list.version <= known.version)) return;
  at.charge('verify');
  at.learn(list);
}
