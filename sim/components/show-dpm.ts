import type { Component, Io } from '../framework/component.ts';
import type { DataClass } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { classOfJob, tasks } from '../framework/task.ts';
import type { TaskName } from '../framework/task.ts';
import type { People } from './person.ts';
import { roomOfSubject, subjectOfRoom } from './rooms.ts';

/** One kind of work of a show, and the connector through which it goes out. */
export interface ShowWork {
  readonly task: TaskName;
  readonly connector: Address<'secure-connector'>;
}

/** Settings of the secure DPM of a show. */
export interface ShowDpmSettings {
  readonly people: People;
  /** Zones of the hall: a person's is its room. */
  readonly zones: number;
  readonly entityAgent: Address<'entity-agent'>;
  readonly works: readonly ShowWork[];
  /** Zones close their beats in this many groups, one after the other, so that the load is even. */
  readonly groups: number;
  /** Time between two groups; a beat lasts `groups` of it, ns. */
  readonly groupNs: number;
}

/** State of secure DPMs of shows: who moved how in the open beat of every zone, and what of the last one is still out. */
export interface ShowDpmState {
  /** Beat in which a person was last counted, by node and person; -1 for never. */
  readonly counted: Float64Array;
  /** By node and zone: different avatars, updates, and sums over updates. */
  readonly avatars: Uint32Array;
  readonly updates: Uint32Array;
  readonly energy: Float64Array;
  readonly gaze: Float64Array;
  /** Group that closes next, by node. */
  readonly group: Int32Array;
  /** Number of the job that is out, and since when; 0 for none. By node, zone and work. */
  readonly jobNumber: Float64Array;
  readonly jobSinceNs: Float64Array;
}

const timerGroup = 1;
const timerZone = 2;

/**
 * The secure DPM of a show: how avatars move is blended into one beat for each zone of the hall, and at its end the work that follows goes
 * out to providers: how finely the zone is drawn, what the digital humans before it do. What comes back is passed on to the twin. A pose
 * ends here: no single one leaves.
 *
 *   avatar agent ─RP-M pose─▶ secure DPM of the show ─end of beat: RP-M job─▶ a connector for each kind of work
 *                                   ▲                                                 │
 *                                   └──────────────────RP-M result────────────────────┘       result ─RP-M─▶ entity agent
 */
export function showDpm(settings: ShowDpmSettings): Component<'secure-dpm', ShowDpmState> {
  const { people, zones, works, groups, groupNs } = settings;
  const beatNs = groups * groupNs;
  type Here = Io<'secure-dpm'>;

  const takePose = (state: ShowDpmState, index: number, message: MessageView<'pose'>, io: Here): void => {
    const person = message.subject - people.first;
    if (person < 0 || person >= people.count || (message.body as unknown) === null) return;
    const { yaw, energy, at } = message.body;
    if (!io.use('animation')) {
      io.finish('pose', at, 0);
      return;
    }
    const zone = people.room[person]!;
    const place = index * zones + zone;
    const beat = Math.floor(io.now / beatNs);
    if (state.counted[index * people.count + person] !== beat) {
      state.counted[index * people.count + person] = beat;
      state.avatars[place]! += 1;
    }
    if (state.updates[place] === 0) io.keep(zone);
    else io.blend(zone);
    state.updates[place]! += 1;
    state.energy[place]! += energy;
    state.gaze[place]! += yaw;
    io.finish('pose', at, 1);
  };

  const closeZone = (state: ShowDpmState, index: number, zone: number, io: Here): void => {
    const place = index * zones + zone;
    const updates = state.updates[place]!;
    const mean = (sum: number): number | null => (Number.isFinite(sum / updates) ? sum / updates : null);
    const values = [state.avatars[place]!, mean(state.energy[place]!), mean(state.gaze[place]!)];
    state.avatars[place] = 0;
    state.updates[place] = 0;
    state.energy[place] = 0;
    state.gaze[place] = 0;
    works.forEach(({ task, connector }, work) => {
      const out = place * works.length + work;
      if (state.jobNumber[out] !== 0) io.finish('job', state.jobSinceNs[out]!, 0);
      state.jobNumber[out] = 0;
      // Nobody is there to see it.
      if (updates === 0) return;
      const body = { task, part: Math.floor(io.now / beatNs), values };
      const dataClass: DataClass = classOfJob(body);
      io.recall(zone);
      state.jobNumber[out] = io.send('RP-M', connector, { kind: 'job', subject: subjectOfRoom(zone), dataClass, body });
      state.jobSinceNs[out] = io.now;
    });
  };

  const takeResult = (state: ShowDpmState, index: number, message: MessageView<'result'>, io: Here): void => {
    const zone = roomOfSubject(message.subject, zones);
    const work = works.findIndex(({ task }) => task === message.body.task);
    if (zone < 0 || work < 0) return;
    const out = (index * zones + zone) * works.length + work;
    if (message.re === 0 || state.jobNumber[out] !== message.re) return;
    state.jobNumber[out] = 0;
    io.finish('job', state.jobSinceNs[out]!, 1);
    io.forward('RP-M', settings.entityAgent);
  };

  return {
    role: 'secure-dpm',
    code: 'show-dpm 1',
    state: (count) => ({
      counted: new Float64Array(count * people.count).fill(-1),
      avatars: new Uint32Array(count * zones),
      updates: new Uint32Array(count * zones),
      energy: new Float64Array(count * zones),
      gaze: new Float64Array(count * zones),
      group: new Int32Array(count),
      jobNumber: new Float64Array(count * zones * works.length),
      jobSinceNs: new Float64Array(count * zones * works.length),
    }),
    start: (state, index, io) => {
      state.group[index] = 0;
      io.wake(timerGroup, beatNs - (io.now % beatNs));
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'pose') takePose(state, index, message, io);
      else if (message.kind === 'result') takeResult(state, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerZone) {
        closeZone(state, index, argument, io);
        return;
      }
      // One call a zone, so that what is said of one zone does not descend from another.
      for (let zone = state.group[index]!; zone < zones; zone += groups) io.wake(timerZone, 0, zone);
      state.group[index] = (state.group[index]! + 1) % groups;
      io.wake(timerGroup, groupNs);
    },
    forget: (state, index) => {
      state.counted.fill(-1, index * people.count, (index + 1) * people.count);
      const [first, end] = [index * zones, (index + 1) * zones];
      state.avatars.fill(0, first, end);
      state.updates.fill(0, first, end);
      state.energy.fill(0, first, end);
      state.gaze.fill(0, first, end);
      state.jobNumber.fill(0, first * works.length, end * works.length);
    },
  };
}

/** Kinds of work of a show: all that is not about the things of a room. */
export const showTasks: readonly TaskName[] = tasks.filter((task) => task !== 'occupancy');
