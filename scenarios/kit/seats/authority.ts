import type { Seating, Seats } from '../seating.ts';

/** Seats of whoever issues credentials and keeps the audit log. */
export interface AuthoritySeats {
  readonly identityStorage: Seats<'identity-storage'>;
  readonly auditLog: Seats<'audit-log'>;
}

/** Takes the two seats of the authority. */
export const seatAuthority = (seating: Seating): AuthoritySeats => {
  const seat = { party: 'authority' };
  return {
    identityStorage: seating.take('identity-storage', {
      ...seat,
      name: 'identity-storage',
      nameEach: () => 'identity-storage.authority',
    }),
    auditLog: seating.take('audit-log', { ...seat, name: 'audit-log', nameEach: () => 'audit-log.authority' }),
  };
};
