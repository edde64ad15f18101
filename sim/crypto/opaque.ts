/** A term as the contract's handle of its kind, whose brand exists in types only. */
export function opaque<Handle extends object>(term: object): Handle {
  return term as Handle;
}

/**
 * Closes a class of handles: how they answer cannot be replaced, and a handle does not lead to its class, so that only modules
 * that import the class can look inside.
 */
export function closeClass(kind: { readonly prototype: object }): void {
  Reflect.deleteProperty(kind.prototype, 'constructor');
  Object.freeze(kind.prototype);
  Object.freeze(kind);
}
