/** Attempts of each attack whose steps a timeline shows one by one; all are counted in its series. */
export const shownAttempts = 5;
