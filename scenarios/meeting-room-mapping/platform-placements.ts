import { avatarAgent } from '../../sim/components/avatar-agent.ts';
import type { EnrolmentTerms } from '../../sim/components/enrolment.ts';
import { entityAgent, entityAgentCells } from '../../sim/components/entity-agent.ts';
import { secureConnector } from '../../sim/components/secure-connector.ts';
import { secureDpm } from '../../sim/components/secure-dpm.ts';
import { secureStorage } from '../../sim/components/secure-storage.ts';
import type { StatusTerms } from '../../sim/components/status-poll.ts';
import { storageAgent } from '../../sim/components/storage-agent.ts';
import { thingsAgent } from '../../sim/components/things-agent.ts';
import type { Address, Role } from '../../sim/framework/figure.ts';
import type { Placement } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { serviceTimeoutNs } from './capacities.ts';
import type { Capacities, ServerName } from './capacities.ts';
import type { MeetingRoomParameters } from './parameters.ts';
import type { PlatformNodes, Roster } from './roster.ts';

/** The machine under a component. */
export type Server = Pick<Placement, 'device' | 'cores' | 'queueLimit' | 'halfOpenLimit'>;

/** What all placements of a house are made from. */
export interface House {
  readonly parameters: MeetingRoomParameters;
  readonly roster: Roster;
  readonly sizes: Capacities;
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  server(name: ServerName): Server;
}

/** Price of a job at a provider, in millionths of the money unit: each next one asks more (assumption). */
export const priceMicros = (provider: number): number => 100 + 20 * provider;

/** A node number as the address of a role; the roster says that it is one. */
export const at = <R extends Role>(node: number): Address<R> => node as Address<R>;

/** Everything that one metaverse platform runs. */
export function platformPlacements(platform: PlatformNodes, house: House): Placement[] {
  const { parameters, roster, sizes, enrolment, status } = house;
  const { things } = roster;
  const log = at<'audit-log'>(roster.auditLog);
  const common = { count: 1, party: platform.party };
  return [
    {
      name: `things-agent.${platform.party}`,
      first: platform.thingsAgent,
      component: thingsAgent({
        iotPlatform: at(roster.iotPlatform),
        secureDpm: at(platform.secureDpm),
        enrolment,
        status,
        pendingCommands: sizes.pendingCommands,
        commandTimeoutNs: seconds(parameters.patienceSeconds) * 2,
      }),
      ...common,
      ...house.server('thingsAgent'),
      cells: 0,
    },
    {
      name: `secure-dpm.${platform.party}`,
      first: platform.secureDpm,
      component: secureDpm({
        things,
        entityAgent: at(platform.entityAgent),
        storageAgent: at(platform.storageAgent),
        secureConnector: at(platform.secureConnector),
        groups: sizes.groups,
        groupNs: sizes.groupNs,
      }),
      ...common,
      ...house.server('secureDpm'),
      cells: things.rooms,
    },
    {
      name: `entity-agent.${platform.party}`,
      first: platform.entityAgent,
      component: entityAgent({
        things,
        thingsAgent: at(platform.thingsAgent),
        enrolment,
        pendingCommands: sizes.pendingCommands,
        commandTimeoutNs: seconds(parameters.patienceSeconds) * 2,
      }),
      ...common,
      ...house.server('entityAgent'),
      cells: entityAgentCells(things),
    },
    {
      name: `storage-agent.${platform.party}`,
      first: platform.storageAgent,
      component: storageAgent({
        secureStorage: at(platform.secureStorage),
        pendingRequests: sizes.pendingWindows + sizes.pendingCommands,
        storageTimeoutNs: serviceTimeoutNs,
      }),
      ...common,
      ...house.server('storageAgent'),
      cells: 0,
    },
    {
      name: `secure-storage.${platform.party}`,
      first: platform.secureStorage,
      component: secureStorage({
        rooms: things.rooms,
        retainWindows: parameters.retainWindows,
        recordsAnAnswer: 8,
        pendingTickets: sizes.pendingWindows + sizes.pendingCommands,
      }),
      ...common,
      ...house.server('secureStorage'),
      cells: 0,
    },
    {
      name: `secure-connector.${platform.party}`,
      first: platform.secureConnector,
      component: secureConnector({
        secureDpm: at(platform.secureDpm),
        auditLog: log,
        enrolment,
        negotiation: {
          providers: Array.from({ length: roster.providers }, (_, index) => at(roster.firstProvider + index)),
          timeoutNs: serviceTimeoutNs,
          priceMicrosMost: priceMicros(roster.providers),
          barNs: seconds(parameters.barSeconds),
        },
        choice: parameters.choice === 'cheapest' ? 'cheapest' : 'round-robin',
        jobs: sizes.pendingWindows,
        jobTimeoutNs: serviceTimeoutNs,
      }),
      ...common,
      ...house.server('secureConnector'),
      cells: sizes.pendingWindows,
    },
    {
      name: `avatar-agent.${platform.party}`,
      first: platform.avatarAgent,
      component: avatarAgent({
        entityAgent: at(platform.entityAgent),
        storageAgent: at(platform.storageAgent),
        auditLog: log,
        enrolment,
        tokenLifeNs: seconds(parameters.tokenSeconds),
        pendingRequests: sizes.pendingCommands,
        requestTimeoutNs: seconds(parameters.patienceSeconds) * 2,
      }),
      ...common,
      ...house.server('avatarAgent'),
      cells: 0,
    },
  ];
}
