import { release, wormOutbreak } from '../../attacks/worm-outbreak.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { maintained, maintenanceState } from '../../sim/components/maintenance.ts';
import type { MaintenanceState } from '../../sim/components/maintenance.ts';
import { signedFirmware } from '../../sim/controls/signed-firmware.ts';
import type { Attack, Hand, Wait } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Control } from '../../sim/framework/control.ts';
import type { CastEvent } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { instantLink } from './tiny-cast.ts';
import type { TinyCast } from './tiny-cast.ts';

/** The thing that the worm comes from; the others follow it. */
export const firstThing = 1;
/** What everybody knows, and what a thing asks for whose owner has chosen. */
const [shipped, chosen] = [0, 1];
/** One password that all doors take, and that is tried. */
const onePassword = { pairs: 1, triesADoor: 1 };

/** Things on one network of which everybody reaches everybody, and what happens to them. */
export interface WormTerms {
  readonly name: string;
  readonly things: number;
  /** Called when a thing has taken an image. */
  readonly taken: (atNs: number) => void;
  /** The owner of a thing that comes up after an image was put onto it chooses a password. */
  readonly closesDoors?: true;
  readonly standing?: readonly Control[];
  readonly events?: readonly CastEvent[];
  /** What the worm does once it runs in the first thing; `tryDoor` tries the password at a door. */
  readonly story: (hand: Hand, tryDoor: (bot: number, door: number) => void) => Generator<Wait, void, void>;
  readonly untilNs: number;
}

/** A thing that is nothing but its maintenance service. */
const openThing = ({ things, taken, closesDoors }: WormTerms): Component<'device', MaintenanceState> => {
  const secrets = new Uint32Array(things).fill(shipped);
  const terms = { first: firstThing, secrets, loginNs: seconds(30), manager: -1 };
  return {
    role: 'device',
    code: 'open thing 1',
    state: maintenanceState,
    start(state, index) {
      if (closesDoors === true && (index === 0 || state.version[index] !== 0)) secrets[index] = chosen;
    },
    receive(state, index, message, io) {
      const before = state.version[index]!;
      maintained(state, index, message, io, terms);
      if (state.version[index] !== before) taken(io.now);
    },
    wake: () => undefined,
  };
};

/** C37 of things that judge what they start with, and take whatever comes: who starts anew is rid of what its maker has not signed. */
export const secureBootOnly: Control = {
  ...signedFirmware,
  stand(ground) {
    const guard = signedFirmware.stand(ground);
    return { inner: (deed, at) => (deed.circumstances.running === undefined ? guard.inner!(deed, at) : undefined) };
  },
};

/** A22 among things of which everybody reaches everybody. */
export const wormCast = (terms: WormTerms): TinyCast => {
  const worm: Attack = {
    ...wormOutbreak,
    intensity: { everyNs: 1, source: `anchor ${terms.name}` },
    *campaign(hand) {
      hand.step('spread');
      yield* terms.story(hand, release(hand, onePassword, new Map()));
    },
  };
  return {
    name: terms.name,
    nodes: [
      { name: 'log', component: auditLog({ entries: 16 }), cells: 0 },
      { name: 'things', component: openThing(terms), cells: 0, count: terms.things },
    ],
    wires: [{ point: 'RP-T', from: 'things', to: 'things', link: instantLink, channel: 'provisioned' }],
    attacks: [worm],
    stage: { insiders: { thing: firstThing } },
    standing: terms.standing ?? [],
    events: terms.events ?? [],
    warmUpNs: 0,
    untilNs: terms.untilNs,
  };
};
