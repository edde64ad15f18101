/** A term as the contract's handle of its kind, whose brand exists in types only. */
export function opaque<Handle extends object>(term: object): Handle {
  return term as Handle;
}
