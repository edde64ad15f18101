import type { Way } from '../proxy/units.ts';

/** Where a thing speaks and where it listens; nobody else may do either. The name is the one that it claimed at the door. */
export const topicOf = (thing: string, way: Way): string =>
  // A name is one level of a topic and no wildcard, whatever it is.
  `things/${encodeURIComponent(thing)}/${way === 'there' ? 'up' : 'down'}`;
