import { stapleBytes } from '../../sim/controls/stapled-status.ts';
import { symbolicSuite } from '../../sim/crypto/symbolic/suite.ts';
import type { CredentialRequest } from '../../sim/framework/crypto.ts';
import { filterRevokes } from '../../sim/framework/revocation/filter.ts';
import { seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { Issuer } from '../../sim/worlds/shared/issuer.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { bloomBitsPerEntry, bloomFalsePositives } from './closed-forms.ts';
import { ofMeans, replications, sized } from './estimate.ts';

const suite = symbolicSuite();
const hour = seconds(3600);

/** An authority whose lists carry filters built for a share of false positives, and what takes to ask it for certificates. */
function authority(falsePositives: number): {
  readonly issuer: Issuer;
  readonly certify: (name: string, count: number) => void;
} {
  const root = suite.root('authority', 0, 2 * hour);
  const issuer = new Issuer(suite, { root, token: suite.keyPair() }, falsePositives);
  const requests = new Map<string, CredentialRequest>();
  return {
    issuer,
    certify(name, count) {
      const request = requests.get(name) ?? suite.request(suite.keyPair(), name);
      requests.set(name, request);
      for (let one = 0; one < count; one++) issuer.certify(request, 0, hour);
    },
  };
}

const [entries, share] = [1000, 0.01];
const [sizeBits, hashes] = [9586, 7];
/** What is held by chance differs more from filter to filter than within one, so there are more of them than of most runs. */
const filters = 2 * replications;
const expected = bloomFalsePositives(sizeBits, entries, hashes);

/**
 * V-C7: of the certificates that an authority has not revoked, its filter holds a share by chance; it finds out which and spares them by
 * name, so that they can be counted. `realShare` other than one in a hundred is a range that is wrong.
 */
export const filterFalsePositives = (realShare = share): Anchor => ({
  rows: [
    {
      id: 'V-C7',
      name: 'valid certificates that a filter of 1000 revoked ones holds by chance, 9586 bits, 7 each',
      expected,
      widest: widest(expected, 0.0003),
    },
  ],
  through: 'certificates of an authority, and the filter of the status list that it publishes for control C04',
  run(effort) {
    const valid = sized(70_000, effort);
    const means = Array.from({ length: filters }, (_, run) => {
      const { issuer, certify } = authority(realShare);
      // Which serials are revoked differs from run to run: some are given out beforehand, to somebody else.
      const before = new Stream(keyOf(effort.seed, run, 'V-C7')).below(valid);
      certify('valid', before);
      certify('stolen', entries);
      certify('valid', valid - before);
      issuer.revoke('stolen');
      return issuer.publish(0, hour).filter!.spared.length / valid;
    });
    return [ofMeans(means, effort)];
  },
});

const shares = [0.01, 0.001, 0.0001];
/** Revoked certificates of each authority: enough that a byte of rounding is nothing. */
const revoked = 2000;
/** Serials begin anywhere below this, so that each filter holds others. */
const mostSerials = 1_000_000_000_000;

/** Valid certificates of each authority: as many as it takes for an equally sharp interval whatever the share. */
function validFor(falsePositives: number): number {
  const decline = Math.log(falsePositives);
  return 1000 / (falsePositives * decline * decline);
}

/** What a filter of `revoked` certificates takes on the wire, and which share of valid ones it turns out to hold by chance. */
function builtFilter(
  falsePositives: number,
  first: number,
  valid: number,
  readHashes: (built: number) => number,
): { readonly bits: number; readonly held: number } {
  const { issuer } = authority(falsePositives);
  const serials = (from: number, count: number): number[] => Array.from({ length: count }, (_, one) => from + one);
  issuer.keepBooks({
    ...issuer.books(),
    serial: first + revoked + valid,
    current: [
      ['stolen', serials(first, revoked)],
      ['valid', serials(first + revoked, valid)],
    ],
  });
  const before = stapleBytes(issuer.publish(0, hour));
  issuer.revoke('stolen');
  const list = issuer.publish(0, hour);
  // Whom it spares is no part of the filter: for the law it holds them all the same.
  const bare = { ...list.filter!, spared: [] };
  const bytes = stapleBytes({ ...list, filter: bare }) - before;
  const revokes = filterRevokes({ ...bare, hashes: readHashes(bare.hashes) });
  const held = serials(first + revoked, valid).filter(revokes).length;
  return { bits: (8 * bytes) / revoked, held: held / valid };
}

/**
 * V-C8: bits on the wire that a revoked certificate takes in a filter, for a share that is held by chance. Both are measured at filters
 * that were built. By the law of an optimal filter, bits are as the logarithm of the share, so what was measured at a share near the
 * wanted one says what the wanted one takes; a filter that is less than optimal takes more. Whether the share is near, V-C7 says.
 * `readHashes` other than the same number is a range that is wrong.
 */
export const filterSize = (readHashes = (built: number): number => built): Anchor => ({
  rows: shares.map((falsePositives, place) => ({
    id: `V-C8${'abc'[place]!}`,
    name: `bits on the wire a revoked certificate, ${falsePositives * 100} % held by chance`,
    expected: bloomBitsPerEntry(falsePositives),
    widest: widest(bloomBitsPerEntry(falsePositives), 0),
  })),
  through:
    'the status list that an authority publishes with and without revocations, its bytes as control C04 counts them, and look-ups of valid certificates in its filter',
  run: (effort) =>
    shares.map((falsePositives, place) => {
      const stream = new Stream(keyOf(effort.seed, place, 'V-C8'));
      const valid = sized(validFor(falsePositives), effort);
      const built = Array.from({ length: replications }, () =>
        builtFilter(falsePositives, stream.below(mostSerials), valid, readHashes),
      );
      const { bits } = built[0]!;
      const share = ofMeans(
        built.map(({ held }) => held),
        effort,
      );
      const bitsFor = (held: number): number => (bits * Math.log(falsePositives)) / Math.log(Math.max(0, held));
      return { measured: bitsFor(share.measured), ci: [bitsFor(share.ci[0]), bitsFor(share.ci[1])] };
    }),
});
