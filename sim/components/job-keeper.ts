import type { Component, StorePort } from '../framework/component.ts';
import type { Message } from '../framework/message.ts';
import { inputsOf } from '../framework/task.ts';
import { keyOfCustomer, recordKey, roomOfSubject, storedWindow } from './rooms.ts';

/** What a provider keeps of the work that it is given. */
export interface JobKeeperSettings {
  readonly rooms: number;
  /** Connectors whose jobs are kept. */
  readonly customers: readonly number[];
  /** Windows of a room that are kept; older ones are erased. */
  readonly retainWindows: number;
}

/** State of a provider that keeps what it was given. */
export interface JobKeeperState<State> {
  readonly work: State;
  /** Oldest window of each room that may lie on the medium, by node and room. */
  readonly oldest: Float64Array;
}

/** Most windows that are erased at one job: after a restart it catches up little by little. */
const erasedAtOnce = 64;

/**
 * A provider that keeps the inputs of the jobs that it has done, as evidence of its work, for a number of windows.
 *
 *   secure connector ─RP-C job─▶ provider ─▶ result, and put ─▶ (for so many windows) ─▶ erase
 */
export function keepingJobs<State>(
  provider: Component<'external-dpm', State>,
  { rooms, customers, retainWindows }: JobKeeperSettings,
): Component<'external-dpm', JobKeeperState<State>> {
  const keep = (state: JobKeeperState<State>, index: number, message: Message, store: StorePort): void => {
    if (message.kind !== 'job' || (message.body as unknown) === null || message.body.task !== 'occupancy') return;
    const { part: window, values } = message.body;
    const room = roomOfSubject(message.subject, rooms);
    if (room < 0 || !(window >= 0) || !customers.includes(message.from)) return;
    const [temperature, humidity, light, co2, motion] = inputsOf.occupancy.map((_name, input) => values[input] ?? null);
    const record = {
      room,
      window,
      temperature: temperature!,
      humidity: humidity!,
      light: light!,
      co2: co2!,
      motion: motion!,
    };
    store.put(keyOfCustomer(recordKey(room, window), message.from), storedWindow(record));
    const at = index * rooms + room;
    const last = window - retainWindows;
    for (let erased = 0; erased < erasedAtOnce && state.oldest[at]! <= last; erased++) {
      for (const customer of customers) store.erase(keyOfCustomer(recordKey(room, state.oldest[at]!), customer));
      state.oldest[at]! += 1;
    }
  };
  return {
    ...provider,
    code: `${provider.code}, keeping jobs 1`,
    state: (count) => ({ work: provider.state(count), oldest: new Float64Array(count * rooms) }),
    start: (state, index, io) => provider.start(state.work, index, io),
    receive: (state, index, message, io) => {
      provider.receive(state.work, index, message, io);
      keep(state, index, message, io.store);
    },
    wake: (state, index, timer, argument, io) => provider.wake(state.work, index, timer, argument, io),
    stored: (state, index, ticket, done, io) => provider.stored?.(state.work, index, ticket, done, io),
    loaded: (state, index, ticket, found, io) => provider.loaded?.(state.work, index, ticket, found, io),
    undelivered: (state, index, number, io) => provider.undelivered?.(state.work, index, number, io),
    forget: (state, index) => {
      provider.forget?.(state.work, index);
      state.oldest.fill(0, index * rooms, (index + 1) * rooms);
    },
  };
}
