import { exposureWindow } from '../../metrics/measures/exposure-window.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { beginStatusPoll, statusWoke } from '../../sim/components/status-poll.ts';
import type { StatusTerms } from '../../sim/components/status-poll.ts';
import { credentialStatus } from '../../sim/controls/credential-status.ts';
import { mutualAuthentication } from '../../sim/controls/mutual-authentication.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { CastEvent } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { pollExposure } from './closed-forms.ts';
import { ofMeans, replications, rounds, sized } from './estimate.ts';
import { instantLink, longestRunNs, playTiny } from './tiny-cast.ts';

const hour = 3600;
const [periodHours, lagHours] = [24, 1];
const expected = pollExposure(periodHours, lagHours);
/** Each speaker opens a channel so often: what is exposed lasts longer than that. */
const speakHours = 1;
const [authority, log, verifier, firstSpeaker] = [0, 1, 2, 3];
const terms: StatusTerms = {
  authority: authority as Address<'identity-storage'>,
  refreshNs: seconds(periodHours * hour),
};

/** Asks for the authority's list once a day, and listens to everybody. */
const listener: Component<'things-agent', object> = {
  role: 'things-agent',
  code: 'listener 1',
  state: () => ({}),
  start: (_state, _index, io) => beginStatusPoll(io),
  receive(_state, _index, message, io) {
    if (message.kind === 'statusList') io.identity.learn(message.body.list);
  },
  wake: (_state, _index, timer, argument, io) => void statusWoke({ timer, argument }, io, terms),
};

/** Says something once an hour; in between its channel is closed. */
const speaker: Component<'iot-platform', object> = {
  role: 'iot-platform',
  code: 'speaker 1',
  state: () => ({}),
  start: (_state, _index, io) => io.wake(1, seconds(io.random.uniform() * speakHours * hour)),
  receive: () => undefined,
  wake(_state, _index, _timer, _argument, io) {
    const body = { quantity: 'temperature', value: 20, at: io.now } as const;
    const draft = { kind: 'report', subject: io.node, dataClass: 'operational', body } as const;
    io.send('RP-I', verifier as Address<'things-agent'>, draft);
    io.wake(1, seconds(speakHours * hour));
  },
};

/** A moment for each speaker, spread over the second day, each at random within its share of it. */
function revocations(speakers: number, random: Stream): readonly CastEvent[] {
  const dayNs = seconds(periodHours * hour);
  return Array.from({ length: speakers }, (_, place) => ({
    atNs: Math.floor(dayNs * (1 + (place + random.open()) / speakers)),
    event: 'revoke',
    node: firstSpeaker + place,
  }));
}

/**
 * V-C1: a list that is published once a day and takes an hour to whoever asks for it. `realLagHours` other than one is a range that is
 * wrong.
 */
export const revocationExposure = (realLagHours = lagHours): Anchor => ({
  rows: [
    {
      id: 'V-C1',
      name: 'mean exposure after revocation, list every 24 h, an hour on its way, h',
      expected,
      widest: widest(expected, 0.03),
    },
  ],
  through: 'identity storage, status poll, controls C01 and C04 alone, virtual world, oracle, metric M11',
  run(effort) {
    const speakers = sized(8, effort, 4);
    const called = Array.from({ length: speakers }, (_, place) => `speaker ${place + 1}`);
    // Half of it there, half of it back.
    const slow = { ...instantLink, latency: constant({ value: seconds((realLagHours / 2) * hour) }) };
    const means = Array.from(rounds(replications, effort), (run) => {
      const seen = playTiny(
        {
          name: 'V-C1',
          nodes: [
            {
              name: 'authority',
              component: identityStorage({
                lifetimeNs: longestRunNs,
                publishNs: terms.refreshNs,
                listLifeNs: 3 * terms.refreshNs,
                auditLog: log as Address<'audit-log'>,
              }),
              cells: 0,
            },
            { name: 'audit log', component: auditLog({ entries: 16 }), cells: 0 },
            // Each party learns for itself: what one of its nodes knows the others know.
            { name: 'verifier', component: listener, cells: 0, party: 'verifier' },
            ...called.map((name) => ({ name, component: speaker, cells: 0, party: 'speakers' })),
          ],
          wires: [
            { point: 'RP-O', from: 'authority', to: 'audit log' },
            { point: 'RP-D', from: 'verifier', to: 'authority', link: slow },
            ...called.map((from) => ({ point: 'RP-I', from, to: 'verifier', channel: 'handshake' }) as const),
          ],
          standing: [mutualAuthentication, credentialStatus],
          events: revocations(speakers, new Stream(keyOf(effort.seed, run, 'V-C1 moments'))),
          warmUpNs: 0,
          untilNs: seconds((2 * periodHours + lagHours + 2 * speakHours) * hour),
        },
        keyOf(effort.seed, run, 'V-C1')[0]!,
        [exposureWindow],
      ).values['M11.mean'];
      if (seen === undefined || seen.value === null) throw new RangeError('V-C1: nobody was revoked');
      // The last channel was opened half a period before the list came, on average.
      return seen.value / hour + speakHours / 2;
    });
    return [ofMeans(means, effort)];
  },
});
