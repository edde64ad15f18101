import type { Powers } from '../../shared/powers.ts';

const refuse = (): never => {
  throw new RangeError('code of attackers does not spread in the live world: this attack is played in the virtual one');
};

/** The live world brings no code of attackers onto nodes. */
export const noImplants: Powers['implants'] = {
  implant: refuse,
  taken: () => [],
  runsIn: () => false,
  scan: refuse,
  speak: refuse,
  leave: () => undefined,
};
