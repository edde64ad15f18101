/** Ground truth about things that have several identities: what is one thing, and when others may know it. */
export interface IdentityTruth {
  /** How many things have several identities. */
  readonly things: number;
  /** The thing behind an identity, -1 for a node that is no identity. */
  thingOf(identity: number): number;
  /** Whether the platforms may know at a time (world, ns) which identities of the thing belong together. */
  mayJoin(thing: number, nowNs: number): boolean;
  /** For how long the thing's owner has not agreed to that, ns; 0 while he does, and without end before he ever has. */
  withdrawnNs(thing: number, nowNs: number): number;
}

/** Whether two identities are truly of one thing. */
export const isOneThing = (truth: IdentityTruth, one: number, other: number): boolean => {
  const thing = truth.thingOf(one);
  return thing >= 0 && thing === truth.thingOf(other);
};
