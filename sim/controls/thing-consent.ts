import type { Control, Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import type { Content, Credential, Signature } from '../framework/crypto.ts';
import type { Move } from '../framework/messages/roaming.ts';
import type { Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { refusalOf } from './proofs.ts';

/** What a thing puts beside its wish to go: who it is, and its signature over the wish. */
interface Consent {
  readonly credential: Credential;
  readonly signature: Signature;
}

/** Whether what lies beside a wish has the form of consent; what it is worth, chain and signature say. */
function isConsent(mark: unknown): mark is Consent {
  if (typeof mark !== 'object' || mark === null) return false;
  const { credential, signature } = mark as Partial<Record<keyof Consent, unknown>>;
  if (typeof credential !== 'object' || credential === null) return false;
  return typeof signature === 'object' && signature !== null;
}

/** What the consent covers: which thing, where to, since when, in which state. */
const consented = ({ subject, body }: WireMessage): Content => {
  const { platform, at, quantity, value } = body as Move;
  return ['move', subject, platform, at, quantity, value];
};

const stand = ({ mark, household }: Ground): Guard => {
  const judge = (consent: Consent, message: WireMessage, at: Post): Verdict => {
    const { credential, signature } = consent;
    at.charge('parse');
    at.charge('chain');
    const fault = at.suite.checkChain(credential, at.trust.roots, at.now);
    if (fault !== undefined) return refusalOf[fault];
    const { subject } = message;
    const known = subject >= 0 && subject < household.nodes;
    if (!known || credential.name !== household.nameOf(subject)) return 'wrong-peer';
    if (at.trust.revoked(credential)) return 'revoked-credential';
    at.charge('verify');
    return at.suite.verify(credential.publicKey, consented(message), signature) ? undefined : 'no-consent';
  };
  return {
    protect(message, at) {
      if (message.kind !== 'move' || message.body === null) return;
      const { pair, credential } = at.keys;
      // Platforms pass on what the thing put beside its own words: nobody else can say them for it.
      if (at.role === 'device' && pair !== null && credential !== null) {
        at.charge('sign');
        const consent: Consent = { credential, signature: at.suite.sign(pair.privateKey, consented(message)) };
        message.marks[mark] = consent;
      }
      if (message.marks[mark] !== undefined) at.extend(wireSizes.certificate + wireSizes.signature);
    },
    verify(message, at) {
      if (message.kind !== 'move') return undefined;
      if (message.body === null) return 'malformed';
      const consent = message.marks[mark];
      if (consent === undefined) return 'no-consent';
      return isConsent(consent) ? judge(consent, message, at) : 'malformed';
    },
  };
};

/** C48: a thing is handed over only by its own signed wish, whoever passes it on. Stops A49 where it forges hand-overs (R5). */
export const thingConsent: Control = {
  id: 'C48',
  name: 'thing-consent',
  summary:
    'A thing signs its wish to go to another platform with the state in which it leaves; each platform on the way checks the signature.',
  groups: ['R5', 'R4'],
  rung: 'access',
  layer: 'right',
  step: 5,
  places: ['RP-T', 'RP-X'],
  limits:
    'Says that the thing wanted to go, not that it is still where it was, nor when the wish is too old: an old one can be passed on again, and counts only if the thing itself then comes by it. What a platform holds of a thing beside that wish is not covered, and no platform can be made to pass a wish on.',
  source:
    'Signed in the manner of a proof-of-possession token (RFC 9200), by the key that proves the thing in channels; that a credential goes with each wish: assumption.',
  stand,
};
