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
