/** The security profiles that add controls, from the lowest up. */
export const rungs = ['transport', 'identity', 'access', 'data', 'framework'] as const;
export type Rung = (typeof rungs)[number];

/**
 * The layers of the chain, in the order in which controls protect, admit, present and judge; they verify in reverse. First what
 * a component does with data inside, then the content (what is removed, quoted and sealed), then what goes beside it (rights and
 * freshness), then who and the channel, last what needs no look at the message: so a message off the wire is counted, then known
 * to be intact and from whom, then fresh, then permitted, and only then opened and read; and a handshake proves a name before the
 * standing of its credential is asked.
 */
export const layers = ['deed', 'content', 'right', 'freshness', 'channel', 'standing', 'door'] as const;
export type Layer = (typeof layers)[number];

/** Identifier of a control in the catalogue. */
export type ControlId = `C${number}`;
