import { acting, at, reading } from '../../virtual/testing/small-house.ts';
import type { SmallHouse } from '../../virtual/testing/small-house.ts';
import { story } from '../../virtual/testing/story.ts';

const milli = 1_000_000;

/** The wire between the gateway that tells and its platform. */
export const toldWire = { point: 'RP-T', from: 0, to: 1 } as const;

/** A gateway that tells its IoT platform a reading every 300 ms, or as often as is said, and whatever attacks the house. */
export const telling = (
  standing: NonNullable<SmallHouse['standing']>,
  campaign: Parameters<typeof story>[0],
  changed: Partial<SmallHouse> = {},
  everyNs = 300 * milli,
): SmallHouse => ({
  nodes: [
    {
      name: 'gateway',
      component: acting('gateway', {
        start: (_state, _index, io) => io.wake(1, 20 * milli),
        wake: (_state, _index, _timer, _argument, io) => {
          io.send('RP-T', at<'iot-platform'>(1), reading(io.node));
          io.wake(1, everyNs);
        },
      }),
    },
    {
      name: 'platform',
      component: acting('iot-platform', {
        receive: (_state, _index, message, io) => {
          if (message.kind === 'report') io.use('twin');
        },
      }),
    },
  ],
  wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
  stage: { wires: { reports: toldWire } },
  attacks: [story(campaign)],
  standing,
  ...changed,
});
