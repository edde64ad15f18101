import type { Stage, Wire } from '../../sim/framework/stage.ts';

/** Doors of platforms to other parties: those that take reports of things; where a stage has none, those that take avatars over. */
export function doorsBetween({ wires }: Stage): readonly Wire[] {
  const at = (asked: Wire['point']): readonly Wire[] => Object.values(wires).filter(({ point }) => point === asked);
  const reports = at('RP-I');
  return reports.length > 0 ? reports : at('RP-X');
}
