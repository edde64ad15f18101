import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { MessageView } from '../framework/message.ts';
import { quantityOf, thingOf } from './things.ts';
import type { Things } from './things.ts';

/** Settings of a platform's twins of things that come and go. */
export interface RoamingTwinSettings {
  readonly things: Things;
}

/** State of such twins, a row for each node and thing. */
export interface RoamingTwinState {
  /** 1 while the thing is on the platform. */
  readonly held: Uint8Array;
  /** Newest known value, and when the thing said so on its own clock, ns; -1 where nothing is known. */
  readonly value: Float64Array;
  readonly at: Float64Array;
}

/** Cells that such an entity agent needs: one a thing. */
export const roamingTwinCells = (things: Things): number => things.count;

/**
 * The twins of things that come and go: a twin begins with the state that was handed over, follows its thing's reports, and is
 * forgotten when the thing has gone. Who looks at the thing meanwhile is told what the twin shows.
 *
 *   secure DPM ─RP-M adopt─▶ begin     ─RP-M report─▶ follow     ─RP-M release─▶ forget
 *   things agent ─RP-M look─▶ twin ─RP-M overlay─▶ things agent
 */
export function roamingTwin({ things }: RoamingTwinSettings): Component<'entity-agent', RoamingTwinState> {
  const { count: width } = things;
  type Here = Io<'entity-agent'>;

  const follow = (
    state: RoamingTwinState,
    row: number,
    said: { readonly value: number; readonly at: number },
  ): void => {
    state.value[row] = said.value;
    state.at[row] = said.at;
  };

  const takeReport = (state: RoamingTwinState, row: number, message: MessageView<'report'>, io: Here): void => {
    if (state.held[row] !== 1 || (message.body as unknown) === null) return;
    const used = io.use('twin');
    if (used) {
      follow(state, row, message.body);
      io.keep(row % width);
    }
    io.finish('report', message.body.at, used ? 1 : 0);
  };

  // Of what tells of people nobody is shown anything, whoever looks at whom.
  const label = (state: RoamingTwinState, row: number, message: MessageView<'look'>, io: Here): void => {
    const thing = row % width;
    const quantity = quantityOf(things, thing);
    const known = state.held[row] === 1 && state.at[row]! >= 0 && classOfQuantity[quantity] === 'operational';
    if (known) io.recall(thing);
    const said = known ? { value: state.value[row]!, at: state.at[row]! } : { value: 0, at: 0 };
    const body = { known: known ? (1 as const) : (0 as const), quantity, ...said };
    io.reply({ kind: 'overlay', subject: message.subject, dataClass: 'operational', body });
  };

  const forgetTwin = (state: RoamingTwinState, row: number): void => {
    state.held[row] = 0;
    state.value[row] = 0;
    state.at[row] = -1;
  };

  return {
    role: 'entity-agent',
    code: 'roaming-twin 1',
    state: (count) => ({
      held: new Uint8Array(count * width),
      value: new Float64Array(count * width),
      at: new Float64Array(count * width).fill(-1),
    }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      const thing = thingOf(things, message.subject);
      if (thing < 0) return;
      const row = index * width + thing;
      if (message.kind === 'look') {
        label(state, row, message, io);
      } else if (message.kind === 'report') {
        takeReport(state, row, message, io);
      } else if (message.kind === 'adopt') {
        state.held[row] = 1;
        const { at, state: handedOver } = message.body;
        if (handedOver === null || !io.use('twin')) return;
        follow(state, row, { at, value: handedOver });
        io.keep(thing);
      } else if (message.kind === 'release') {
        forgetTwin(state, row);
      }
    },
    wake: () => undefined,
    forget: (state, index) => {
      for (let row = index * width; row < (index + 1) * width; row++) forgetTwin(state, row);
    },
  };
}
