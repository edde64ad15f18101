import { forgeries } from '../../../sim/framework/crypto.ts';
import type { Credential, StatusList } from '../../../sim/framework/crypto.ts';
import { OfferSheet } from '../../../sim/worlds/shared/handshake.ts';
import { statusContent } from '../../../sim/worlds/shared/issuer.ts';
import { Flights } from '../../../sim/worlds/live/offer-wire.ts';
import { noise } from './assault.ts';
import type { Assault } from './assault.ts';
import type { Approach, Besieged, Identity } from './besieged.ts';
import { ask, emptyFlight, goOn, over, secure, upgradeRequest } from './visitor.ts';

const second = 1_000_000_000;
const minute = 60 * second;

/** Keys with a credential that the run's own root has issued, on other terms than it would. */
function issued(
  { suite, root, nowNs, random }: Besieged,
  name: string,
  { fromNs = -minute, forNs = 10 * minute, by = root, serial = 500_000 + random.below(100_000) } = {},
): Identity {
  const pair = suite.keyPair();
  const notBeforeNs = nowNs() + fromNs;
  const terms = { serial, notBeforeNs, notAfterNs: notBeforeNs + forNs, kind: 'node' } as const;
  return { pair, credential: suite.issue(by, suite.request(pair, name), terms) };
}

/** Keys with a certificate that nobody issued. */
function forged({ suite, root, nowNs, random }: Besieged, name: string, index: number): Identity {
  const pair = suite.keyPair();
  const terms = { serial: random.below(100_000), notBeforeNs: nowNs() - minute, notAfterNs: nowNs() + 5 * minute };
  const feigned = {
    forgery: forgeries[index % forgeries.length]!,
    likeness: root.credential,
    request: suite.request(pair, name),
    terms,
  };
  return { pair, credential: suite.forge(pair, feigned) };
}

/** A list of the authority that ends a credential, as one who holds its key can make it. */
function revoking({ suite, root, nowNs }: Besieged, { serial }: Credential): StatusList {
  // Newer than any that the authority itself has published by now.
  const [version, issuedNs, nextNs] = [50_000, nowNs() - second, nowNs() + 10 * minute];
  const { credential, pair } = root;
  const list = { issuer: credential.name, version, issuedNs, nextNs, revoked: [serial], roots: [credential] };
  return { ...list, signature: suite.sign(pair.privateKey, statusContent(list)) };
}

/** Opens a channel over TLS with some identity; what the door says to it. */
async function show(
  place: Besieged,
  way: Approach,
  identity: Identity | null,
  flight = emptyFlight(place),
): Promise<void> {
  const gone = await goOn(place, way);
  if (gone === undefined) return;
  const secured = await secure(place, gone.socket, identity);
  if (secured === undefined) return;
  await ask(secured, upgradeRequest(flight));
  await over(gone.socket);
}

const overTls = (
  name: string,
  ends: RegExp,
  identityOf: (place: Besieged, way: Approach, index: number) => Identity | null,
): Assault => ({
  name,
  visits: 24,
  quickVisits: 8,
  ends,
  visit: (place, index) => {
    const way = place.approach();
    return show(place, way, identityOf(place, way, index));
  },
});

/** Certificates over TLS, where both ends must prove who they are. */
export const certificates: readonly Assault[] = [
  overTls('no certificate', /^C01 no-evidence$/, () => null),
  overTls('a certificate of another root of the same name', /^C01 untrusted-chain$/, (place, { source }) =>
    issued(place, place.nameOf(source), { by: place.otherRoot }),
  ),
  overTls('a certificate that has expired', /^C0\d expired-credential$/, (place, { source }) =>
    issued(place, place.nameOf(source), { fromNs: -20 * minute, forNs: 10 * minute }),
  ),
  overTls('a certificate that is not yet valid', /^C0\d (expired-credential|untrusted-chain)$/, (place, { source }) =>
    issued(place, place.nameOf(source), { fromNs: 2 * minute }),
  ),
  overTls('a certificate of another name', /^C01 wrong-peer$/, (place, { source }) =>
    issued(place, `${place.nameOf(source)}0`),
  ),
  overTls('a stolen certificate of another node', /^C01 wrong-peer$/, (place, { source, to }) =>
    place.keysOf(place.nameOf(source) === place.nameOf(to) ? source : to),
  ),
  overTls('a certificate that lives too long', /^C03 lifetime-too-long$/, (place, { source }) =>
    issued(place, place.nameOf(source), { forNs: 6000 * minute }),
  ),
  overTls('a certificate that nobody issued', /^(C01 untrusted-chain|tls)$/, (place, { source }, index) =>
    // Of what cannot be read OpenSSL makes no TLS identity: those come in clear.
    forged(place, place.nameOf(source), index % 3),
  ),
  {
    name: 'a certificate that was revoked, with the list that says so',
    visits: 8,
    quickVisits: 4,
    ends: /^C0\d revoked-credential$/,
    visit: (place) => {
      const way = place.approach();
      const identity = issued(place, place.nameOf(way.source), { serial: 999_999 });
      const sheet = new OfferSheet();
      sheet.status = revoking(place, identity.credential);
      return show(place, way, identity, new Flights(place.suite).write(sheet, {}));
    },
  },
];

/** Certificates in clear: what TLS would not even carry. */
export const bareCertificates: readonly Assault[] = [
  {
    name: 'in clear: certificates cut short, garbled, forged',
    visits: 60,
    quickVisits: 15,
    ends: /^C01 (untrusted-chain|no-evidence|malformed)$/,
    visit: (place, index) => {
      const way = place.approach();
      const { credential } = forged(place, place.nameOf(way.source), index);
      return inClear(place, way, (sheet) =>
        Object.assign(sheet, { credential, proof: place.suite.sign(place.keysOf(way.source).pair.privateKey, []) }),
      );
    },
  },
  {
    name: 'in clear: certificates of any bytes, with a proof of any bytes',
    visits: 60,
    quickVisits: 15,
    ends: /^C01 (untrusted-chain|no-evidence|malformed)$/,
    visit: (place) => {
      const { suite, random } = place;
      const way = place.approach();
      const credential = suite.credentialOf([noise(place, random.below(600))]);
      const proof = suite.flip(suite.sign(suite.keyPair().privateKey, [1]), 'signature', random.below(500));
      return inClear(place, way, (sheet) =>
        Object.assign(sheet, { credential, proof, ephemeral: suite.agreementPair().publicKey }),
      );
    },
  },
  {
    name: 'in clear: a right certificate with one bit flipped',
    visits: 60,
    quickVisits: 15,
    ends: /^C0\d [\w-]+$/,
    visit: (place) => {
      const { suite, random } = place;
      const way = place.approach();
      const own = place.keysOf(way.source);
      const part = (['header', 'body', 'signature'] as const)[random.below(3)]!;
      const credential = suite.flip(own.credential, part, random.below(2000));
      return inClear(place, way, (sheet) =>
        Object.assign(sheet, { credential, proof: suite.sign(own.pair.privateKey, [1]) }),
      );
    },
  },
];

async function inClear(place: Besieged, way: Approach, fill: (sheet: OfferSheet) => void): Promise<void> {
  const gone = await goOn(place, way);
  if (gone === undefined) return;
  const sheet = new OfferSheet();
  fill(sheet);
  await ask(gone.socket, upgradeRequest(new Flights(place.suite).write(sheet, {})));
  await over(gone.socket);
}
