import type { Control, Ground, Guard, Household } from '../framework/control.ts';
import { points, type Role } from '../framework/figure.ts';
import { DoubleColumn } from './columns.ts';

/** How much one end of a session may send: messages a second, and how many at once. */
export interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

/** Settings of C24. Roles that are not named are not limited: they are the house's own and carry what others were allowed. */
export interface RateLimitSettings {
  readonly messages: Partial<Readonly<Record<Role, Allowance>>>;
  /** First packets of handshakes, by source address. */
  readonly hellos: Allowance;
  /** What a node may do in the place of others who do not answer, in units of the cost table's `estimate`. */
  readonly standIn: Allowance;
}

const defaults: RateLimitSettings = {
  messages: {
    device: { perSecond: 300, burst: 600 },
    gateway: { perSecond: 20_000, burst: 40_000 },
    person: { perSecond: 20, burst: 60 },
    'external-dpm': { perSecond: 5_000, burst: 10_000 },
  },
  hellos: { perSecond: 5, burst: 20 },
  // At the 50 us of a server's cost table half of one core, and one second of it at once.
  standIn: { perSecond: 10_000, burst: 20_000 },
};

// Words of a session's row: for whom a bucket was chosen, which (-1: unlimited), and as a double when it is full again.
const peerJudged = 0;
const bucketChosen = 1;
const fullAgain = 2;

/** Sources that are no node of the house share this many buckets. */
const strangerBuckets = 1024;

/** A token bucket, by when it is full again. */
export interface Bucket {
  /** Time that one message takes from the bucket, ns. */
  readonly intervalNs: number;
  /** How far ahead of the clock the bucket may be, ns. */
  readonly toleranceNs: number;
}

/** The bucket of an allowance. */
export const bucketOf = ({ perSecond, burst }: Allowance): Bucket => {
  const intervalNs = Math.round(1e9 / perSecond);
  return { intervalNs, toleranceNs: (burst - 1) * intervalNs };
};

/**
 * C24: nobody may send more than its role needs, or do more in others’ place than leaves time for the rest. Slows A03, A24, A25 and A31,
 * stops A26 (R1, R5). A token bucket, kept as the one time at
 * which it will be full again (the generic cell rate algorithm, ITU-T I.371).
 */
export const rateLimit = (settings: RateLimitSettings = defaults): Control => {
  const buckets = Object.entries(settings.messages).map(([role, allowance]) => ({ role, ...bucketOf(allowance) }));
  const hello = bucketOf(settings.hellos);
  const stand = ({ household, sessionRows }: Ground): Guard => {
    const own = sessionRows.reserve(4);
    const hellosFullAgain = new DoubleColumn();
    const choose = (peer: number): number => buckets.findIndex(({ role }) => role === roleOf(household, peer));
    return {
      oblige(_purpose, duty) {
        duty.standInPerSecond = Math.min(duty.standInPerSecond, settings.standIn.perSecond);
        duty.standInBurst = Math.min(duty.standInBurst, settings.standIn.burst);
      },
      admit(packet, at) {
        at.charge('judge');
        const { source } = packet;
        const known = source >= 0 && source < household.nodes;
        const bucket = known ? source + strangerBuckets : Math.abs(source) % strangerBuckets;
        const full = hellosFullAgain.at(bucket);
        if (full - hello.toleranceNs > at.now) return 'rate';
        hellosFullAgain.put(bucket, Math.max(full, at.now) + hello.intervalNs);
        return undefined;
      },
      verify(_message, at) {
        const row = sessionRows.row(at.session) + own;
        const rows = sessionRows.words;
        if (rows[row + peerJudged] !== at.peer + 1) {
          rows[row + peerJudged] = at.peer + 1;
          rows[row + bucketChosen] = choose(at.peer);
        }
        const choice = rows[row + bucketChosen]!;
        if (choice < 0) return undefined;
        at.charge('judge');
        const { intervalNs, toleranceNs } = buckets[choice]!;
        const { doubles } = sessionRows;
        const cell = (row + fullAgain) >>> 1;
        const full = doubles[cell]!;
        if (full - toleranceNs > at.now) return 'rate';
        doubles[cell] = Math.max(full, at.now) + intervalNs;
        return undefined;
      },
    };
  };
  return {
    id: 'C24',
    name: 'rate-limit',
    summary:
      'Messages are limited by session and role, handshakes by source address, work in others’ place by a budget.',
    groups: ['R1', 'R5'],
    rung: 'framework',
    layer: 'door',
    step: 20,
    places: [...points, 'use'],
    limits:
      'Many sources within their allowance are not stopped; spoofed sources evade the limit on handshakes (C43), and share buckets with other strangers. Slow exfiltration passes. What is beyond the budget of stand-in work stays undone while a fault lasts.',
    source:
      'Device 300/s covers the 250 Hz pose stream of 3GPP TR 38.838; the other rates and all bursts: assumption. A budget of retries for the whole server: Beyer et al. 2016, Site Reliability Engineering, chapter 21.',
    stand,
  };
};

/** A stranger gets what a person gets. */
const roleOf = (household: Household, node: number): Role =>
  node >= 0 && node < household.nodes ? household.roleOf(node) : 'person';
