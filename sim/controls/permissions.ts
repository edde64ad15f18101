import type { Point, Role } from '../framework/figure.ts';
import type { Kind } from '../framework/message.ts';

/** What one role may say to another at a point. */
export interface Permission {
  readonly point: Point;
  readonly from: Role;
  readonly to: Role;
  readonly kinds: readonly Kind[];
}

const flow = (point: Point, from: Role, to: Role, ...kinds: readonly Kind[]): Permission => ({
  point,
  from,
  to,
  kinds,
});

const relying: readonly Role[] = [
  'device',
  'gateway',
  'iot-platform',
  'things-agent',
  'avatar-agent',
  'entity-agent',
  'secure-connector',
];
const watched: readonly Role[] = [
  'iot-platform',
  'things-agent',
  'entity-agent',
  'avatar-agent',
  'storage-agent',
  'secure-connector',
  'identity-storage',
];

/** Every flow that the framework's figure needs; what is not here is not permitted (least privilege). Project-defined. */
export const permissions: readonly Permission[] = [
  flow('RP-T', 'device', 'gateway', 'report', 'answer'),
  flow('RP-T', 'device', 'iot-platform', 'report', 'answer'),
  flow('RP-T', 'gateway', 'iot-platform', 'report', 'answer'),
  flow('RP-T', 'iot-platform', 'gateway', 'command'),
  flow('RP-T', 'iot-platform', 'device', 'command'),
  flow('RP-T', 'gateway', 'device', 'command'),
  flow('RP-I', 'iot-platform', 'things-agent', 'report', 'answer'),
  flow('RP-I', 'things-agent', 'iot-platform', 'command'),
  flow('RP-M', 'things-agent', 'secure-dpm', 'report', 'answer'),
  flow('RP-M', 'things-agent', 'entity-agent', 'report', 'answer'),
  flow('RP-M', 'entity-agent', 'things-agent', 'command'),
  flow('RP-M', 'secure-dpm', 'things-agent', 'answer'),
  flow('RP-M', 'secure-dpm', 'entity-agent', 'report', 'result', 'answer'),
  flow('RP-M', 'entity-agent', 'secure-dpm', 'answer'),
  flow('RP-M', 'secure-dpm', 'storage-agent', 'keep', 'query'),
  flow('RP-M', 'storage-agent', 'secure-dpm', 'answer', 'records'),
  flow('RP-M', 'secure-dpm', 'secure-connector', 'job'),
  flow('RP-M', 'secure-connector', 'secure-dpm', 'result', 'answer'),
  flow('RP-M', 'avatar-agent', 'entity-agent', 'enter', 'command', 'view'),
  flow('RP-M', 'entity-agent', 'avatar-agent', 'entered', 'answer', 'scene'),
  flow('RP-M', 'avatar-agent', 'storage-agent', 'query'),
  flow('RP-M', 'storage-agent', 'avatar-agent', 'records', 'answer'),
  flow('RP-S', 'storage-agent', 'secure-storage', 'keep', 'query'),
  flow('RP-S', 'secure-storage', 'storage-agent', 'answer', 'records'),
  flow('RP-C', 'secure-connector', 'external-dpm', 'job', 'contract'),
  flow('RP-C', 'external-dpm', 'secure-connector', 'result', 'contract', 'answer'),
  flow('RP-A', 'person', 'avatar-agent', 'enter', 'command', 'view', 'query'),
  flow('RP-A', 'avatar-agent', 'person', 'entered', 'answer', 'scene', 'records'),
  ...relying.map((role) => flow('RP-D', role, 'identity-storage', 'enrol', 'status')),
  ...relying.map((role) => flow('RP-D', 'identity-storage', role, 'enrolled', 'statusList', 'answer')),
  ...watched.map((role) => flow('RP-O', role, 'audit-log', 'entry')),
  ...watched.map((role) => flow('RP-O', 'audit-log', role, 'answer')),
];
