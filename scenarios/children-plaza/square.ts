/** Values for a small square: a few people, who talk enough to be missed soon. */
export const square = { guardians: 1, children: 1, teens: 0, adults: 4, neighbours: 1, sayEverySeconds: 5 };

/**
 * The square with another platform under an authority of its own, and with a ledger. Endpoints give roots out as often as lists: at 10 s,
 * as in the revocation storm, so that somebody who is inside one for half a minute is asked.
 */
export const sweep = { ...square, authorities: 'two', wallets: 2, statusSeconds: 10 };
