/** Name of the process in which all campaigns of a live run are played. */
export const attackersProcess = 'attackers';
