/**
 * Sorts of things, as a cast says of its nodes of what sort they are. A node may be of several: each device is full-fledged or
 * constrained (ITU-T Y.4812, built from the public scope; clause text not seen), and besides a sensor, a camera and so on. Append only.
 */
export const sorts = [
  'full-fledged',
  'constrained',
  'sensor',
  'actuator',
  'camera',
  'robot',
  'headset',
  'ar-glasses',
  'wearable',
] as const;
export type Sort = (typeof sorts)[number];

/** What each sort is, in a few words. */
export const sortSummaries: Readonly<Record<Sort, string>> = {
  'full-fledged': 'a device with keys of its own, which authenticates itself (FF)',
  constrained: 'a device whose identity a gateway or IoT platform presents (CD)',
  sensor: 'measures its surroundings',
  actuator: 'changes its surroundings as it is told',
  camera: 'sees people',
  robot: 'moves by itself, from platform to platform',
  headset: 'is worn before the eyes, and tells of its wearer',
  'ar-glasses':
    'are worn before the eyes, see bystanders, and show what the platform knows of what the wearer looks at',
  wearable: 'is worn on the body, and measures its wearer',
};

/** Nodes that were said to be of some sorts: those of a placement in order, and over again from the first. */
export interface Sorted {
  readonly first: number;
  readonly sorts?: readonly (readonly Sort[])[];
}

const unsorted: readonly Sort[] = [];

/** The sorts of a node of a placement; none where nothing was said. */
export const sortsOf = ({ first, sorts: declared = [] }: Sorted, node: number): readonly Sort[] =>
  declared[(node - first) % declared.length] ?? unsorted;
