import type { Control, Ground, Guard, Household, Post, WireMessage } from '../framework/control.ts';
import { points } from '../framework/figure.ts';

/** Nodes of the house that work on a machine of somebody else; empty where there are none. */
const tenantsOf = (household: Household): ReadonlySet<number> =>
  new Set(
    Array.from({ length: household.nodes }, (_, node) => node).filter((node) => household.hostOf?.(node) !== undefined),
  );

const stand = ({ household }: Ground): Guard => {
  const tenants = tenantsOf(household);
  // Where everybody has a machine of its own there is nothing to do, and nothing to pay.
  if (tenants.size === 0) return {};
  /** What goes into a sealed memory, or comes out of it, passes the machine's cipher. */
  const pay = (message: WireMessage, at: Post): undefined => {
    if (tenants.has(at.node)) at.charge('aead', message.sizeBytes);
  };
  return { protect: pay, verify: pay, seals: (at) => tenants.has(at.node) };
};

/** C14: on a machine of somebody else the memory of each tenant is sealed under a key of its own. Stops A30 at the host (R2, R3). */
export const crossTenantIsolation: Control = {
  id: 'C14',
  name: 'cross-tenant-isolation',
  summary:
    'A node on a machine of somebody else works in memory that the machine seals under a key for this tenant alone: neither who runs the machine nor other tenants read it, nor the keys in it.',
  groups: ['R2', 'R3'],
  rung: 'access',
  layer: 'deed',
  step: 5,
  places: [...points, 'store'],
  limits:
    'Memory only: what a node lays on a medium in clear lies there in clear (C30). That the machine really seals, and has no side door, is taken on its maker’s word: side channels and broken hardware are not modelled. Who hosts still sees when and how much, and can switch off. Says nothing of a tenant that itself hands on what it has.',
  source:
    'Confidential virtual machines with a memory key each, as the public documents of AMD SEV-SNP and Intel TDX describe them; that it costs what a cipher over each message costs: assumption.',
  stand,
};
