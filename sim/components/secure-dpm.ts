import type { Component, Io } from '../framework/component.ts';
import type { Circumstances } from '../framework/deed.ts';
import { purposeOfQuantity, quantities } from '../framework/datum.ts';
import type { Purpose } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import { classOfWindow } from '../framework/messages/archive.ts';
import type { MessageView } from '../framework/message.ts';
import type { RoomWindow } from '../framework/messages/archive.ts';
import type { ConsentChoice } from '../framework/messages/lifecycle.ts';
import { inputsOf, taskShapes } from '../framework/task.ts';
import { consentKey, consented, consentsOf, forgetConsents, storedChoice, takeConsent } from './consents.ts';
import type { Consents } from './consents.ts';
import { recordKey, roomOfSubject, subjectOfRoom } from './rooms.ts';
import { quantityOf, thingOf } from './things.ts';
import type { Things } from './things.ts';

/** Settings of a platform's secure data processing and management. */
export interface SecureDpmSettings {
  readonly things: Things;
  readonly entityAgent: Address<'entity-agent'>;
  readonly storageAgent: Address<'storage-agent'>;
  readonly secureConnector: Address<'secure-connector'>;
  /** Readings are used for a purpose only where persons have said so; absent where the household's record is all there is. */
  readonly asksConsent?: true;
  /** Secure DPMs of other platforms to which readings are passed on. */
  readonly partners?: readonly Address<'secure-dpm'>[];
  /** Rooms close their windows in this many groups, one after the other, so that the load is even. */
  readonly groups: number;
  /** Time between two groups; a window lasts `groups` of it, ns. */
  readonly groupNs: number;
}

/** State of secure DPMs: the open window of every room, and what of the last one is still on its way. */
export interface SecureDpmState {
  /** Sum and number of the values of each feature in the open window, by node, room and feature. */
  readonly sum: Float64Array;
  readonly seen: Uint32Array;
  /** Group that closes next, by node. */
  readonly group: Int32Array;
  /** Number of the last record sent to the archive, and when; 0 once it is acknowledged. By node and room. */
  readonly keepNumber: Float64Array;
  readonly keepSinceNs: Float64Array;
  /** Number of the last job sent out, and when; 0 once its result is here. */
  readonly jobNumber: Float64Array;
  readonly jobSinceNs: Float64Array;
  /** What persons have chosen, by node and room: a copy of what lies on the medium. */
  readonly consents: Consents;
  /** Ticket of the last look at a room's choice on the medium; 0 where it has come. By node and room. */
  readonly looking: Float64Array;
  /** 1 where the open window is to be dropped at its end, by node and room. */
  readonly dropped: Uint8Array;
}

const timerGroup = 1;
const timerRoom = 2;

type Mean = number | null;

/** What was seen of a room in its open window is forgotten, and the window will not be kept. */
export function dropWindow(state: SecureDpmState, index: number, room: number): void {
  const at = index * (state.dropped.length / state.group.length) + room;
  state.sum.fill(0, at * features.length, (at + 1) * features.length);
  state.seen.fill(0, at * features.length, (at + 1) * features.length);
  state.dropped[at] = 1;
}

/** Features of a window, in the order of their columns: what occupancy is estimated from. */
const features = inputsOf.occupancy;
/** Features that tell of people. */
const personal = features.flatMap((name, feature) =>
  taskShapes.occupancy.inputs[name as keyof typeof taskShapes.occupancy.inputs] === 'operational' ? [] : [feature],
);
const featureOf = Int8Array.from(quantities, (quantity) => features.indexOf(quantity));

/**
 * Secure data processing and management within a platform: readings are blended into one window for each room and passed on
 * to the twin; at the end of a window its means go to the archive and, as a job, out to a provider.
 *
 *   things agent ─RP-M report─▶ secure DPM ─RP-M─▶ entity agent
 *                                 │ end of window ─RP-M keep─▶ storage agent
 *                                 └─RP-M job─▶ secure connector ─RP-M result─▶ secure DPM ─RP-M─▶ entity agent
 * What is measured of a wearer passes only while the wearer agrees that its avatar shows it.
 *
 *   avatar agent ─RP-M consent─▶ secure DPM ─RP-X report, consent─▶ secure DPM of another platform
 * What persons chose outlives a restart: it lies on the medium, and is read from there at the start and at the end of each window.
 *
 *   consent ─▶ put                    start, end of window ─▶ get ─▶ (loaded) ─▶ what readings are used for
 */
export function secureDpm(settings: SecureDpmSettings): Component<'secure-dpm', SecureDpmState> {
  const { things, entityAgent, groups, groupNs, partners = [] } = settings;
  const { rooms } = things;
  const windowNs = groups * groupNs;
  type Here = Io<'secure-dpm'>;

  /** What is known of the consent to a use; nothing where nobody is asked for it. */
  const choiceFor = (
    state: SecureDpmState,
    index: number,
    room: number,
    purpose: Purpose,
  ): Circumstances | undefined =>
    settings.asksConsent === true ? { consented: consented(state.consents, index * rooms + room, purpose) } : undefined;

  /** Passes the reading in hand on to other platforms, as far as controls let it leave. */
  const share = (state: SecureDpmState, index: number, room: number, io: Here): void => {
    const choice = choiceFor(state, index, room, 'share');
    for (const recipient of partners) {
      if (io.use('share', { ...choice, recipient })) io.forward('RP-X', recipient);
    }
  };

  /** Goes by a choice from now on, unless a newer one is known; whether it does. */
  const follow = (state: SecureDpmState, index: number, choice: ConsentChoice): boolean => {
    const at = index * rooms + choice.room;
    if (!takeConsent(state.consents, at, choice)) return false;
    if (choice.agreed.includes('aggregate')) return true;
    // What tells of people leaves the open window at once; the rest of it stays.
    for (const feature of personal) {
      state.sum[at * features.length + feature] = 0;
      state.seen[at * features.length + feature] = 0;
    }
    return true;
  };

  /** Looks at what lies on the medium of a room's choice. */
  const look = (state: SecureDpmState, index: number, room: number, io: Here): void => {
    if (settings.asksConsent === true) state.looking[index * rooms + room] = io.store.get(consentKey(room));
  };

  const takeChoice = (state: SecureDpmState, index: number, message: MessageView<'consent'>, io: Here): void => {
    const { room } = message.body;
    if (!(room >= 0 && room < rooms)) return;
    if (follow(state, index, message.body) && settings.asksConsent === true)
      io.store.put(consentKey(room), storedChoice(message.body));
    if (message.point !== 'RP-X') for (const partner of partners) io.forward('RP-X', partner);
    io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 1 } });
  };

  const takeReport = (state: SecureDpmState, index: number, message: MessageView<'report'>, io: Here): void => {
    const thing = thingOf(things, message.subject);
    if (thing < 0) return;
    const feature = featureOf[things.quantity[thing]!]!;
    const room = things.room[thing]!;
    const isRead = (message.body as unknown) !== null;
    if (feature >= 0 && isRead && io.use('aggregate', choiceFor(state, index, room, 'aggregate'))) {
      const first = (index * rooms + room) * features.length;
      const { seen } = state;
      let fresh = true;
      for (let other = first; other < first + features.length; other++) if (seen[other] !== 0) fresh = false;
      if (fresh) io.keep(room);
      else io.blend(room);
      state.sum[first + feature]! += message.body.value;
      seen[first + feature]! += 1;
    }
    // What a body tells goes to the twin for what it is shown by, and to nobody where the wearer has not agreed to that.
    const shownBy = purposeOfQuantity[quantityOf(things, thing)];
    if (shownBy !== undefined && !(isRead && io.use(shownBy, choiceFor(state, index, room, shownBy)))) return;
    io.forward('RP-M', entityAgent);
    if (partners.length > 0 && isRead && message.point !== 'RP-X') share(state, index, room, io);
  };

  const closeRoom = (state: SecureDpmState, index: number, room: number, io: Here): void => {
    const at = index * rooms + room;
    const first = at * features.length;
    const mean = (feature: number): Mean => {
      const value = state.sum[first + feature]! / state.seen[first + feature]!;
      // Nothing was seen, or what was seen adds up to no number: then nothing is known.
      return Number.isFinite(value) ? value : null;
    };
    const window = Math.floor(io.now / windowNs);
    const values = features.map((_name, feature) => mean(feature));
    const [temperature, humidity, light, co2, motion] = values as [Mean, Mean, Mean, Mean, Mean];
    const record: RoomWindow = { room, window, temperature, humidity, light, co2, motion };
    state.sum.fill(0, first, first + features.length);
    state.seen.fill(0, first, first + features.length);
    if (state.keepNumber[at] !== 0) io.finish('archive', state.keepSinceNs[at]!, 0);
    if (state.jobNumber[at] !== 0) io.finish('job', state.jobSinceNs[at]!, 0);
    state.keepNumber[at] = 0;
    state.jobNumber[at] = 0;
    if (state.dropped[at] === 1) {
      state.dropped[at] = 0;
      return;
    }
    // A room that nobody heard of has nothing to keep.
    if (values.every((value) => value === null)) return;
    const about = { subject: subjectOfRoom(room), dataClass: classOfWindow(record) };
    io.recall(room);
    const body = { key: recordKey(room, record.window), record };
    state.keepNumber[at] = io.send('RP-M', settings.storageAgent, { kind: 'keep', ...about, body });
    state.keepSinceNs[at] = io.now;
    state.jobNumber[at] = io.send('RP-M', settings.secureConnector, {
      kind: 'job',
      ...about,
      body: { task: 'occupancy', part: window, values },
    });
    state.jobSinceNs[at] = io.now;
  };

  return {
    role: 'secure-dpm',
    code: 'secure-dpm 1',
    state: (count) => ({
      sum: new Float64Array(count * rooms * features.length),
      seen: new Uint32Array(count * rooms * features.length),
      group: new Int32Array(count),
      keepNumber: new Float64Array(count * rooms),
      keepSinceNs: new Float64Array(count * rooms),
      jobNumber: new Float64Array(count * rooms),
      jobSinceNs: new Float64Array(count * rooms),
      consents: consentsOf(count * rooms),
      looking: new Float64Array(count * rooms),
      dropped: new Uint8Array(count * rooms),
    }),
    start: (state, index, io) => {
      state.group[index] = 0;
      // The first window is a whole one; after a restart it is what is left of the running one.
      io.wake(timerGroup, windowNs - (io.now % windowNs));
      for (let room = 0; room < rooms; room++) look(state, index, room, io);
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'report') {
        takeReport(state, index, message, io);
      } else if (message.kind === 'answer') {
        const room = roomOfSubject(message.subject, rooms);
        if (room < 0 || message.re === 0 || state.keepNumber[index * rooms + room] !== message.re) return;
        state.keepNumber[index * rooms + room] = 0;
        io.finish('archive', state.keepSinceNs[index * rooms + room]!, message.body.done);
      } else if (message.kind === 'consent') {
        takeChoice(state, index, message, io);
      } else if (message.kind === 'result') {
        const room = roomOfSubject(message.subject, rooms);
        if (room < 0 || message.re === 0 || state.jobNumber[index * rooms + room] !== message.re) return;
        state.jobNumber[index * rooms + room] = 0;
        io.finish('job', state.jobSinceNs[index * rooms + room]!, 1);
        io.forward('RP-M', entityAgent);
      }
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerRoom) {
        closeRoom(state, index, argument, io);
        look(state, index, argument, io);
        return;
      }
      // One call a room, so that what is said of one room does not descend from another.
      for (let room = state.group[index]!; room < rooms; room += groups) io.wake(timerRoom, 0, room);
      state.group[index] = (state.group[index]! + 1) % groups;
      io.wake(timerGroup, groupNs);
    },
    loaded: (state, index, ticket, found) => {
      for (const { body } of found) {
        // Nothing else is laid down here.
        const choice = body as ConsentChoice;
        if (state.looking[index * rooms + choice.room] !== ticket) continue;
        state.looking[index * rooms + choice.room] = 0;
        follow(state, index, choice);
      }
    },
    forget: (state, index) => {
      const first = index * rooms;
      state.sum.fill(0, first * features.length, (first + rooms) * features.length);
      state.seen.fill(0, first * features.length, (first + rooms) * features.length);
      state.keepNumber.fill(0, first, first + rooms);
      state.jobNumber.fill(0, first, first + rooms);
      forgetConsents(state.consents, first, rooms);
      state.looking.fill(0, first, first + rooms);
      state.dropped.fill(0, first, first + rooms);
    },
  };
}
