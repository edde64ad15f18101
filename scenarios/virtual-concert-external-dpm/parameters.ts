import type { Size } from '../../sim/framework/scenario.ts';
import { amount, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  ...houseParameters,
  zones: count('Zones of the hall: for each, every beat, one job of each kind', 4, { least: 1, most: 1000 }),
  sensorsPerZone: count('Sensors of the physical hall in a zone: temperature, humidity, light, CO2, motion', 3, {
    least: 3,
    most: 50,
  }),
  audience: count('People with an avatar in the hall', 40, { least: 1, most: 100_000 }),
  crew: count('People who set lamps and displays of the stage', 2, { least: 1, most: 100 }),
  providers: count('External DPM providers', 4, { least: 1, most: 50, source: 'catalogue: several; 20 at paper size' }),
  showSeconds: amount('s', 'Length of the show, over which the crowd grows to a peak and ebbs away', 240, {
    least: 10,
    most: day,
  }),
  openingShare: amount('1', 'How busy it is at the doors’ opening, over the peak', 0.2, { least: 0.01, most: 1 }),
  poseSeconds: amount('s', 'Time between two pose updates of an avatar', 1, {
    least: 0.004,
    most: 60,
    source: 'assumption: a headset says one every 4 ms (3GPP TR 38.838); what crosses platforms is thinned',
  }),
} as const;

/** Values of every parameter of the concert. */
export type ConcertParameters = ValuesOf<typeof parameters>;

/** Smoke: a club. Paper: 10 000 avatars and 20 providers. Stress: 50 000. */
export const sizes: Readonly<Record<Size, Partial<ConcertParameters>>> = {
  smoke: { staySeconds: 120, awaySeconds: 10, queryEverySeconds: day, durationSeconds: 220 },
  paper: {
    zones: 100,
    audience: 10_000,
    crew: 20,
    providers: 20,
    staySeconds: 240,
    awaySeconds: 30,
    viewEverySeconds: 5,
    queryEverySeconds: day,
    showSeconds: 120,
    warmUpSeconds: 20,
    durationSeconds: 100,
  },
  stress: {
    zones: 500,
    audience: 50_000,
    crew: 20,
    providers: 20,
    staySeconds: 240,
    awaySeconds: 30,
    viewEverySeconds: 5,
    queryEverySeconds: day,
    showSeconds: 60,
    warmUpSeconds: 10,
    durationSeconds: 50,
  },
};
