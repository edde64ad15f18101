import type { Refuted } from '../kit/refuted.ts';
import { constrainedBehindGateway } from './scenario.ts';

const terminates = { set: { gatewayMode: 'terminates' } } as const;

/** Under what each claim about constrained things is false: a control is missing, or something else is chosen than what it rests on. */
export const refuted: Refuted = {
  scenario: constrainedBehindGateway,
  base: { rooms: 2, roomsPerGateway: 1, persons: 4 },
  arms: {
    'nobody learns what he is not entitled to': [{ without: ['C16'] }, terminates],
    'no thing acts unsafely, whatever the attack': [{ ...terminates, without: ['C29'], attack: 'A23' }],
    'controls refuse at most 1 in 200 of what is honest': [{ without: ['C01'] }],
    'no twin takes what an attacker made up, altered or sent again': [
      { without: ['C16'], attack: 'A23' },
      { ...terminates, attack: 'A23' },
      { without: ['C01', 'C16', 'C28'], attack: 'A18' },
    ],
    'a thing acts on a command once, and as it was given': [
      { without: ['C16'], attack: 'A23', time: { durationSeconds: 500 } },
      { ...terminates, attack: 'A23', time: { durationSeconds: 500 } },
      { without: ['C32', 'C09', 'C11', 'C13', 'C16'], attack: 'A07', time: { durationSeconds: 500 } },
    ],
    'readings reach the twin within ten seconds, 99 of 100, and none counts after forty whoever holds it back': [
      { without: ['C09'], attack: 'A19' },
    ],
    // Lists of revoked credentials ride on the messages of who has shown one.
    'a report fits a frame of 127 bytes': [{ set: { channels: 'handshake' } }],
  },
};
