import type { Component } from '../../sim/framework/component.ts';
import type { Address, Role } from '../../sim/framework/figure.ts';
import type { Placement } from '../../sim/framework/scenario.ts';
import { sortsOf } from '../../sim/framework/sorts.ts';
import type { Sort } from '../../sim/framework/sorts.ts';

/** Numbers that are kept for nodes of one role: taken first, so that everybody can be addressed, and filled later. */
export interface Seats<R extends Role = Role> {
  readonly role: R;
  /** Name of the placement; `singly`, of the placements, each followed by its node's number. */
  readonly name: string;
  readonly party: string;
  readonly first: number;
  readonly count: number;
  /** Every node gets a placement of its own. */
  readonly singly: boolean;
  /** Of what sorts the nodes are, in order and over again from the first; absent where they are no things. */
  readonly sorts?: readonly (readonly Sort[])[];
  /** Name of a node where it is given none of its own; `index` counts within these seats. */
  nameEach(index: number): string;
}

/** What is said of seats when they are taken: one seat, named like its placement, unless said otherwise. */
export interface SeatTerms {
  readonly name: string;
  readonly party: string;
  readonly count?: number;
  readonly singly?: boolean;
  readonly sorts?: Seats['sorts'];
  readonly nameEach?: (index: number) => string;
}

/** Gives out the numbers of nodes from 0, without a gap, in the order in which seats are taken. */
export class Seating {
  private readonly taken: Seats[] = [];

  /** Seats taken so far, in order of their numbers. */
  get all(): readonly Seats[] {
    return this.taken;
  }

  /** Nodes so far: also the number of the next one. */
  get nodes(): number {
    const last = this.taken.at(-1);
    return last === undefined ? 0 : last.first + last.count;
  }

  take<R extends Role>(role: R, { name, party, count = 1, singly = false, sorts, nameEach }: SeatTerms): Seats<R> {
    const numbered = (index: number): string => (count === 1 ? name : `${name}-${index + 1}`);
    const seats: Seats<R> = {
      role,
      name,
      party,
      first: this.nodes,
      count,
      singly,
      ...(sorts === undefined ? {} : { sorts }),
      nameEach: nameEach ?? numbered,
    };
    this.taken.push(seats);
    return seats;
  }
}

/** Address of one of the nodes that sit there, the first by default. */
export const addressOf = <R extends Role>({ first }: Seats<R>, index = 0): Address<R> => (first + index) as Address<R>;

/** Whether a node sits there. */
export const sits = (node: number, { first, count }: Seats): boolean => node >= first && node < first + count;

/** Names of the placements that fill the seats: none where there is no seat. */
export const placementNames = ({ name, first, count, singly }: Seats): readonly string[] => {
  if (singly) return Array.from({ length: count }, (_, index) => `${name}-${first + index}`);
  return count === 0 ? [] : [name];
};

/** The machine under each node of a placement. */
export type Machine = Pick<Placement, 'device' | 'cores' | 'queueLimit' | 'halfOpenLimit'>;

/** Fills seats with a component on machines; `cells` are those of `io.keep` for each node. */
export function filled<R extends Role>(
  seats: Seats<R>,
  // A placement holds any component of the role.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  component: Component<R, any>,
  machine: Machine,
  cells = 0,
): readonly Placement[] {
  const { party, first, count, singly, sorts } = seats;
  return placementNames(seats).map((name, index) => ({
    name,
    first: first + index,
    count: singly ? 1 : count,
    component,
    party,
    ...machine,
    cells,
    // A node that is alone in its placement is of its own sorts.
    ...(sorts === undefined ? {} : { sorts: singly ? [sortsOf(seats, first + index)] : sorts }),
  }));
}

/** Who is who by number. */
export interface Register {
  readonly nodes: number;
  /** Seats of a node; undefined for one from outside. */
  seatsOf(node: number): Seats | undefined;
  /** Role of a node. Throws for one that has no seat. */
  roleOf(node: number): Role;
}

/** Looks up nodes in constant time: roles are asked for with every message. */
export function register({ all, nodes }: Seating): Register {
  const seats = new Uint16Array(nodes);
  all.forEach(({ first, count }, index) => seats.fill(index, first, first + count));
  return {
    nodes,
    seatsOf: (node) => all[seats[node] ?? -1],
    roleOf: (node) => {
      const found = all[seats[node] ?? -1];
      if (found === undefined) throw new RangeError(`node ${node} has no role: seats end at ${nodes}`);
      return found.role;
    },
  };
}
