import type { Cast, Placement, Scenario } from '../../../sim/framework/scenario.ts';
import { meetingRoomMapping } from '../../../scenarios/meeting-room-mapping/scenario.ts';
import { staged } from '../../../scenarios/staged.ts';
import { valuesAt } from '../../../scenarios/values.ts';

/** The house whose rules and components are measured: the meeting room's, which has every component, at its usual size. */
export function house(): Cast {
  const scenario = meetingRoomMapping as unknown as Scenario;
  return staged({ scenario, parameters: valuesAt(scenario, 'smoke'), seed: 1 });
}

/** The first placement of a role in a house; throws where nobody has it. */
export function placed(cast: Cast, role: string): Placement {
  const found = cast.placements.find((placement) => placement.component.role === role);
  if (found === undefined) throw new Error(`nobody is ${role} in this house`);
  return found;
}
