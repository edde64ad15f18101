import type { ProfileName } from '../../sim/framework/profile.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** What this house claims of what every house does: not that operations succeed while the storage is away. */
const general = [
  'nobody learns what he is not entitled to',
  'readings reach the twin within a second, 99 of 100',
  'controls refuse at most 1 in 200 of what is honest',
];
const framework: readonly ProfileName[] = ['framework'];

/** What the shared identity storage claims, and for which profiles. Bounds follow from the parameters' defaults: assumptions. */
export const claims: readonly Claim[] = [
  ...houseClaims.filter(({ name }) => general.includes(name)),
  {
    name: 'a record that somebody put into a storage is taken by nobody',
    profiles: guarded,
    holds: (value) => judged(value('M59.false'), (records) => records === 0),
  },
  {
    name: 'no platform relies on a record older than a minute',
    profiles: guarded,
    holds: (value) => judged(value('M59.age'), (ageSeconds) => ageSeconds <= 61),
  },
  {
    name: 'a thing that changed hands moves the twin of its old holder no longer than agreed',
    profiles: guarded,
    holds: (value) => judged(value('M60.wrongful'), (updates) => updates === 0),
  },
  {
    name: 'no thing is silent at its holder for longer than half a minute, while the storage is away too',
    profiles: guarded,
    holds: (value) => judged(value('M60.silence'), (silenceSeconds) => silenceSeconds <= 30),
  },
  {
    name: 'a record is resolved within a quarter of a second, 19 of 20',
    profiles: profileNames,
    holds: (value) => judged(value('M30.resolve.p95'), (latencyMillis) => latencyMillis <= 250),
  },
  {
    name: 'no twin is moved by what somebody says in the name of a thing, a heating circuit or one of its valves',
    profiles: guarded,
    // Poisoned valves (A40) speak in their own names: what they come to is that attack's goal.
    holds: (value, attack) => (attack === 'A40' ? undefined : judged(value('M54.twin'), (share) => share === 0)),
  },
  {
    name: 'a heating circuit whose identity was revoked moves no twin for longer than a minute',
    profiles: guarded,
    holds: (value) => judged(value('M60.outlived'), (outlivedSeconds) => outlivedSeconds <= 60),
  },
  {
    name: 'a storage that goes on showing old records is noticed',
    profiles: framework,
    holds: (value, attack) => (attack === 'A15' ? judged(value('M19'), (share) => share > 0) : undefined),
  },
];
