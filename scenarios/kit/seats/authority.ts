import type { Seating, Seats } from '../seating.ts';

/** Seats of whoever issues credentials and keeps the audit log. */
export interface AuthoritySeats {
  readonly identityStorage: Seats<'identity-storage'>;
  readonly auditLog: Seats<'audit-log'>;
}

/** Takes seats for replicas of an authority's registry, which are run by somebody of their own; called as those of an authority. */
export const seatReplicas = (seating: Seating, count: number, place = 0): Seats<'identity-storage'> => {
  const suffix = place === 0 ? '' : `-${place + 1}`;
  const party = `storage${suffix}`;
  return seating.take('identity-storage', {
    name: `replicas${suffix}`,
    party,
    count,
    nameEach: (index) => `replica-${index + 1}.${party}`,
  });
};

/** Takes the two seats of an authority; of several, the first is called like an only one. */
export const seatAuthority = (seating: Seating, place = 0): AuthoritySeats => {
  const suffix = place === 0 ? '' : `-${place + 1}`;
  const party = `authority${suffix}`;
  const called = (role: string) => ({ party, name: `${role}${suffix}`, nameEach: () => `${role}.${party}` });
  return {
    identityStorage: seating.take('identity-storage', called('identity-storage')),
    auditLog: seating.take('audit-log', called('audit-log')),
  };
};
