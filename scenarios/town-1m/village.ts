/** Values for a town of two streets, in which most doors open to a password of a maker: enough for what a town shows, in little time. */
export const village = {
  districts: 2,
  buildings: 1,
  providers: 2,
  townspeople: 2,
  visitors: 1,
  sensorsPerBuilding: 3,
  shippedPasswordShare: 0.8,
};

/**
 * One district in a flash crowd that does not end: lamps beyond a narrow radio, which leave a command open for long; jobs that time out
 * while a wire holds them for 0.9 s, and three times as much own work as there is time for, should all jobs be done in the house. Rooms are
 * booked all the time, so that no interlock refuses what the crowd wishes for, and nothing but an attack befalls anybody.
 */
export const outbreak = {
  ...village,
  districts: 1,
  buildings: 10,
  equippedBuildings: 10,
  townspeople: 20,
  updateAtSeconds: 0,
  restartsPerHour: 0,
  lanMillis: 200,
  commandEverySeconds: 12,
  viewEverySeconds: 60,
  nightShare: 1,
  crowdAtSeconds: 0,
  crowdSeconds: 600,
  bookedSeconds: 120,
  reportSeconds: 1,
  windowSeconds: 1,
  ownMillis: 300,
  jobTimeoutMillis: 500,
};
