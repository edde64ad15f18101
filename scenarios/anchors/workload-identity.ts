import { auditLog } from '../../sim/components/audit-log.ts';
import { credentialCame, enrolAfter, enrolmentState, enrolmentWoke } from '../../sim/components/enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from '../../sim/components/enrolment.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { beginStatusPoll, statusWoke } from '../../sim/components/status-poll.ts';
import type { StatusTerms } from '../../sim/components/status-poll.ts';
import { mutualAuthentication } from '../../sim/controls/mutual-authentication.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { fixedServiceWait, herdSojourn } from './closed-forms.ts';
import { ofMeans, rounds, sized } from './estimate.ts';
import { idle, longestRunNs, playTiny } from './tiny-cast.ts';
import type { TinyCast } from './tiny-cast.ts';

/** Agents of the greatest deployment in the sizing table of SPIRE, and how often each of them asks for news. */
const [agents, syncSeconds] = [5000, 5];
/** Share of the time that the storage works at that (assumption: any below 1 shows the law). */
const load = 0.7;
const workNs = Math.round((load * seconds(syncSeconds)) / agents);
/** Agents that come back at once after an outage, and what each costs: whole seconds, as are the ends of certificates (RFC 5280). */
const [herd, enrolNs] = [501, seconds(1)];
const [storage, log] = [0, 1];
const timerBegin = 1;
const authority = storage as Address<'identity-storage'>;
const enrolment: EnrolmentTerms = { authority, timeoutNs: seconds(3600), tries: 1 };

type Agent = Component<'iot-platform' | 'device', unknown>;

/** A storage at which every request takes the same time, and its parties' log. */
const storageAt = (handleNs: number, lifetimeNs: number): Required<Pick<TinyCast, 'nodes' | 'costs'>> => ({
  nodes: [
    {
      name: 'storage',
      component: identityStorage({
        lifetimeNs,
        publishNs: longestRunNs,
        listLifeNs: longestRunNs,
        auditLog: log as Address<'audit-log'>,
      }),
      cells: 0,
    },
    { name: 'audit log', component: auditLog({ entries: 16 }), cells: 0 },
  ],
  costs: { on: { server: { handle: handleNs } } },
});
const toLog = { point: 'RP-O', from: 'storage', to: 'audit log' } as const;

/** Asks for the status list again and again, from a moment of the first period on, and tells when it asked and how long that took. */
const poller = (
  everyNs: number,
  asked: (atNs: number, latencyNs: number) => void,
): Component<'iot-platform', Float64Array> => {
  const terms: StatusTerms = { authority, refreshNs: everyNs };
  return {
    role: 'iot-platform',
    code: 'poller 1',
    state: (count) => new Float64Array(count),
    start: (_state, _index, io) => io.wake(timerBegin, Math.floor(io.random.uniform() * everyNs)),
    receive(state, index, message, io) {
      if (message.kind === 'statusList') asked(state[index]!, io.now - state[index]!);
    },
    wake(state, index, timer, argument, io) {
      state[index] = io.now;
      if (timer === timerBegin) beginStatusPoll(io);
      else statusWoke({ timer, argument }, io, terms);
    },
  };
};

/**
 * V-W1, V-W2: agents that ask every five seconds, each from a moment of its own on, are a load of N/5 a second and wait as at random
 * moments. Another period is a range that is wrong.
 */
export const agentSync = (realSyncSeconds = syncSeconds): Anchor => {
  const wait = (fixedServiceWait(load) * workNs) / 1e6;
  return {
    rows: [
      {
        id: 'V-W1',
        name: `requests/s of ${agents} agents that ask every ${syncSeconds} s`,
        expected: agents / syncSeconds,
        widest: widest(agents / syncSeconds, 0),
      },
      {
        id: 'V-W2',
        name: `their mean wait where each takes ${workNs / 1e6} ms, ms`,
        expected: wait,
        widest: widest(wait, 0),
      },
    ],
    through: 'identity storage, status poll, cost table and stations of the virtual world',
    run(effort) {
      const everyNs = seconds(realSyncSeconds);
      // The second period, when all have begun, and time for what was asked at its end.
      const [firstNs, endNs] = [seconds(syncSeconds), seconds(2 * syncSeconds)];
      const seen = Array.from(rounds(sized(120, effort, 3), effort), (run) => {
        const sum = { count: 0, waitedNs: 0 };
        const agent = poller(everyNs, (atNs, latencyNs) => {
          if (atNs < firstNs || atNs >= endNs) return;
          sum.count++;
          sum.waitedNs += latencyNs - workNs;
        });
        const { nodes, costs } = storageAt(workNs, longestRunNs);
        const tiny: TinyCast = {
          name: 'V-W1',
          nodes: [...nodes, { name: 'agents', component: agent as Agent, cells: 0, count: agents, device: 'client' }],
          wires: [toLog, { point: 'RP-D', from: 'agents', to: 'storage' }],
          costs,
          warmUpNs: 0,
          untilNs: endNs + seconds(0.2),
        };
        playTiny(tiny, keyOf(effort.seed, run, 'V-W1')[0]!, []);
        return { rate: sum.count / syncSeconds, waitMs: sum.waitedNs / sum.count / 1e6 };
      });
      return [
        ofMeans(
          seen.map(({ rate }) => rate),
          effort,
        ),
        ofMeans(
          seen.map(({ waitMs }) => waitMs),
          effort,
        ),
      ];
    },
  };
};

const door = idle('iot-platform', 'door 1');

/** Is given a credential at the beginning and renews it at half its life; tells how long each took. */
const renewing = (given: (latencyNs: number, atNs: number) => void): Component<'device', EnrolmentState> => ({
  role: 'device',
  code: 'renewing agent 1',
  state: enrolmentState,
  start: (_state, _index, io) => enrolAfter(io, 0),
  receive(state, index, message, io) {
    if (message.kind !== 'enrolled') return;
    given(io.now - state.sinceNs[index]!, io.now);
    credentialCame(state, index, message, io);
  },
  wake: (state, index, timer, argument, io) => void enrolmentWoke(state, index, { timer, argument }, io, enrolment),
});

/**
 * V-W3, V-W4: agents that all come back at once wait for one another; half a life later they renew as far apart as they were served, and
 * wait for nobody. A storage of another pace is one that is wrong.
 */
export const renewalHerd = (realEnrolNs = enrolNs): Anchor => {
  const [together, apart] = [herdSojourn(herd, enrolNs), enrolNs].map((ns) => ns / 1e9) as [number, number];
  const lifeNs = 4 * herd * enrolNs;
  const names = Array.from({ length: herd }, (_, place) => `agent ${place}`);
  return {
    rows: [
      {
        id: 'V-W3',
        name: `${herd} agents ask for a credential at once, each takes ${enrolNs / 1e9} s: mean time, s`,
        expected: together,
        widest: widest(together, 0),
      },
      {
        id: 'V-W4',
        name: 'the same agents as they renew, half a life later: mean time, s',
        expected: apart,
        widest: widest(apart, 0),
      },
    ],
    through: 'identity storage, enrolment, control C01 alone, cost table and stations of the virtual world',
    run(effort) {
      const seen = Array.from(rounds(sized(8, effort, 2), effort), (run) => {
        const sums = [0, 1].map(() => ({ count: 0, ns: 0 }));
        const agent = renewing((latencyNs, atNs) => {
          const sum = sums[atNs < lifeNs / 2 ? 0 : 1]!;
          sum.count++;
          sum.ns += latencyNs;
        });
        const { nodes, costs } = storageAt(realEnrolNs, lifeNs);
        const tiny: TinyCast = {
          name: 'V-W3',
          nodes: [
            ...nodes,
            { name: 'door', component: door, cells: 0, device: 'client' },
            ...names.map((name) => ({ name, component: agent as Agent, cells: 0, device: 'client' as const })),
          ],
          wires: [
            toLog,
            ...names.flatMap((from) => [
              { point: 'RP-D', from, to: 'storage' } as const,
              // Who opens no channel by handshake has no credential.
              { point: 'RP-T', from, to: 'door', channel: 'handshake' } as const,
            ]),
          ],
          standing: [mutualAuthentication],
          costs,
          warmUpNs: 0,
          untilNs: lifeNs,
        };
        playTiny(tiny, keyOf(effort.seed, run, 'V-W3')[0]!, []);
        return sums.map(({ count, ns }) => ns / count / 1e9);
      });
      return [0, 1].map((which) =>
        ofMeans(
          seen.map((means) => means[which]!),
          effort,
        ),
      );
    },
  };
};
