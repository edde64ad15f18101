import type { Post } from '../framework/control.ts';
import type { Content, Token } from '../framework/crypto.ts';

/** Tokens that a node remembers as checked; beyond, it starts anew (assumption: some 10 MB, enough for the visitors of a large hall). */
const rememberedTokens = 65_536;

/** What the issuer of a token signs. */
export const tokenContent = (token: Omit<Token, 'signature'>): Content => [
  'token',
  token.holder,
  token.boundTo,
  token.scopes,
  token.expiresNs,
  token.serial,
];

/** Whether what lies beside a message has the form of a token; whether it is a true one, its signature says. */
export function isToken(mark: unknown): mark is Token {
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

/** Checks signatures of tokens, each once at a node. */
export class TokenChecks {
  private readonly checked: (Map<number, Token> | undefined)[] = [];

  /** Whether the node's own authority signed the token. */
  genuine(token: Token, at: Post): boolean {
    const known = (this.checked[at.node] ??= new Map());
    at.charge('lookup');
    // The same serial in another object may be a forgery: only the very token that was checked needs no second look.
    if (known.get(token.serial) === token) return true;
    at.charge('verify');
    const key = at.trust.tokenKey;
    if (key === null || !at.suite.verify(key, tokenContent(token), token.signature)) return false;
    if (known.size >= rememberedTokens) known.clear();
    known.set(token.serial, token);
    return true;
  }

  forget(node: number): void {
    this.checked[node] = undefined;
  }
}
