import type { AttackerParcel } from './attackers/attacker-parcel.ts';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Content, Credential, KeyPair, PublicKey, SecretKey, StatusList } from '../../framework/crypto.ts';
import type { AuthorityBooks, AuthorityKeys, HeldPair } from '../shared/issuer.ts';
import type { Label } from '../../framework/label.ts';
import type { PartyLabels } from '../shared/party-labels.ts';
import type { HouseKeys, Rings } from '../shared/rings.ts';
import type { InitialIdentity, Voucher } from '../../framework/voucher.ts';

/**
 * What one process is handed at its commissioning: the keys of its own nodes, what everybody knows, and the house's own keys
 * where its nodes need them. It crosses one pipe between parent and child, once, and is never logged.
 */
export interface Parcel {
  /** In the order of the cast. */
  readonly authorities: readonly AuthorityParcel[];
  readonly hardware: HeldBytes;
  readonly maker: HeldBytes;
  /** Nodes with pair and credential; those with a key for storage; those with hardware that measures code. */
  readonly rings: readonly (readonly [number, string, Uint8Array])[];
  readonly storageKeys: readonly (readonly [number, Uint8Array])[];
  readonly attested: readonly number[];
  /** Keys of things' data that its nodes may hold. */
  readonly objectKeys: readonly (readonly [number, Uint8Array])[];
  /** Keys of commands to things, that its nodes may hold. */
  readonly commandKeys: readonly (readonly [number, Uint8Array])[];
  /** Nodes that enrol, with the pair that their maker has installed and its voucher. */
  readonly initials: readonly (readonly [number, string, Uint8Array])[];
  /** Keys installed in pairs of nodes, `node peer`. */
  readonly provisioned: readonly (readonly [string, Uint8Array])[];
  /** What is published of parties: their protection labels. */
  readonly labels: readonly Uint8Array[];
  /** What the attackers have in their hands; null for everybody else. */
  readonly attackers: AttackerParcel | null;
}

/** What a process is handed of one authority: its root and first list, and its keys and books where its nodes need them. */
export interface AuthorityParcel {
  readonly root: Uint8Array;
  readonly rootKey: string | null;
  readonly token: HeldBytes;
  readonly status: Uint8Array;
  readonly books: AuthorityBooks;
}

/** A pair of which the private half may be held elsewhere. */
export interface HeldBytes {
  readonly publicKey: Uint8Array;
  readonly pair: string | null;
}

/** A pair for a parcel, with its private half or without. */
export const heldBytes = (suite: ByteSuite, { publicKey }: HeldPair, pair: KeyPair | null): HeldBytes => ({
  publicKey: suite.encode(publicKey),
  pair: pair === null ? null : suite.exportPair(pair),
});

const heldPair = (suite: ByteSuite, { publicKey, pair }: HeldBytes): HeldPair => ({
  publicKey: suite.decode(publicKey) as PublicKey,
  privateKey: pair === null ? null : suite.importPair(pair).privateKey,
});

const authorityKeys = (suite: ByteSuite, { root, rootKey, token }: AuthorityParcel): AuthorityKeys => {
  const credential = suite.decode(root) as Credential;
  const privateKey = rootKey === null ? null : suite.importPair(rootKey).privateKey;
  const pair = { publicKey: credential.publicKey, privateKey };
  return { root: { credential, pair }, token: heldPair(suite, token) };
};

/** The house's keys in a parcel. */
export function houseKeysOf(suite: ByteSuite, parcel: Parcel): HouseKeys {
  const keyIn = (held: Parcel['objectKeys'], what: string) => {
    const keys = new Map(held);
    return (thing: number): SecretKey => {
      const bytes = keys.get(thing);
      if (bytes === undefined)
        throw new RangeError(`no node of this process may hold the ${what} key of thing ${thing}`);
      return suite.importSecret(bytes);
    };
  };
  return {
    authorities: parcel.authorities.map((one) => authorityKeys(suite, one)),
    hardware: heldPair(suite, parcel.hardware),
    maker: heldPair(suite, parcel.maker),
    objectKey: keyIn(parcel.objectKeys, 'object'),
    commandKey: keyIn(parcel.commandKeys, 'command'),
    initial: initialsIn(suite, parcel),
  };
}

/** What their maker has given to the nodes of a process. */
function initialsIn(suite: ByteSuite, { initials }: Parcel): HouseKeys['initial'] {
  const held = new Map(initials.map(([node, pair, voucher]) => [node, { pair, voucher }]));
  return (node) => {
    const bytes = held.get(node);
    if (bytes === undefined) throw new RangeError(`no node of this process may hold the maker's key of node ${node}`);
    const voucher = suite.decode(bytes.voucher) as unknown as Voucher;
    return { pair: suite.importPair(bytes.pair), voucher };
  };
}

/** What a maker has given to a node, for a parcel. */
export const initialBytes = (
  suite: ByteSuite,
  node: number,
  { pair, voucher }: InitialIdentity,
): Parcel['initials'][number] => [node, suite.exportPair(pair), suite.encode(voucher as unknown as Content)];

/** Hands the nodes of a process what a parcel holds for them. */
export function unpack(suite: ByteSuite, parcel: Parcel, rings: Rings): void {
  parcel.authorities.forEach(({ books }, place) => rings.issuers[place]!.keepBooks(books));
  for (const [node, pair, credential] of parcel.rings) {
    const ring = rings.own(node);
    ring.pair = suite.importPair(pair);
    ring.credential = suite.decode(credential) as Credential;
  }
  for (const [node, key] of parcel.storageKeys) rings.own(node).storageKey = suite.importSecret(key);
  for (const node of parcel.attested) rings.own(node).attestation = rings.attester(node);
}

/** Serials, tokens and lists that one life of the processes may number before it meets the numbers of the next. */
const numbersALife = 100_000_000;

/** The parcel for a later life of a process: the same keys, and numbers that no earlier life has given out. */
export function parcelForLife(parcel: Parcel, life: number): Parcel {
  const skipped = life * numbersALife;
  const later = (books: AuthorityBooks): AuthorityBooks => {
    const { serial, tokens, statusVersion } = books;
    return { ...books, serial: serial + skipped, tokens: tokens + skipped, statusVersion: statusVersion + skipped };
  };
  return { ...parcel, authorities: parcel.authorities.map((one) => ({ ...one, books: later(one.books) })) };
}

/** The status lists of the authorities with which everybody is born. */
export const firstStatuses = (suite: ByteSuite, { authorities }: Parcel): readonly StatusList[] =>
  authorities.map(({ status }) => suite.decode(status) as unknown as StatusList);

/** A status list for a parcel. */
export const statusBytes = (suite: ByteSuite, status: StatusList): Uint8Array =>
  suite.encode(status as unknown as Content);

/** Protection labels for a parcel. */
export const labelBytes = (suite: ByteSuite, labels: PartyLabels): readonly Uint8Array[] =>
  [...labels.values()].map((label) => suite.encode(label as unknown as Content));

/** The protection labels in a parcel, by party. */
export const labelsIn = (suite: ByteSuite, { labels }: Parcel): PartyLabels =>
  new Map(
    labels.map((bytes) => {
      const label = suite.decode(bytes) as unknown as Label;
      return [label.party, label];
    }),
  );
