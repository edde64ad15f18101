import forge from 'node-forge';
import type { CredentialRequest, FlipPart, KeyPair, PublicKey } from '../../framework/crypto.ts';
import { unreadable } from '../certificates.ts';
import { closeClass, opaque } from '../opaque.ts';
import { commonNameOf } from './certificate.ts';
import type { Layout } from './certificate.ts';
import { documentBit, voidKey } from './credential.ts';
import { elements, inside, tags } from './der.ts';
import type { Element } from './der.ts';
import { asnAlgorithm, asnBits, asnBytes, asnName, asnSequence, derOf } from './forge-asn1.ts';
import { certified, certifyWith, PublicHandle, signerType } from './keys.ts';
import { flippedBytes } from './terms.ts';

interface Claim {
  readonly name: string;
  readonly publicKey: PublicKey;
  readonly body: Buffer;
  readonly signature: Buffer;
  readonly layout: Layout;
}

/** A PKCS#10 request (RFC 2986) as DER: the contract's `CredentialRequest`. */
export class RequestHandle {
  readonly #der: Buffer;
  /** Read when first asked for; null when it cannot be read. */
  #claim: Claim | null | undefined;
  readonly #layout: Layout | undefined;

  constructor(der: Buffer, layout?: Layout) {
    this.#der = der;
    this.#layout = layout;
  }

  get name(): string {
    return (RequestHandle.claim(this) ?? unreadable).name;
  }

  get publicKey(): PublicKey {
    return RequestHandle.claim(this)?.publicKey ?? voidKey;
  }

  static is(value: unknown): value is RequestHandle {
    return typeof value === 'object' && value !== null && #der in value;
  }

  static der(request: RequestHandle): Buffer {
    return request.#der;
  }

  static claim(request: RequestHandle): Claim | null {
    if (request.#claim === undefined) request.#claim = readRequest(request.#der);
    return request.#claim;
  }

  /** The same with one bit flipped; `bit` counts from the start of the part. */
  static flip(request: RequestHandle, part: FlipPart, bit: number): RequestHandle {
    const layout = request.#layout ?? RequestHandle.claim(request)?.layout;
    return new RequestHandle(flippedBytes(request.#der, documentBit(request.#der, layout, part, bit)), layout);
  }
}

closeClass(RequestHandle);

/** A request for a name, signed with the pair. */
export function requestFor(pair: KeyPair, name: string): CredentialRequest {
  const { asn1 } = forge;
  const spki = PublicHandle.spki(PublicHandle.of(pair.publicKey));
  const version = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.INTEGER, false, asn1.integerToDer(0).getBytes());
  const attributes = asn1.create(asn1.Class.CONTEXT_SPECIFIC, 0, true, []);
  const body = asnSequence(version, asnName(name), asnBytes(spki), attributes);
  const keyType = signerType(pair.privateKey);
  const signature = certifyWith(pair.privateKey, derOf(body));
  return opaque(new RequestHandle(derOf(asnSequence(body, asnAlgorithm(keyType), asnBits(signature)))));
}

/** Throws TypeError for a request that cannot be read. */
export function requireReadable(request: CredentialRequest): void {
  if (RequestHandle.is(request) && RequestHandle.claim(request) !== null) return;
  throw new TypeError('a malformed request asks for nothing that could be issued');
}

/** Whether a request was signed with the key that it names. */
export function requestHolds(request: CredentialRequest): boolean {
  const claim = RequestHandle.is(request) ? RequestHandle.claim(request) : null;
  return claim !== null && certified(claim.publicKey, claim.body, claim.signature);
}

function readRequest(der: Buffer): Claim | null {
  const outer = elements(der, 0, der.length);
  const [body, algorithm, signature] = (outer?.length === 1 && inside(der, outer[0], tags.sequence)) || [];
  const [version, subject, spki] = inside(der, body, tags.sequence) ?? [];
  const complete = [algorithm, version, subject, spki].every((part) => part !== undefined);
  if (!complete || signature?.tag !== tags.bitString || signature.content === signature.end) return null;
  const name = commonNameOf(der, subject!);
  if (name === undefined) return null;
  const slice = (element: Element): Buffer => der.subarray(element.start, element.end);
  return {
    name,
    publicKey: opaque(new PublicHandle(slice(spki!))),
    body: slice(body!),
    signature: der.subarray(signature.content + 1, signature.end),
    layout: { spki: spki!, signature },
  };
}
