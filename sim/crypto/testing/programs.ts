import fc from 'fast-check';
import type {
  Authority,
  Content,
  Credential,
  CredentialRequest,
  Digest,
  FlipPart,
  KeyPair,
  SecretKey,
  Sealed,
  Signature,
  Suite,
  Tag,
} from '../../framework/crypto.ts';
import { seconds } from '../../framework/time.ts';
import { flipBits } from '../parts.ts';
import type { TermKind } from '../parts.ts';

/** One call of a suite: which, and which of the things at hand it takes (counted modulo how many there are). */
export interface Step {
  readonly call: (typeof calls)[number];
  readonly picks: readonly [number, number, number];
  readonly at: number;
}

const calls = [
  'sign',
  'verify',
  'seal',
  'open',
  'tag',
  'checkTag',
  'agree',
  'derive',
  'wrap',
  'leaf',
  'node',
  'sameDigest',
  'equal',
  'flip',
  'flip',
  'request',
  'checkRequest',
  'issue',
  'checkChain',
  'checkChain',
] as const;

/** Sequences of calls as an honest node or an attacker could make them. */
export const programs = fc.array(
  fc.record<Step>({
    call: fc.constantFrom(...calls),
    picks: fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)),
    at: fc.nat(2000),
  }),
  { minLength: 10, maxLength: 60 },
);

const moments = [-seconds(1), 0, seconds(1.5), seconds(10), seconds(20.4)];
const plain: readonly Content[] = [null, 0, 'x', [1, 'x'], { a: 1, b: [2] }, { b: [2], a: 1 }];

/** Runs a program on a suite and tells every verdict, in order. The root's kind of key takes long to make: it is given. */
export function verdictsOf(suite: Suite, root: Authority, program: readonly Step[]): string[] {
  const pairs: KeyPair[] = [suite.keyPair(), suite.keyPair('ed25519'), suite.keyPair(), root.pair];
  const agreements = [suite.agreementPair(), suite.agreementPair()];
  const publics = [...agreements.map((pair) => pair.publicKey), pairs[0]!.publicKey];
  const secrets: SecretKey[] = [suite.secret(), suite.secret()];
  const contents: Content[] = [...plain];
  const signatures: Signature[] = [];
  const seals: Sealed[] = [];
  const tags: Tag[] = [];
  const requests: CredentialRequest[] = [suite.request(pairs[0]!, 'thing')];
  const credentials: Credential[] = [root.credential];
  const digests: Digest[] = [suite.tree.empty()];
  const verdicts: string[] = [];

  const perform = ({ call, picks: [first, second, third], at }: Step): string => {
    const pick = <Thing>(things: readonly Thing[], index: number): Thing | undefined => things[index % things.length];
    const [pair, content, secret] = [pick(pairs, first)!, pick(contents, second)!, pick(secrets, first)!];
    switch (call) {
      case 'sign':
        signatures.push(suite.sign(pair.privateKey, content));
        return '';
      case 'verify': {
        const signature = pick(signatures, third);
        return signature === undefined ? '' : `${suite.verify(pair.publicKey, content, signature)}`;
      }
      case 'seal':
        seals.push(suite.seal(secret, content, pick(contents, third)!));
        return '';
      case 'open': {
        const sealed = pick(seals, third);
        const opened = sealed === undefined ? undefined : suite.open(secret, sealed, content);
        if (opened !== undefined) contents.push(opened);
        return `${opened !== undefined}`;
      }
      case 'tag':
        tags.push(suite.tag(secret, content));
        return '';
      case 'checkTag': {
        const tag = pick(tags, third);
        return tag === undefined ? '' : `${suite.checkTag(secret, content, tag)}`;
      }
      case 'agree':
        secrets.push(suite.agree(pick(agreements, first)!.privateKey, pick(publics, second)!, pick(contents, third)!));
        return '';
      case 'derive':
        secrets.push(suite.derive(secret, content));
        return '';
      case 'wrap': {
        const term = pick([publics, signatures, seals, tags, requests, credentials, digests] as const, first)!;
        const chosen = pick<Content>(term, second);
        if (chosen !== undefined) contents.push(third % 2 === 0 ? [chosen] : { term: chosen, beside: content });
        return '';
      }
      case 'leaf':
        digests.push(suite.tree.leaf(content));
        return '';
      case 'node': {
        // A tag in the place of a digest, now and then: both suites must refuse it.
        const right = at % 10 === 0 ? (pick(tags, third) ?? null) : pick(digests, third)!;
        digests.push(suite.tree.node(pick(digests, first)!, right as Digest));
        return '';
      }
      case 'sameDigest': {
        const other = at % 10 === 0 ? pick(contents, third) : pick(digests, third);
        return `${suite.tree.equal(pick(digests, first), other)}`;
      }
      case 'equal':
        return `${suite.hash(content) === suite.hash(pick(contents, third)!)}`;
      case 'flip': {
        const kinds = Object.keys(flipBits) as TermKind[];
        const kind = pick(kinds, first)!;
        const parts = Object.keys(flipBits[kind]) as FlipPart[];
        const part = pick(parts, second)!;
        const lists = {
          'public key': publics,
          signature: signatures,
          sealed: seals,
          tag: tags,
          credential: credentials,
          digest: digests,
        };
        const list: object[] = kind === 'request' ? requests : lists[kind];
        const term = pick(list, third);
        // Only the first byte of a ciphertext is sure to be there in both suites, and few bits meet each other again.
        if (term !== undefined) list.push(suite.flip(term as never, part, part === 'ciphertext' ? at % 8 : at % 3));
        return '';
      }
      case 'request':
        requests.push(
          suite.request({ ...pair, publicKey: pick(pairs, second)!.publicKey }, third % 2 === 0 ? 'thing' : 'Thing'),
        );
        return '';
      case 'checkRequest':
        return `${suite.checkRequest(pick(requests, first)!)}`;
      case 'issue': {
        const issuer = { credential: pick(credentials, first)!, pair: pick(pairs, at)! };
        const [notBeforeNs, notAfterNs] = [pick(moments, at)!, pick(moments, at + second)! + seconds(5)];
        const kind = third % 2 === 0 ? 'node' : 'authority';
        credentials.push(suite.issue(issuer, pick(requests, second)!, { serial: at, notBeforeNs, notAfterNs, kind }));
        return '';
      }
      case 'checkChain': {
        const credential = pick(credentials, first)!;
        const roots = third % 3 === 0 ? [pick(credentials, second)!] : [root.credential];
        const { name, serial, notBeforeNs, notAfterNs } = credential;
        const said = [name, serial, notBeforeNs, notAfterNs].join(' ');
        return `${said}: ${suite.checkChain(credential, roots, pick(moments, at)!) ?? 'holds'}`;
      }
    }
  };

  for (const step of program) {
    let verdict: string;
    try {
      verdict = perform(step);
    } catch (error) {
      // What one suite refuses to do the other must refuse as well, in the same words.
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      verdict = `${error.name}: ${error.message}`;
    }
    verdicts.push(`${step.call} ${verdict}`);
  }
  return verdicts;
}
