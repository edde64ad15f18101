import type { Control, Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import type { CredentialRequest, Signature } from '../framework/crypto.ts';
import type { Bodies } from '../framework/message.ts';
import type { Verdict } from '../framework/verdict.ts';
import { enrolContent, voucherContent } from '../framework/voucher.ts';
import type { Voucher } from '../framework/voucher.ts';
import { wireSizes } from '../framework/wire-sizes.ts';

/** What stands beside a request for a certificate: the maker's word, and the signature of the key that the maker vouches for. */
interface Vouched {
  readonly voucher: Voucher;
  readonly signature: Signature;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether what lies beside a request has the form of it; what it is worth, the signatures say. */
function isVouched(mark: unknown): mark is Vouched {
  if (!isObject(mark)) return false;
  const { voucher, signature } = mark as Partial<Record<keyof Vouched, unknown>>;
  if (!isObject(voucher) || !isObject(signature)) return false;
  const { identifier, authority, key, signature: makers } = voucher as Partial<Record<keyof Voucher, unknown>>;
  return typeof identifier === 'string' && typeof authority === 'string' && isObject(key) && isObject(makers);
}

/** The request in an enrolment that asks for a certificate; null where identities are only claimed, so that nothing is asked for. */
const requestIn = (body: WireMessage['body']): CredentialRequest | null => (body as Bodies['enrol']).request;

const stand = ({ mark, household }: Ground): Guard => {
  const judge = ({ voucher, signature }: Vouched, body: Bodies['enrol'], at: Post): Verdict => {
    const { makerKey } = at.trust;
    // It speaks of one device and one owner's domain.
    at.charge('parse');
    if (voucher.identifier !== body.identifier || voucher.authority !== household.nameOf(at.node)) return 'not-vouched';
    if (makerKey === null) return 'not-vouched';
    at.charge('verify');
    if (!at.suite.verify(makerKey, voucherContent(voucher), voucher.signature)) return 'not-vouched';
    at.charge('verify');
    const content = enrolContent(body.identifier, body.request!.publicKey);
    return at.suite.verify(voucher.key, content, signature) ? undefined : 'not-vouched';
  };
  return {
    protect(message, at) {
      if (message.kind !== 'enrol' || message.body === null) return;
      const request = requestIn(message.body);
      const { initial } = at.keys;
      if (request === null || initial === null) return;
      at.charge('sign');
      const { identifier } = message.body as Bodies['enrol'];
      const signature = at.suite.sign(initial.pair.privateKey, enrolContent(identifier, request.publicKey));
      const vouched: Vouched = { voucher: initial.voucher, signature };
      message.marks[mark] = vouched;
      at.extend(wireSizes.voucher + wireSizes.signature);
    },
    verify(message, at) {
      if (message.kind !== 'enrol') return undefined;
      if (message.body === null) return 'malformed';
      if (requestIn(message.body) === null) return undefined;
      const vouched = message.marks[mark];
      if (vouched === undefined) return 'not-vouched';
      return isVouched(vouched) ? judge(vouched, message.body as Bodies['enrol'], at) : 'malformed';
    },
  };
};

/** C34: an authority certifies a name only for whom the maker's voucher gives that name, and says that it is its parties'. Stops A04 (R5). */
export const ownershipVoucher: Control = {
  id: 'C34',
  name: 'ownership-voucher',
  summary:
    'A certificate is issued for a name only to who holds the key that the maker installed in the device of that name, and only by its owner’s authority.',
  groups: ['R5'],
  rung: 'identity',
  layer: 'right',
  step: 3,
  places: ['RP-D'],
  limits:
    'Believes the maker of what it made and whose it is: with the maker’s key, or the one that it installed, anybody enrols in that name. That one is in no copy of a node’s keys: where it is not kept apart, whoever has copied it renews for ever. A request has no time in it: one that was heard serves again, for the same key. A voucher has no end here: who has sold a device is vouched for until the maker says otherwise. Asked of every request, renewals too, but not of what operators bring to their nodes by hand. Revokes nothing that was issued before.',
  source:
    'Voucher after RFC 8366 and its use in BRSKI (RFC 8995); the key that the maker installed, and that no copy has it, after IEEE 802.1AR; public scope. That servers and virtual things have one too, from whoever made their machine: assumption.',
  stand,
};
