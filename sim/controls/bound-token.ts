import type { Control, Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import type { Content, Token } from '../framework/crypto.ts';
import { askerOf, cardOf, cards } from '../framework/message.ts';
import type { Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';

/** Tokens that a node remembers as checked; beyond, it starts anew. */
const rememberedTokens = 4096;

/** What the issuer of a token signs. */
export const tokenContent = (token: Omit<Token, 'signature'>): Content => [
  'token',
  token.holder,
  token.boundTo,
  token.scopes,
  token.expiresNs,
  token.serial,
];

/** Scope that a message needs, undefined for kinds that need no token. */
const scopeOf = ({ kind, body }: WireMessage): string | undefined =>
  body === null ? undefined : cardOf(kind).scope?.(body);

const needsToken = ({ kind }: WireMessage): boolean => cards[kind].scope !== undefined;

/** Whether what lies beside a message has the form of a token; whether it is a true one, its signature says. */
function isToken(mark: unknown): mark is Token {
  if (typeof mark !== 'object' || mark === null) return false;
  const { holder, boundTo, scopes, expiresNs, serial, signature } = mark as Partial<Record<keyof Token, unknown>>;
  return (
    [holder, expiresNs, serial].every((value) => typeof value === 'number') &&
    [boundTo, ...(Array.isArray(scopes) ? (scopes as unknown[]) : [undefined])].every(
      (value) => typeof value === 'string',
    ) &&
    typeof signature === 'object' &&
    signature !== null
  );
}

const stand = ({ mark }: Ground): Guard => {
  const checked: (Map<number, Token> | undefined)[] = [];
  const genuine = (token: Token, at: Post): boolean => {
    const known = (checked[at.node] ??= new Map());
    at.charge('lookup');
    // The same serial in another object may be a forgery: only the very token that was checked needs no second look.
    if (known.get(token.serial) === token) return true;
    at.charge('verify');
    const key = at.trust.tokenKey;
    if (key === null || !at.suite.verify(key, tokenContent(token), token.signature)) return false;
    if (known.size >= rememberedTokens) known.clear();
    known.set(token.serial, token);
    return true;
  };
  return {
    protect(message, at) {
      if (!needsToken(message)) return;
      // Agents pass on the token that came with the message in hand.
      if (at.role === 'person') message.marks[mark] = at.keys.token ?? undefined;
      if (message.marks[mark] !== undefined) at.extend(wireSizes.token);
    },
    verify(message, at) {
      const { role } = at;
      if (role !== 'avatar-agent' && role !== 'entity-agent' && role !== 'storage-agent') return undefined;
      if (!needsToken(message)) return undefined;
      if (message.body === null) return 'malformed';
      const token = message.marks[mark];
      if (token === undefined) return 'no-token';
      if (!isToken(token)) return 'malformed';
      if (!genuine(token, at)) return 'no-token';
      if (at.now > token.expiresNs) return 'token-expired';
      const bound = role === 'avatar-agent' ? boundAtDoor(token, message, at) : boundInside(token, message);
      if (bound !== undefined) return bound;
      return token.scopes.includes(scopeOf(message)!) ? undefined : 'token-scope';
    },
    oblige(_purpose, duty) {
      duty.token = true;
    },
    forget(node) {
      checked[node] = undefined;
    },
  };
};

const boundAtDoor = (token: Token, message: WireMessage, at: Post): Verdict =>
  at.evidence !== null && token.boundTo === at.evidence.name && token.holder === message.from
    ? undefined
    : 'token-not-bound';

const boundInside = (token: Token, message: WireMessage): Verdict =>
  token.holder === askerOf(message.kind, message.body!) ? undefined : 'token-not-bound';

/** C13: rights travel in a token that works only with its holder's own key, for its purpose and its time. Stops A08 and A28 (R5). */
export const boundToken: Control = {
  id: 'C13',
  name: 'bound-token',
  summary:
    "Commands, views and queries need a signed token, bound to the holder's proved name, with the right scope and in time.",
  groups: ['R5'],
  rung: 'access',
  layer: 'right',
  step: 10,
  places: ['RP-A', 'RP-M', 'issue'],
  limits:
    'The binding is checked at the door, where the channel proves a name; further in it is the avatar agent that is trusted. Needs C01. A token lives until it expires.',
  source: 'Proof of possession after ACE-OAuth (RFC 9200); 140 bytes: assumption.',
  stand,
};
