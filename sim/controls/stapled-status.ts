import type { Post } from '../framework/control.ts';
import type { StatusList } from '../framework/crypto.ts';
import { cards } from '../framework/message.ts';

/** Bytes of a stapled status list on the wire: those of the answer that brings one from the authority. */
export const stapleBytes = cards.statusList.bytes;

/** Whether what lies beside a message has the form of a status list; whether it is a true one, its signature says. */
export function isStatusList(mark: unknown): mark is StatusList {
  if (typeof mark !== 'object' || mark === null) return false;
  const { version, issuedNs, nextNs, revoked, signature } = mark as Partial<Record<keyof StatusList, unknown>>;
  const numbers = [version, issuedNs, nextNs, ...(Array.isArray(revoked) ? (revoked as unknown[]) : [undefined])];
  return numbers.every((value) => typeof value === 'number') && typeof signature === 'object' && signature !== null;
}

/** Takes a status list that came with a handshake or message: one that is newer than the party's own is checked, and counts. */
export function takeStapled(list: StatusList | null, at: Post): void {
  const known = at.trust.status;
  if (list === null || (known !== null && list.version <= known.version)) return;
  at.charge('verify');
  at.learn(list);
}
