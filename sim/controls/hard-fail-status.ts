import type { Control, Guard, Post } from '../framework/control.ts';
import type { Credential } from '../framework/crypto.ts';
import { points } from '../framework/figure.ts';
import { takeStapled } from './stapled-status.ts';

/** Whether this party has no current list of who issued a credential. */
const unknownAt = ({ trust, now }: Post, { issuer }: Credential): boolean => {
  if (trust.leftOut.includes('status')) return false;
  const status = trust.statusOf(issuer);
  return status === null || now > status.nextNs;
};

const guard: Guard = {
  judge(offer, at, opening) {
    takeStapled(offer.status, at);
    const credential = opening.provedCredential ?? offer.credential;
    if (credential === null) return undefined;
    at.charge('judge');
    return unknownAt(at, credential) ? 'status-unknown' : undefined;
  },
  verify(_message, at) {
    // Nearly always all is known; only then is it worth asking whether there is a credential whose status matters.
    if (at.now <= at.trust.knownUntilNs) return undefined;
    const credential = at.evidence?.credential ?? null;
    return credential !== null && unknownAt(at, credential) ? 'status-unknown' : undefined;
  },
};

/** C05: who cannot know whether a credential still holds does not accept it. Stops A13 (R5). */
export const hardFailStatus: Control = {
  id: 'C05',
  name: 'hard-fail-status',
  title: 'hard-fail status',
  summary: 'Without a current status list no credential counts, at the opening and in open channels.',
  groups: ['R5'],
  rung: 'identity',
  layer: 'standing',
  step: 20,
  // Not on the way to the list itself, which nobody could fetch then.
  places: points.filter((point) => point !== 'RP-D'),
  limits:
    'Turns the loss of status lists into loss of service: who blocks them for their whole lifetime stops honest users. Lists spread with C04: without it only who asks the authority has a current one.',
  source:
    'Meaning of hard-fail as in browser and CA/B Forum practice (STANDARDS 6.6); the age limit is nextNs of the list.',
  stand: () => guard,
};
