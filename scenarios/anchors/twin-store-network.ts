import { goodput } from '../../metrics/measures/goodput.ts';
import { latency } from '../../metrics/measures/latency.ts';
import { avatarAgent } from '../../sim/components/avatar-agent.ts';
import { entityAgent } from '../../sim/components/entity-agent.ts';
import { byRoom } from '../../sim/components/things.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { addPending, findPending, noRow, pendingTable, removePending } from '../../sim/framework/pending.ts';
import type { PendingTable } from '../../sim/framework/pending.ts';
import { seconds } from '../../sim/framework/time.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { instantLink, longestRunNs, playTiny } from './tiny-cast.ts';

/** What a store of twins bears, as found where one instance of each service runs, or where one is what holds the others up. */
export interface TwinStore {
  /** Requests a second that one instance of the first service bears (gateway, connectivity). */
  readonly front: number;
  /** Processors that it has for them. */
  readonly frontCores: number;
  /** The same of the service behind it, which holds the twins (things). */
  readonly back: number;
  /** Latency at the load that one instance of each bears, ms. */
  readonly idleMs: number;
  /** Requests that one instance of the first service has under way at most. */
  readonly underWay: number;
}

/** How many instances there are, and for how long one watches. */
export interface Deployment {
  readonly fronts: number;
  readonly backs: number;
  /** Requests at the beginning that come faster by `haste`, so that what fills up is full sooner. */
  readonly hurried: number;
  readonly warmUpSeconds: number;
  readonly watchedSeconds: number;
}

/** What the load tool saw. */
export interface StoreSeen {
  /** Requests a second that were answered. */
  readonly rate: number;
  /** Their latency, the median, ms. */
  readonly latencyMs: number;
}

/** Processors of a back: `-XX:ActiveProcessorCount=16`, all of an m5.4xlarge. */
const backCores = 16;
/** Requests that the gateway gives up after so long: `request-timeout` of gateway.conf. */
const timeoutNs = seconds(60);

/** How much faster the load tool asks until all is full: the fronts bear that too. */
export const haste = 1.25;

const tool = 0;
/** Nobody reads it: no entry is made, and no credential ends. */
const nobody = 1 as Address<'audit-log'> & Address<'identity-storage'> & Address<'things-agent'>;
const enrolment = { authority: nobody as Address<'identity-storage'>, timeoutNs, tries: 1 };
const empty = new Int32Array(0);
/** The twins themselves are no load: what a request for one costs is in the cost table. */
const noThings = byRoom({ first: 0, count: 0, rooms: 1, quantity: new Uint8Array(0), room: empty, upward: empty });

/**
 * The load tool: so many requests a second whatever becomes of them, evenly (the executor `constant-arrival-rate` of k6, in one runner),
 * at each front in turn, for a twin that one of the backs holds by lot.
 */
const loadTool = (everyNs: number, { fronts, backs, hurried }: Deployment): Component<'person', PendingTable> => {
  return {
    role: 'person',
    code: 'load tool 1',
    state: (count) => pendingTable(count, 65_536),
    start: (_state, _index, io) => io.wake(1, everyNs, 0),
    receive(state, index, message, io) {
      const row = findPending(state, index, message.re);
      if (row === noRow) return;
      io.finish('view', state.sinceNs[row]!, message.kind === 'scene' ? 1 : 0);
      removePending(state, index, row);
    },
    wake(state, index, _timer, asked, io) {
      const to = (1 + (asked % fronts) * backs + io.random.below(backs)) as Address<'avatar-agent'>;
      const body = { room: 0, person: io.node };
      const number = io.send('RP-A', to, { kind: 'view', subject: io.node, dataClass: 'public', body });
      state.sinceNs[addPending(state, index, number)] = io.now;
      io.wake(1, asked < hurried ? Math.floor(everyNs / haste) : everyNs, asked + 1);
    },
  };
};

/**
 * A store of twins as a network of stations, under the load that its fronts bear:
 *
 *   load tool ─RP-A view─▶ [ front ] ─RP-M view─▶ [ back ] ─RP-M scene─▶ [ front ] ─RP-A scene─▶ load tool
 *
 * A front is one machine with an avatar agent for each back; a back is an entity agent. What a request waits besides, in the
 * store and on the way, is the same on all four ways.
 */
export function playStore(store: TwinStore, deployment: Deployment, name: string, seed: number): StoreSeen {
  const { fronts, backs } = deployment;
  // A front handles a request twice, as it comes in and as its answer does.
  const frontNs = Math.floor(seconds(store.frontCores / store.front) / 2);
  const backNs = Math.floor(seconds(backCores / store.back));
  const wayNs = Math.floor((seconds(store.idleMs / 1000) - 2 * frontNs - backNs) / 4);
  const link = { ...instantLink, latency: constant({ value: wayNs }) };
  const pairs = Array.from({ length: fronts * backs }, (_, pair) => ({
    name: `front ${Math.floor(pair / backs)} to ${pair % backs}`,
    back: `back ${pair % backs}`,
    backNode: (1 + fronts * backs + (pair % backs)) as Address<'entity-agent'>,
  }));
  const front = (entity: Address<'entity-agent'>): Component<'avatar-agent', unknown> =>
    avatarAgent({
      entityAgent: entity,
      auditLog: nobody as Address<'audit-log'>,
      enrolment,
      tokenLifeNs: longestRunNs,
      pendingRequests: store.underWay / backs,
      requestTimeoutNs: timeoutNs,
    }) as Component<'avatar-agent', unknown>;
  const back = entityAgent({
    things: noThings,
    thingsAgent: nobody as Address<'things-agent'>,
    enrolment,
    pendingCommands: 1,
    commandTimeoutNs: timeoutNs,
  });
  const warmUpNs = seconds(deployment.warmUpSeconds);
  const { values } = playTiny(
    {
      name,
      nodes: [
        {
          name: 'load tool',
          component: loadTool(Math.floor(seconds(1 / (fronts * store.front))), deployment),
          cells: 0,
          device: 'client',
        },
        ...pairs.map((pair) => ({
          name: pair.name,
          component: front(pair.backNode),
          cells: 0,
          device: 'gateway' as const,
        })),
        ...Array.from({ length: backs }, (_, place) => ({
          name: `back ${place}`,
          component: back,
          cells: 1,
          cores: backCores,
        })),
      ],
      hosts: Array.from({ length: fronts }, (_, place) => ({
        name: `front ${place}`,
        cores: store.frontCores,
        nodes: Array.from({ length: backs }, (__, at) => 1 + place * backs + at),
      })),
      wires: pairs.flatMap((pair) => [
        { point: 'RP-A', from: 'load tool', to: pair.name, link } as const,
        { point: 'RP-M', from: pair.name, to: pair.back, link } as const,
      ]),
      costs: { on: { gateway: { handle: frontNs }, server: { handle: backNs } } },
      warmUpNs,
      untilNs: warmUpNs + seconds(deployment.watchedSeconds),
    },
    keyOf(seed, tool, name)[0]!,
    [goodput, latency],
  );
  const rate = values['M29.view']?.value;
  const latencyMs = values['M30.view.p50']?.value;
  if (typeof rate !== 'number' || typeof latencyMs !== 'number') throw new RangeError(`${name}: nothing was answered`);
  return { rate, latencyMs };
}
