import type { Cast, Placement } from '../sim/framework/scenario.ts';
import { sortsOf } from '../sim/framework/sorts.ts';
import type { Sort } from '../sim/framework/sorts.ts';

/** Nodes of one sort that do the same for the same party. */
export interface NodeGroup {
  readonly role: string;
  /** Of what sorts of things they are; none where they are no things. */
  readonly sorts: readonly Sort[];
  readonly party: string;
  readonly nodes: number;
  /** Names of the first few. */
  readonly names: readonly string[];
}

/** One node of a cast, as it is asked for. */
export interface NamedNode {
  readonly node: number;
  readonly name: string;
  readonly role: string;
  readonly sorts: readonly Sort[];
  readonly party: string;
}

/** The placement of a node by its number; undefined for one that nobody placed. */
function placementsOf({ placements }: Pick<Cast, 'placements'>): (node: number) => Placement | undefined {
  const placed = placements.toSorted((a, b) => a.first - b.first);
  return (node) => {
    // The last placement that does not begin after the node, by halving: there may be one for every node.
    let low = 0;
    let high = placed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (placed[middle]!.first <= node) low = middle + 1;
      else high = middle;
    }
    const found = placed[low - 1];
    return found !== undefined && node < found.first + found.count ? found : undefined;
  };
}

/** Party of a node by its number; `outside` for one that nobody placed. */
export function partiesOf(cast: Pick<Cast, 'placements'>): (node: number) => string {
  const placementOf = placementsOf(cast);
  return (node) => placementOf(node)?.party ?? 'outside';
}

const none: readonly Sort[] = [];

/** Sorts of a node by its number; none for one that nobody placed, or that is no thing. */
export function sortsIn(cast: Pick<Cast, 'placements'>): (node: number) => readonly Sort[] {
  const placementOf = placementsOf(cast);
  return (node) => {
    const placed = placementOf(node);
    return placed === undefined ? none : sortsOf(placed, node);
  };
}

const shownNames = 3;

/** The nodes of a cast by role, sorts and party, in order of their numbers. */
export function nodeGroups({ household, placements }: Pick<Cast, 'household' | 'placements'>): readonly NodeGroup[] {
  const partyOf = partiesOf({ placements });
  const sortsOfNode = sortsIn({ placements });
  const groups = new Map<
    string,
    { role: string; sorts: readonly Sort[]; party: string; nodes: number; names: string[] }
  >();
  for (let node = 0; node < household.nodes; node++) {
    const role = household.roleOf(node);
    const party = partyOf(node);
    const own = sortsOfNode(node);
    const key = `${role} ${own.join()} ${party}`;
    const group = groups.get(key) ?? { role, sorts: own, party, nodes: 0, names: [] };
    groups.set(key, group);
    if (group.nodes++ < shownNames) group.names.push(household.nameOf(node));
  }
  return [...groups.values()];
}

/** The first `most` nodes with a word in their name, role or sort, in any case, and how many there are in all. */
export function nodesWith(
  { household, placements }: Pick<Cast, 'household' | 'placements'>,
  word: string,
  most: number,
): { readonly found: readonly NamedNode[]; readonly total: number } {
  const partyOf = partiesOf({ placements });
  const sortsOfNode = sortsIn({ placements });
  const wanted = word.toLowerCase();
  const found: NamedNode[] = [];
  let total = 0;
  for (let node = 0; node < household.nodes; node++) {
    const [name, role] = [household.nameOf(node), household.roleOf(node)];
    const own = sortsOfNode(node);
    if (![name.toLowerCase(), role, ...own].some((told) => told.includes(wanted))) continue;
    total++;
    if (found.length < most) found.push({ node, name, role, sorts: own, party: partyOf(node) });
  }
  return { found, total };
}

/** Number of the node of this name or number; -1 where there is none. */
export function nodeCalled({ household }: Pick<Cast, 'household'>, word: string): number {
  if (/^\d{1,9}$/.test(word) && Number(word) < household.nodes) return Number(word);
  for (let node = 0; node < household.nodes; node++) if (household.nameOf(node) === word) return node;
  return -1;
}

/** Names that could have been meant by one that no node has: the first of each role, so that no crowd hides the few. */
export function nodeNames({ household }: Pick<Cast, 'household'>, mostOfRole: number): readonly string[] {
  const seen = new Map<string, number>();
  const names: string[] = [];
  for (let node = 0; node < household.nodes; node++) {
    const role = household.roleOf(node);
    const before = seen.get(role) ?? 0;
    seen.set(role, before + 1);
    if (before < mostOfRole) names.push(household.nameOf(node));
  }
  return names;
}
