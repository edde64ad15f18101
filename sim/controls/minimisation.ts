import type { Control, Ground, Guard } from '../framework/control.ts';
import type { RoomWindow } from '../framework/messages/archive.ts';

const features = ['temperature', 'humidity', 'light', 'co2', 'motion'] as const satisfies readonly (keyof RoomWindow)[];

const stand = ({ household }: Ground): Guard => ({
  protect(message, at) {
    if (message.kind !== 'job' || at.role !== 'secure-connector' || message.body === null) return;
    const needed = household.fieldsFor('job', 'occupancy');
    if (needed === undefined) return;
    at.charge('judge');
    const full = message.body as RoomWindow;
    const sent: { -readonly [Field in keyof RoomWindow]: RoomWindow[Field] } = { ...full };
    for (const feature of features) if (!needed.includes(feature)) sent[feature] = null;
    message.body = sent;
  },
});

/** C17: what the purpose does not need does not leave the platform. Stops A32 and A36 for the fields that it removes (R2, R3). */
export const minimisation: Control = {
  id: 'C17',
  name: 'minimisation',
  summary:
    'Removes the fields of a job that an occupancy estimate does not need before it goes to an outside provider.',
  groups: ['R2', 'R3'],
  rung: 'data',
  layer: 'content',
  step: 10,
  places: ['RP-C'],
  limits: 'What is needed is still seen, and may tell more than its purpose. Once sent, nothing is taken back.',
  source:
    'IDS usage policies (data minimisation before release, STANDARDS 4.6); fields by purpose: policy of the house.',
  stand,
};
