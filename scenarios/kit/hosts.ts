import type { Household } from '../../sim/framework/control.ts';
import type { Host } from '../../sim/framework/scenario.ts';

/** On which machine of an infrastructure provider a node works, as the house that rents there knows. */
export function hostOf(hosts: readonly Host[]): NonNullable<Household['hostOf']> {
  const names = new Map(hosts.flatMap(({ name, nodes }) => nodes.map((node) => [node, name] as const)));
  return (node) => names.get(node);
}
