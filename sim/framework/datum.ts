/** What kind of data a datum is, by whom it may be known and what it may be used for. */

/** Classes of data, from harmless to most protected (the public slides name PII and child protection; the ladder is ours). */
export const dataClasses = ['public', 'operational', 'personal', 'biometric', 'child'] as const;
export type DataClass = (typeof dataClasses)[number];

/** Purposes for which data is used or disclosed. */
export const purposes = [
  'twin',
  'aggregate',
  'occupancy',
  'archive',
  'control',
  'identity',
  'audit',
  'query',
  'hearing',
  'contact',
  'share',
  'payment',
  'settlement',
  'income',
  'contract',
  'rendering',
  'animation',
  'pseudonym',
  'silence',
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * What a thing can sense or be set to. Units: degC, %RH, lux, ppm CO2, 0/1 motion, 0/1 lamp, % brightness or of the view, 0/1 locked,
 * persons seen, % open, beats a minute, % of the height of a virtual fountain's jet.
 */
export const quantities = [
  'temperature',
  'humidity',
  'light',
  'co2',
  'motion',
  'lamp',
  'display',
  'lock',
  'camera',
  'valve',
  'pulse',
  'jet',
] as const;
export type Quantity = (typeof quantities)[number];

/** Class of each quantity: what tells of a person's presence is personal, pictures and what is measured of a body are biometric (assumption). */
export const classOfQuantity: Readonly<Record<Quantity, DataClass>> = {
  temperature: 'operational',
  humidity: 'operational',
  light: 'operational',
  co2: 'operational',
  motion: 'personal',
  lamp: 'operational',
  display: 'operational',
  lock: 'operational',
  camera: 'biometric',
  valve: 'operational',
  pulse: 'biometric',
  jet: 'operational',
};

/** What a quantity is used for beyond its twin and windows, where it is: a wearer's pulse moves the wearer's avatar. */
export const purposeOfQuantity: Readonly<Partial<Record<Quantity, Purpose>>> = { pulse: 'animation' };

/** Subjects that are not nodes (rooms, groups) have identifiers from here on; below it a subject is the node of that number. */
export const firstSubjectWithoutNode = 1 << 24;
