import type { Way } from '../proxy/units.ts';

/** Where a thing speaks and where it listens; nobody else may do either. The name is the one that it claimed at the door. */
export const topicOf = (thing: string, way: Way): string => `things/${thing}/${way === 'there' ? 'up' : 'down'}`;
