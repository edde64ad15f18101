import type { Control, Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import type { AgeBand, Visit } from '../framework/messages/plaza.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { isToken, TokenChecks } from './tokens.ts';

/** Scope by which an authority endorses that the holder of a token is of an age band. */
export const ageScope = (band: AgeBand): string => `age:${band}`;

const stand = ({ mark }: Ground): Guard => {
  const checks = new TokenChecks();
  /** Whether what came with a visit endorses its claim, for the very person whose name the channel proved. */
  const endorsed = ({ band }: Visit, message: WireMessage, at: Post): boolean => {
    const token = message.marks[mark];
    if (!isToken(token) || at.evidence === null) return false;
    return (
      token.holder === message.from &&
      token.boundTo === at.evidence.name &&
      token.expiresNs >= at.now &&
      token.scopes.includes(ageScope(band)) &&
      checks.genuine(token, at)
    );
  };
  return {
    protect(message, at) {
      if (message.kind !== 'visit' || at.role !== 'person' || at.keys.token === null) return;
      message.marks[mark] = at.keys.token;
      at.extend(wireSizes.token);
    },
    verify(message, at) {
      if (message.kind !== 'visit' || at.role !== 'avatar-agent') return undefined;
      if (message.body === null) return 'malformed';
      at.charge('policy');
      const visit = message.body as Visit;
      // A claim that nobody endorsed is worth nothing, whichever way it lies; the visitor comes in all the same.
      if (visit.band !== 'unknown' && !endorsed(visit, message, at)) message.body = { ...visit, band: 'unknown' };
      return undefined;
    },
    oblige(_purpose, duty) {
      duty.token = true;
    },
    forget: (node) => checks.forget(node),
  };
};

/** C25: an age counts only where an authority endorses it; of anybody else the platform knows no age, and no age is assumed. Stops A46 (R5, R2). */
export const ageAssurance: Control = {
  id: 'C25',
  name: 'age-assurance',
  summary:
    'An age band that a visitor claims counts only with a token in which the authority endorses it for the proved name; else its age is unknown.',
  groups: ['R5', 'R2'],
  rung: 'data',
  layer: 'right',
  step: 15,
  places: ['RP-A', 'issue'],
  limits:
    'As true as the record behind the endorsement. Who lends a grown-up’s account to a child is not noticed. Needs C01, and C31 to act upon what is known. The avatar agent is trusted further in.',
  source:
    'Terms after ISO/IEC 27566-1 (age assurance framework; clause text not seen). A band in the token of C13, and what unknown means: assumption.',
  stand,
};
