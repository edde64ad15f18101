import type { ProfileName } from '../../sim/framework/profile.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { guarded, houseClaims, judged } from '../kit/claims.ts';

/** What this house claims of what every house does: not that operations succeed while a storage is away. */
const general = [
  'nobody learns what he is not entitled to',
  'readings reach the twin within a second, 99 of 100',
  'controls refuse at most 1 in 200 of what is honest',
];
const framework: readonly ProfileName[] = ['framework'];

/** What storages that work together claim, and for which profiles. Bounds follow from the parameters' defaults: assumptions. */
export const claims: readonly Claim[] = [
  ...houseClaims.filter(({ name }) => general.includes(name)),
  {
    name: 'a record that somebody put into a storage is taken by nobody',
    profiles: guarded,
    // What a device says of itself is its own word, true or not.
    holds: (value, attack) => (attack === 'A16' ? undefined : judged(value('M59.false'), (records) => records === 0)),
  },
  {
    name: 'no thing moves the twin of a platform that does not hold it, or sold it longer ago than agreed',
    profiles: guarded,
    // True while whoever is away is back, endorsed anew and found again within `showSeconds`; or where nobody believes for longer than that.
    holds: (value) => judged(value('M60.wrongful'), (updates) => updates === 0),
  },
  {
    name: 'no thing is silent at its holder for longer than half a minute, while a federation is away too',
    profiles: guarded,
    // A device that says that it is another’s is silent at its holder by its own will.
    holds: (value, attack) =>
      attack === 'A16' ? undefined : judged(value('M60.silence'), (silenceSeconds) => silenceSeconds <= 30),
  },
  {
    name: 'a record is resolved within 400 ms, 19 of 20, whichever federation has it, while nobody attacks',
    profiles: profileNames,
    // Where one of two storages lies, an answer takes a time-out longer.
    holds: (value, attack) =>
      attack === 'none' ? judged(value('M30.resolve.p95'), (latencyMillis) => latencyMillis <= 400) : undefined,
  },
  {
    name: 'a device is on record within half a minute of its wish, 99 of 100, while its storage is away too',
    profiles: profileNames,
    holds: (value) => judged(value('M30.register.p99'), (latencyMillis) => latencyMillis <= 30_000),
  },
  {
    name: 'no twin is moved by what somebody says in the name of a thing or a virtual fountain',
    profiles: guarded,
    holds: (value) => judged(value('M54.twin'), (share) => share === 0),
  },
  {
    name: 'what an avatar does with a virtual fountain is done, and durable, within a quarter of a second, 19 of 20',
    profiles: profileNames,
    holds: (value) => judged(value('M30.command.p95'), (latencyMillis) => latencyMillis <= 250),
  },
  {
    name: 'a device that takes the digital entity of another is noticed',
    profiles: framework,
    holds: (value, attack) => (attack === 'A16' ? judged(value('M19'), (share) => share > 0) : undefined),
  },
];
