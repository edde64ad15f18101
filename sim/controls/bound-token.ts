import type { Control, Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import type { Token } from '../framework/crypto.ts';
import { askerOf, cardOf, cards } from '../framework/message.ts';
import type { Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { isToken, TokenChecks } from './tokens.ts';

/** Scope that a message needs, undefined for kinds that need no token. */
const scopeOf = ({ kind, body }: WireMessage): string | undefined =>
  body === null ? undefined : cardOf(kind).scope?.(body);

const needsToken = ({ kind }: WireMessage): boolean => cards[kind].scope !== undefined;

const stand = ({ mark }: Ground): Guard => {
  const checks = new TokenChecks();
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
      if (!checks.genuine(token, at)) return 'no-token';
      if (at.now > token.expiresNs) return 'token-expired';
      const bound = role === 'avatar-agent' ? boundAtDoor(token, message, at) : boundInside(token, message);
      if (bound !== undefined) return bound;
      return token.scopes.includes(scopeOf(message)!) ? undefined : 'token-scope';
    },
    oblige(_purpose, duty) {
      duty.token = true;
    },
    forget(node) {
      checks.forget(node);
    },
  };
};

const boundAtDoor = (token: Token, message: WireMessage, at: Post): Verdict =>
  at.evidence !== null && token.boundTo === at.evidence.name && token.holder === message.from
    ? undefined
    : 'token-not-bound';

const boundInside = (token: Token, message: WireMessage): Verdict =>
  token.holder === askerOf(message.kind, message.body!) ? undefined : 'token-not-bound';

/** C13: rights travel in a token that works only with its holder's own key, for its purpose and its time. Stops A08 (R5). */
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
