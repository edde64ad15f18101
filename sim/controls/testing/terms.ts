import type { Authority, Content, Credential, KeyPair, SecretKey, Suite } from '../../framework/crypto.ts';

/**
 * A suite for tests of controls alone: terms are plain objects that remember what made them. It says what a control must hear
 * from any suite; it is not a model of what attackers can do (that is the symbolic suite).
 */

let serials = 0;
const fresh = (kind: string): object => Object.freeze({ kind, serial: ++serials });
const text = (content: unknown): string =>
  JSON.stringify(content, (_field, value: unknown) =>
    value instanceof Object && 'hidden' in value ? undefined : value,
  );

const keyPair = (): KeyPair => {
  const privateKey = fresh('private');
  const { serial } = privateKey as { serial: number };
  return { privateKey, publicKey: Object.freeze({ kind: 'public', serial }) } as unknown as KeyPair;
};

const serialOf = (key: unknown): number => (key as { serial: number }).serial;

/** Terms that a test can make and look into. */
export const terms: Suite = {
  name: 'symbolic',
  keyPair,
  agreementPair: keyPair,
  secret: () => fresh('secret') as unknown as SecretKey,
  sign: (key, content) => ({ kind: 'signature', by: serialOf(key), over: text(content) }) as never,
  verify: (key, content, signature) => {
    const { by, over } = signature as unknown as { by: number; over: string };
    return by === serialOf(key) && over === text(content);
  },
  seal: (key, content, bound) =>
    Object.freeze({ kind: 'sealed', by: serialOf(key), content, bound: text(bound) }) as never,
  open: (key, sealed, bound) => {
    const made = sealed as unknown as { by: number; content: Content; bound: string };
    return made.by === serialOf(key) && made.bound === text(bound) ? made.content : undefined;
  },
  tag: (key, content) => ({ by: serialOf(key), over: text(content) }) as never,
  checkTag: (key, content, tag) => {
    const { by, over } = tag as unknown as { by: number; over: string };
    return by === serialOf(key) && over === text(content);
  },
  agree: (own, peer, context) => ({ serial: serialOf(own) * serialOf(peer), context: text(context) }) as never,
  derive: (key, context) => ({ serial: serialOf(key), context: text(context) }) as never,
  hash: text,
  prove: (content, bits) => ({ kind: 'proof', bits, over: text(content) }) as never,
  checkProof: (content, bits, proof) => {
    const made = proof as unknown as { bits: number; over: string };
    return made.bits >= bits && made.over === text(content);
  },
  tree: {
    leaf: (content) => ({ kind: 'digest', over: text(content) }) as never,
    node: (left, right) => ({ kind: 'digest', over: text([left, right]) }) as never,
    empty: () => ({ kind: 'digest', over: '' }) as never,
    equal: (left, right) => text(left) === text(right),
  },
  root: (name, notBeforeNs, notAfterNs) => {
    const pair = keyPair();
    const root = {
      name,
      serial: ++serials,
      notBeforeNs,
      notAfterNs,
      publicKey: pair.publicKey,
      issuer: name,
      issuerKey: serialOf(pair.publicKey),
    };
    return { credential: root as unknown as Credential, pair } satisfies Authority;
  },
  request: (pair, name) => ({ name, publicKey: pair.publicKey }) as never,
  checkRequest: () => true,
  issue: (issuer, request, { serial, notBeforeNs, notAfterNs }) => {
    const { name, publicKey } = request;
    const above = { issuer: issuer.credential.name, issuerKey: serialOf(issuer.pair.publicKey) };
    return { name, serial, notBeforeNs, notAfterNs, publicKey, ...above } as never;
  },
  checkChain: (credential, roots, nowNs) => {
    const { issuerKey, notBeforeNs, notAfterNs } = credential as Credential & { issuerKey: number };
    if (!roots.some((root) => serialOf(root.publicKey) === issuerKey)) return 'untrusted';
    if (nowNs > notAfterNs) return 'expired';
    return nowNs < notBeforeNs ? 'not-yet-valid' : undefined;
  },
  forge: (rogue, { likeness, request, terms: feigned }) => {
    const above = { issuer: likeness.name, issuerKey: serialOf(rogue.publicKey) };
    return { ...feigned, name: request.name, publicKey: request.publicKey, ...above } as never;
  },
  flip: (term, part, at) => ({ ...term, flipped: `${part} ${at}`, by: -1 }) as never,
};
