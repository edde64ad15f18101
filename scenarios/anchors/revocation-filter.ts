import { stapleBytes } from '../../sim/controls/stapled-status.ts';
import { symbolicSuite } from '../../sim/crypto/symbolic/suite.ts';
import type { CredentialRequest } from '../../sim/framework/crypto.ts';
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
const revoked = 10_000;

/** V-C8: what a list that revokes many is longer on the wire than one that revokes nobody, a revoked certificate. */
export const filterSize: Anchor = {
  rows: shares.map((falsePositives, place) => ({
    id: `V-C8${'abc'[place]!}`,
    name: `bits on the wire a revoked certificate, ${falsePositives * 100} % held by chance`,
    expected: bloomBitsPerEntry(falsePositives),
    widest: widest(bloomBitsPerEntry(falsePositives), 0),
  })),
  through:
    'the status list that an authority publishes with and without revocations, and its bytes as control C04 counts them',
  run: () =>
    shares.map((falsePositives) => {
      const { issuer, certify } = authority(falsePositives);
      certify('stolen', revoked);
      const before = stapleBytes(issuer.publish(0, hour));
      issuer.revoke('stolen');
      const bytes = stapleBytes(issuer.publish(0, hour)) - before;
      // Nothing is drawn here. A filter takes whole bytes: the law lies at most one of them below.
      return { measured: (8 * bytes) / revoked, ci: [(8 * (bytes - 1)) / revoked, (8 * bytes) / revoked] };
    }),
};
