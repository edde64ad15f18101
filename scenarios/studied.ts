import type { Attack, AttackId } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { ParameterValues, Scenario } from '../sim/framework/scenario.ts';
import { scenarios } from './catalogue.ts';
import { square } from './children-plaza/square.ts';
import type { RunPlan } from './replicate.ts';
import { village } from './town-1m/village.ts';
import { valuesAt } from './values.ts';

/** Under what an attack is studied in its home, the first scenario that names it, and what its protection is predicted to be there. */
interface Studied {
  /**
   * Controls of which each alone lets it back in when it is taken out of the full framework, as the attack's file says in words; every
   * other control has another behind it.
   */
  readonly alone?: readonly ControlId[];
  /** Time in which it makes its attempts, where the usual is too short: waiting for a command to replay takes a minute each time. */
  readonly durationSeconds?: number;
  /** Parameters of the scenario that it asks for beside those of everybody. */
  readonly set?: ParameterValues;
}

const studied: Readonly<Partial<Record<AttackId, Studied>>> = {
  A01: { alone: ['C01', 'C03'] },
  A02: { alone: ['C01', 'C07'] },
  A03: { durationSeconds: 100 },
  A04: { alone: ['C34'] },
  A05: { alone: ['C08'], set: square },
  A07: { durationSeconds: 700 },
  // At software that checks nothing, with a copy of a camera that is revoked before the first attempt.
  A11: {
    alone: ['C01', 'C03', 'C16'],
    set: { leftOut: 'all', equippedRooms: 1, revokeAtSeconds: 5 },
    durationSeconds: 200,
  },
  A12: { alone: ['C01', 'C04'] },
  A13: { alone: ['C01', 'C05', 'C04'], durationSeconds: 560 },
  A14: { alone: ['C01'] },
  A15: { alone: ['C47'], durationSeconds: 900 },
  A16: { alone: ['C49'] },
  A17: { alone: ['C18'] },
  A19: { alone: ['C09'] },
  A21: { alone: ['C37'] },
  A22: { alone: ['C37'] },
  A23: { alone: ['C16'] },
  A24: { alone: ['C43'], durationSeconds: 420 },
  // Enough people at one platform to see whether they are served.
  A25: { alone: ['C24'], set: { platforms: 1, persons: 16, commandEverySeconds: 4 } },
  // Twice as many jobs as the house could do, and nothing that befalls a provider but for the attack.
  A26: { alone: ['C24'], set: { rooms: 20, ownMillis: 400, restartAtSeconds: 0 }, durationSeconds: 120 },
  // Scenes are drawn one after the other by a core, and commands come before them.
  A27: {
    alone: ['C12'],
    set: {
      platforms: 1,
      persons: 8,
      guests: 1,
      commandEverySeconds: 4,
      viewEverySeconds: 240,
      queryEverySeconds: 240,
      patienceSeconds: 5,
      sceneMillis: 400,
      lanes: 'urgent',
    },
  },
  // What a tenant may not see is there to see for as long as nobody withdraws.
  A28: { durationSeconds: 140, set: { withdrawals: 0 } },
  A30: { alone: ['C14', 'C15', 'C30'] },
  A31: { alone: ['C30'] },
  // Somebody comes into each room every minute; what few people wish for is not what is listened to.
  A32: {
    alone: ['C36'],
    durationSeconds: 760,
    set: {
      rooms: 4,
      platforms: 1,
      persons: 1,
      guests: 1,
      motionReports: 'on change',
      bookingEverySeconds: 60,
      bookedSeconds: 25,
    },
  },
  A35: { alone: ['C20'] },
  A36: { alone: ['C17'] },
  A37: { alone: ['C30'] },
  A38: { alone: ['C20'] },
  // Who leaves comes back, so that contracts end again and again, and nothing flows after an end by the house's own slowness.
  A39: { alone: ['C46'], set: { leavesAtSeconds: 12, awaySeconds: 8, graceSeconds: 0 }, durationSeconds: 140 },
  // Nine valves, of which four are poisoned: where the others stand at 30 % or more, as they are set in turn, the mean is beyond 60 %.
  A40: { alone: ['C35'], set: { rooms: 1, valvesPerCircuit: 9, residents: 6, commandEverySeconds: 4 } },
  A41: { alone: ['C38'], durationSeconds: 400 },
  A42: { alone: ['C39'] },
  A43: { alone: ['C01', 'C32'] },
  A44: { alone: ['C15'], durationSeconds: 160 },
  // Things are sold all the time, also those that the first platform holds.
  A45: { alone: ['C16'], set: { saleEverySeconds: 4, outageAtSeconds: 0 }, durationSeconds: 500 },
  A46: { alone: ['C25', 'C31'] },
  A47: { alone: ['C31'] },
  A48: { alone: ['C40'] },
  // A platform that could have no protection at all is given nothing by the others but for what this attack shows.
  A50: { set: { rooms: 3, weakestProfile: 'none' } },
  A51: { alone: ['C32', 'C41'] },
  A52: { alone: ['C50'] },
  A53: { alone: ['C51'], durationSeconds: 600 },
};

/** What is set where attacks of a scenario are studied, by its identifier: a smaller stage, and nothing that happens but for them. */
const stages: Readonly<Record<string, ParameterValues>> = {
  S06: { rooms: 1, platforms: 2, guests: 1, outageAtSeconds: 0 },
  // Those who collude stay.
  S09: { rooms: 4, warmUpSeconds: 8, leavesAtSeconds: 0 },
  // Who has withdrawn leaves nothing to read.
  S10: { withdrawals: 2 },
  S12: { ...village, updateAtSeconds: 20 },
};
const usual: ParameterValues = { rooms: 2, persons: 4, guests: 2 };
const usualSeconds = 280;

/** The first scenario that names an attack. Throws a `RangeError` where none does. */
export function homeOf({ id }: Attack): Scenario {
  const home = scenarios.find((scenario) => scenario.attacks.includes(id));
  if (home === undefined) throw new RangeError(`${id}: no scenario names it, so it is studied nowhere`);
  return home;
}

/** Controls of which each alone is predicted to let an attack back in when it is missing. */
export const aloneFor = ({ id }: Attack): readonly ControlId[] => studied[id]?.alone ?? [];

/** How long a run of an attack lasts, s. */
export const studySeconds = ({ id }: Attack): number => studied[id]?.durationSeconds ?? usualSeconds;

/** What is set of a scenario where attacks are studied, whichever they are. */
export function homeStage(scenario: Scenario, durationSeconds: number): ParameterValues {
  const wanted = { ...usual, durationSeconds };
  const own = Object.fromEntries(Object.entries(wanted).filter(([name]) => Object.hasOwn(scenario.parameters, name)));
  return { ...own, ...stages[scenario.id] };
}

/**
 * A run of an attack in its home under the full framework, with seed 1 and terms where nothing else is given; `seconds` is how long it
 * lasts.
 */
export function planAtHome(attack: Attack, given: Partial<RunPlan>, seconds = studySeconds(attack)): RunPlan {
  const scenario = homeOf(attack);
  const set = { ...homeStage(scenario, seconds), ...studied[attack.id]?.set };
  const words = Object.entries(set).map(([name, value]) => ` --set ${name}=${value}`);
  return {
    scenario,
    parameters: { ...valuesAt<ParameterValues>(scenario, 'smoke'), ...set },
    profile: { name: 'framework', without: [] },
    attacks: [attack],
    seed: 1,
    suite: 'symbolic',
    again: `metarange run ${scenario.name} --attack ${attack.id}${words.join('')}`,
    ...given,
  };
}
