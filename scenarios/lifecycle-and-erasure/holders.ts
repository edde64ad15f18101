import { erasing, erasuresAtOnce } from '../../sim/components/erasing.ts';
import type { ErasingTerms, Holder, Holding } from '../../sim/components/erasing.ts';
import type { EntityAgentState } from '../../sim/components/entity-agent.ts';
import { keepingJobs } from '../../sim/components/job-keeper.ts';
import { resident } from '../../sim/components/resident.ts';
import { dropWindow } from '../../sim/components/secure-dpm.ts';
import type { SecureDpmState } from '../../sim/components/secure-dpm.ts';
import type { Things } from '../../sim/components/things.ts';
import type { Role } from '../../sim/framework/figure.ts';
import type { Placement } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { Capacities } from '../kit/capacities.ts';
import { agreedAfterwards, agreedAtFirst } from './policy.ts';
import type { Ground } from './ground.ts';
import { tasks } from '../../sim/framework/task.ts';
import type { LifecycleParameters } from './parameters.ts';

// A placement holds any component, and what it holds of rooms is known by its role.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyHolding = Holding<any>;

/** The twin forgets a room: its things, and what outside work said of it. */
const dropTwin =
  (things: Things) =>
  (state: EntityAgentState, index: number, room: number): void => {
    for (let place = things.roomFirst[room]!; place < things.roomFirst[room + 1]!; place++) {
      state.at[index * things.count + things.inRoom[place]!] = -1;
    }
    const first = (index * things.rooms + room) * tasks.length;
    state.result.fill(NaN, first, first + tasks.length);
  };

/**
 * Makes everybody who holds something of residents take part in erasures, and residents say what they want:
 *
 *   resident ─RP-A─▶ avatar agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent
 *                       │ RP-O               │ ├─RP-M─▶ storage agent ─RP-S─▶ secure storage, external storage
 *                   audit log           RP-X │ └─RP-M─▶ secure connector ─RP-C─▶ provider
 *                                            ▼
 *                             secure DPM of the other platform ─▶ its own holders
 */
export function withErasure(
  placement: Placement,
  ground: Ground,
  values: LifecycleParameters,
  sizes: Capacities,
): Placement {
  const { house, outsideStorage } = ground;
  const { things, authority, providers } = house;
  const deadlineNs = seconds(values.deadlineSeconds);
  const retryNs = seconds(values.retrySeconds);
  if (placement.component.role === 'person') {
    const { people } = house;
    const component = resident(placement.component, {
      people,
      lives: (person) => person < things.rooms,
      agreed: agreedAtFirst,
      kept: agreedAfterwards,
      withdrawsNs: ground.withdrawsNs,
      deadlineNs,
      retryNs,
    });
    return { ...placement, component };
  }
  const taking = (
    holding: AnyHolding,
    holders: readonly Holder[],
    more: Partial<ErasingTerms<unknown>> = {},
    component = placement.component,
  ): Placement => ({
    ...placement,
    component: erasing(component, {
      rooms: things.rooms,
      holding,
      holders,
      marginNs: Math.min(seconds(1), Math.floor(deadlineNs / 10)),
      retryNs: Math.min(retryNs, Math.floor(deadlineNs / 4)),
      firstCell: placement.cells,
      ...more,
    }),
    cells: placement.cells + erasuresAtOnce,
  });
  const role = placement.component.role as Role;
  const platform = house.platforms.find(({ party }) => party === placement.party);
  if (role === 'external-storage') {
    return taking('records', [], { customers: house.platforms.map(({ storageAgent }) => storageAgent.first) });
  }
  if (role === 'external-dpm') {
    const customers = house.platforms.map(({ secureConnector }) => secureConnector.first);
    const terms = { rooms: things.rooms, customers, retainWindows: values.retainWindows };
    return taking('records', [], { customers }, keepingJobs(placement.component, terms));
  }
  if (platform === undefined) return placement;
  const inside = (to: { readonly first: number }): Holder => ({ point: 'RP-M', to: to.first });
  switch (role) {
    case 'avatar-agent':
      return taking(null, [inside(platform.secureDpm)], { auditLog: authority.auditLog.first });
    case 'secure-dpm':
      return taking(
        { drop: (state: SecureDpmState, index: number, room: number) => dropWindow(state, index, room) },
        [
          inside(platform.entityAgent),
          inside(platform.storageAgent),
          inside(platform.secureConnector),
          ...house.platforms
            .filter((other) => other !== platform)
            .map(({ secureDpm }): Holder => ({ point: 'RP-X', to: secureDpm.first })),
        ],
        { windowNs: sizes.groups * sizes.groupNs },
      );
    case 'entity-agent':
      return taking({ drop: dropTwin(things) }, []);
    case 'storage-agent':
      return taking(null, [
        { point: 'RP-S', to: platform.secureStorage.first },
        { point: 'RP-S', to: outsideStorage.first },
      ]);
    case 'secure-storage':
      return taking('records', []);
    case 'secure-connector':
      return taking(
        null,
        providers.map(({ first }): Holder => ({ point: 'RP-C', to: first })),
      );
    default:
      return placement;
  }
}
