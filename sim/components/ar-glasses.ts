import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { neverActed, sinceActed } from './obedience.ts';
import { here } from './roaming-whereabouts.ts';
import type { RoamingDeviceState } from './roaming-whereabouts.ts';
import { quantityOf } from './things.ts';
import type { Things } from './things.ts';

/** What all glasses share. */
export interface GlassesSettings {
  readonly things: Things;
  /** Things agent of each platform. */
  readonly platforms: readonly Address<'things-agent'>[];
  /** Time between two looks of a wearer at something, ns. */
  readonly lookNs: number;
}

/** State of glasses. */
export interface GlassesState {
  readonly roaming: RoamingDeviceState;
  /** Number of the look that awaits its overlay, 0 for none; when that was, ns; and in which stay on a platform. */
  readonly asked: Float64Array;
  readonly askedNs: Float64Array;
  readonly stay: Uint32Array;
  /** How far from the eyes it is what the wearer looks at, m. */
  readonly metres: Float64Array;
  /** When something was shown last, -1 for never. */
  readonly shownNs: Float64Array;
}

const timerLook = 181;

/** Nearest and farthest that one looks at a thing which has a label, m; and share of the view that a label takes a metre away, % (assumptions). */
const nearestMetres = 0.3;
const farthestMetres = 5;
const labelPercent = 10;

/** Share of the view that a label takes: it is as large as its thing, so it goes with the inverse square of the distance. */
const coverOf = (metres: number): number => Math.min(100, Math.round(labelPercent / (metres * metres)));

/**
 * Glasses that show beside the things around them what the platform where they are knows of these. They are a full-fledged thing that
 * goes from platform to platform (`base`), and report how many bystanders their camera sees.
 *
 *   glasses ─RP-T look─▶ things agent ─RP-M─▶ twin ─RP-M overlay─▶ things agent ─RP-T─▶ glasses: show it, if that leaves enough of the view
 */
export function arGlasses(
  base: Component<'device', RoamingDeviceState>,
  { things, platforms, lookNs }: GlassesSettings,
): Component<'device', GlassesState> {
  type Here = Io<'device'>;
  // What tells of people has no label.
  const labelled = Array.from(things.quantity, (_, thing) => thing).filter(
    (thing) => classOfQuantity[quantityOf(things, thing)] === 'operational',
  );

  /** A look that nobody answered is a failure, unless the glasses have gone elsewhere meanwhile. */
  const giveUp = ({ roaming, asked, askedNs, stay }: GlassesState, index: number, io: Here): void => {
    if (asked[index]! > 0 && stay[index] === roaming.stays[index]) io.finish('view', askedNs[index]!, 0);
    asked[index] = 0;
  };

  const look = (state: GlassesState, index: number, io: Here): void => {
    const { roaming } = state;
    giveUp(state, index, io);
    // Drawn wherever they are, so that the stream does not depend on it.
    const which = io.random.uniform();
    const metres = nearestMetres + (farthestMetres - nearestMetres) * io.random.uniform();
    const thing = labelled[Math.floor(which * labelled.length)];
    if (roaming.stage[index] !== here || thing === undefined) return;
    const draft = { kind: 'look' as const, subject: things.first + thing, dataClass: 'operational' as const };
    state.asked[index] = io.send('RP-T', platforms[roaming.place[index]!]!, { ...draft, body: { at: io.now } });
    state.askedNs[index] = io.now;
    state.stay[index] = roaming.stays[index]!;
    state.metres[index] = metres;
  };

  const show = (state: GlassesState, index: number, message: MessageView<'overlay'>, io: Here): void => {
    if (message.re === 0 || message.re !== state.asked[index]) return;
    state.asked[index] = 0;
    io.finish('view', state.askedNs[index]!, 1);
    if (message.body.known === 0) return;
    const coverPercent = coverOf(state.metres[index]!);
    const shownNs = state.shownNs[index]!;
    const circumstances = { coverPercent, ...sinceActed(shownNs, io.now) };
    if (io.act('display', coverPercent, circumstances)) state.shownNs[index] = io.now;
  };

  return {
    role: 'device',
    code: `${base.code}, ar-glasses 1`,
    state: (count) => ({
      roaming: base.state(count),
      asked: new Float64Array(count),
      askedNs: new Float64Array(count),
      stay: new Uint32Array(count),
      metres: new Float64Array(count),
      shownNs: neverActed(count),
    }),
    start: (state, index, io) => {
      base.start(state.roaming, index, io);
      io.wake(timerLook, Math.floor(io.random.uniform() * lookNs));
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'overlay') show(state, index, message, io);
      else base.receive(state.roaming, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerLook) {
        io.wake(timerLook, lookNs);
        look(state, index, io);
      } else base.wake(state.roaming, index, timer, argument, io);
    },
    forget: (state, index) => {
      base.forget?.(state.roaming, index);
      state.asked[index] = 0;
      state.shownNs[index] = -1;
    },
  };
}
