import type { Attack, Hand } from '../../sim/framework/attack.ts';
import type { Bodies } from '../../sim/framework/message.ts';
import { seconds } from '../../sim/framework/time.ts';
import { manyIdentitiesOneDevice } from '../many-identities-one-device/scenario.ts';
import { meetingRoomMapping } from '../meeting-room-mapping/scenario.ts';
import type { Planted } from './planted.ts';
import { intruder } from './intruder.ts';

/** Longer than any run: whoever waits so long does nothing more. */
const forever = seconds(1e6);

const brief = { rooms: 2, persons: 4, guests: 1, platforms: 1, warmUpSeconds: 8, durationSeconds: 40 };

/** Somebody in radio reach speaks for a sensor. */
export const inventedReading: Planted = {
  property: 'authenticity',
  what: 'somebody in reach of a gateway says one reading in the name of a sensor',
  scenario: meetingRoomMapping,
  set: brief,
  without: ['C01', 'C16', 'C28'],
  fault: {
    kind: 'intruder',
    enter: () =>
      intruder('authenticity', 'one invented reading', function* (hand) {
        const { thing, entry, point, report } = hand.stage.victims[0]!;
        const line = hand.open(point, entry, thing, null);
        yield { line };
        const body = { ...report, at: hand.now };
        hand.say(line, { kind: 'report', subject: thing, dataClass: 'operational', body });
        yield hand.wait(forever);
      }),
  },
  besides: {},
};

/** Code inside a gateway alters what it passes on. */
export const alteredReading: Planted = {
  property: 'integrity',
  what: 'code inside a gateway alters one reading that passes through',
  scenario: meetingRoomMapping,
  set: brief,
  without: ['C16'],
  fault: {
    kind: 'intruder',
    enter: () => {
      let altered = false;
      return intruder('integrity', 'one altered reading', function* (hand) {
        hand.inside(hand.stage.insiders['gateway']!, ({ kind, subject, dataClass, body }) => {
          if (altered || kind !== 'report' || body === null) return undefined;
          altered = true;
          const said = body as Bodies['report'];
          return { kind, subject, dataClass, body: { ...said, value: said.value + 1 } };
        });
        yield hand.wait(forever);
      });
    },
  },
  besides: {},
};

/** Somebody on a wire sends what passed there once more. */
export const repeatedReading: Planted = {
  property: 'freshness',
  what: 'somebody on the wire behind a gateway sends one reading a second time',
  scenario: meetingRoomMapping,
  set: brief,
  without: ['C32', 'C09', 'C10', 'C11'],
  fault: {
    kind: 'intruder',
    enter: () =>
      intruder('freshness', 'one repeated reading', function* (hand) {
        let repeated = false;
        hand.tap(hand.stage.wires['reports']!, (seen) => {
          if (!repeated && seen.clear?.kind === 'report') {
            repeated = true;
            hand.replay(seen.record());
          }
          return 'pass';
        });
        yield hand.wait(forever);
      }),
  },
  besides: {},
};

/** Code inside a provider answers wrongly. */
export const wrongResult: Planted = {
  property: 'result correctness',
  what: 'code inside a provider puts a wrong result in the place of one that it computed',
  scenario: meetingRoomMapping,
  set: { ...brief, windowSeconds: 10 },
  without: ['C20', 'C21', 'C22'],
  fault: {
    kind: 'intruder',
    enter: () => {
      let altered = false;
      return intruder('result correctness', 'one wrong result', function* (hand) {
        hand.inside(hand.stage.insiders['provider']!, ({ kind, subject, dataClass, body }) => {
          if (altered || kind !== 'result' || body === null) return undefined;
          altered = true;
          const said = body as Bodies['result'];
          return { kind, subject, dataClass, body: { ...said, value: 1 - said.value } };
        });
        yield hand.wait(forever);
      });
    },
  },
  besides: { authenticity: 'what code inside the provider puts there nobody honest has said' },
};

const withdrawalSeconds = 10;

/** A platform that carried words of identities remembers them for longer than it may. */
export const rememberedJoin: Planted = {
  property: 'privacy',
  what: 'a platform joins two identities of one thing while it may, and once more after the time since their owner withdrew',
  scenario: manyIdentitiesOneDevice,
  set: {
    things: 5,
    willing: 4,
    agreementEverySeconds: 60,
    agreedSeconds: 20,
    leaseSeconds: 3,
    withdrawalSeconds,
    warmUpSeconds: 8,
    durationSeconds: 80,
  },
  without: [],
  fault: {
    kind: 'intruder',
    enter: () =>
      intruder('privacy', 'one join that is remembered for too long', function* (hand) {
        const agent = hand.stage.insiders['agent 1']!;
        let [one, other] = [-1, -1];
        hand.inside(agent, ({ kind, subject, body }) => {
          if (one < 0 && kind === 'demap' && body !== null) [one, other] = [subject, (body as Bodies['demap']).other];
          return undefined;
        });
        while (one < 0) yield hand.wait(seconds(1));
        hand.guess(agent, one, other);
        yield hand.wait(seconds(withdrawalSeconds + 1));
        hand.guess(agent, one, other);
        yield hand.wait(forever);
      }),
  },
  besides: {},
};

/** More than half of those who wanted in were kept out. */
const keptOut: Attack['goal'] = {
  over: 'service',
  reached: ({ opensWanted, opensDone }) => opensWanted > 0 && opensDone < opensWanted / 2,
};

const floodSeconds = 30;
/** Further attempts do nothing for so long. */
const idleSeconds = 10;

/** First packets fill a door. */
export const filledDoor: Planted = {
  property: 'availability',
  what: `first packets from nowhere fill the doors of the avatar agents for ${floodSeconds} s`,
  scenario: meetingRoomMapping,
  set: { ...brief, persons: 60, staySeconds: 6, awaySeconds: 3, durationSeconds: 60 },
  without: ['C43'],
  fault: {
    kind: 'intruder',
    enter: () => {
      let flooded = false;
      return intruder('availability', 'one flood', flood, keptOut);
      function* flood(hand: Hand): ReturnType<Attack['campaign']> {
        const doors = flooded ? [] : Object.values(hand.stage.doors);
        for (const door of doors) hand.flood(door, 600, seconds(floodSeconds), 'spoofed');
        yield hand.wait(seconds(flooded ? idleSeconds : floodSeconds));
        flooded = true;
      }
    },
  },
  besides: {},
};
