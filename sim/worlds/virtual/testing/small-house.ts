import { controls as everyControl } from '../../../controls/catalogue.ts';
import { opensslSuite } from '../../../crypto/openssl/suite.ts';
import { symbolicSuite } from '../../../crypto/symbolic/suite.ts';
import type { Attack, Stage } from '../../../framework/attack.ts';
import type { AttackerClass } from '../../../framework/attacker.ts';
import { soleAuthority } from '../../../framework/authority.ts';
import type { Authority } from '../../../framework/authority.ts';
import type { Component } from '../../../framework/component.ts';
import type { Control, ControlId, Household } from '../../../framework/control.ts';
import { deviceClasses, operations } from '../../../framework/costs.ts';
import type { CostTables, Operation } from '../../../framework/costs.ts';
import type { KillChain } from '../../../framework/kill-chain.ts';
import { places } from '../../../framework/figure.ts';
import type { Address, Point, Role } from '../../../framework/figure.ts';
import type { Draft } from '../../../framework/message.ts';
import type { ControlTable } from '../../../framework/profile.ts';
import type { Environment } from '../../../framework/environment.ts';
import type { Cast, CastEvent, Host, Placement } from '../../../framework/scenario.ts';
import { constant } from '../../../kernel/distributions/constant.ts';
import type { LinkShape } from '../../../kernel/links.ts';
import type { House } from '../house.ts';
import { VirtualWorld } from '../world.ts';
import { FactLog } from './fact-log.ts';

/** A house of a few nodes for tests of the world; what a test does not say is as plain as it can be. */
export interface SmallHouse {
  /** Placements in order of their numbers, which begin at 0. */
  readonly nodes: readonly (Pick<Placement, 'name' | 'component'> & Partial<Placement>)[];
  readonly wires: readonly {
    readonly point: Point;
    readonly from: string;
    readonly to: string;
    readonly link?: LinkShape;
    readonly channel?: 'handshake' | 'provisioned';
  }[];
  readonly hosts?: readonly Host[];
  /** Controls that stand wherever they say they stand, in the order given; none by default. */
  readonly standing?: readonly (ControlId | Control)[];
  readonly suite?: 'symbolic' | 'openssl';
  readonly seed?: number;
  readonly costs?: Partial<Readonly<Record<Operation, number>>>;
  readonly attacks?: readonly Attack[];
  readonly attacker?: AttackerClass;
  readonly chain?: KillChain;
  readonly stage?: Partial<Stage>;
  readonly household?: Partial<Household>;
  readonly events?: readonly CastEvent[];
  readonly objectReaders?: readonly number[];
  /** Who issues credentials; by default node 0 for everybody. */
  readonly authorities?: readonly Authority[];
  readonly longCredentialNs?: number;
  readonly untilNs?: number;
  /** What is so in the physical world; 0 everywhere by default. */
  readonly truth?: Environment['truth'];
}

/** A second, in ns. */
export const second = 1_000_000_000;

/** A link with a fixed latency that loses nothing and keeps its order. */
export const linkOf = (latencyNs: number, changed: Partial<LinkShape> = {}): LinkShape => ({
  latency: constant({ value: latencyNs }),
  loss: { kind: 'none' },
  bandwidthBitsPerSecond: Infinity,
  order: 'fifo',
  ...changed,
});

/** A component that does only what a test gives it to do. */
export const acting = <R extends Role>(
  role: R,
  handlers: Partial<Component<R, object>> = {},
): Component<R, object> => ({
  role,
  code: `${role} of a test`,
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
  ...handlers,
});

/** A node number as the address of a role. */
export const at = <R extends Role>(node: number): Address<R> => node as Address<R>;

/** A reading of the thing itself. */
export const reading = (subject: number, value = 20): Draft<'report'> => ({
  kind: 'report',
  subject,
  dataClass: 'operational',
  body: { quantity: 'temperature', value, at: 0 },
});

/** Sets a small house up; the log follows its facts from the first one on. */
export function smallHouse(house: SmallHouse): {
  readonly world: VirtualWorld;
  readonly log: FactLog;
  readonly house: House;
} {
  const { cast, controls, table, costs } = smallStage(house);
  const log = new FactLog();
  const world = new VirtualWorld({
    cast,
    seed: house.seed ?? 1,
    suite: house.suite === 'openssl' ? opensslSuite() : symbolicSuite(),
    controls,
    tables: [table],
    tableOf: () => 0,
    costs,
    attacks: house.attacks ?? [],
    ...(house.chain === undefined ? {} : { chain: house.chain }),
    ...(house.attacker === undefined ? {} : { attacker: house.attacker }),
    attackFromNs: 0,
    observers: [log],
  });
  log.follow(world);
  return { world, log, house: (world as unknown as { readonly house: House }).house };
}

/** What a small house puts on stage, in either world. */
export function smallStage(house: SmallHouse): {
  readonly cast: Cast;
  readonly controls: readonly Control[];
  readonly table: ControlTable;
  readonly costs: CostTables;
} {
  const controls = (house.standing ?? []).map((one) =>
    typeof one === 'string' ? everyControl.find(({ id }) => id === one)! : one,
  );
  const table = Object.fromEntries(
    places.map((place) => [place, controls.filter((control) => control.places.includes(place)).map(({ id }) => id)]),
  ) as unknown as ControlTable;
  return { cast: castOf(house), controls, table, costs: costsOf(house.costs ?? { handle: 1000 }) };
}

const emptyStage: Stage = { wires: {}, victims: [], accounts: {}, insiders: {}, copies: {}, doors: {}, rooms: [] };

function castOf(house: SmallHouse): Cast {
  let next = 0;
  const placements = house.nodes.map((node): Placement => {
    const placed: Placement = {
      first: next,
      count: 1,
      party: 'house',
      device: 'server',
      cores: 1,
      queueLimit: 1000,
      halfOpenLimit: 64,
      cells: 0,
      ...node,
    };
    next += placed.count;
    return placed;
  });
  const placed = (node: number): Placement =>
    placements.find(({ first, count }) => first <= node && node < first + count) ?? placements[0]!;
  return {
    placements,
    wires: house.wires.map((wire) => ({ link: linkOf(1_000_000), channel: 'provisioned', ...wire })),
    ...(house.hosts === undefined ? {} : { hosts: house.hosts }),
    household: {
      nodes: next,
      nameOf: (node) => (node < next ? `${placed(node).name} ${node}` : `nobody ${node}`),
      roleOf: (node) => placed(node).component.role as Role,
      may: () => true,
      scopesOf: () => ['view', 'query', 'command:lamp'],
      consents: () => true,
      inputsFor: () => undefined,
      quantityOf: () => 'temperature',
      ...house.household,
    },
    environment: {
      truth: house.truth ?? (() => 0),
      sense: () => 0,
      act: () => undefined,
      occupied: () => null,
    },
    entitlements: { mayKnow: () => true, mayCommand: () => true },
    stage: { ...emptyStage, ...house.stage },
    objectReaders: house.objectReaders ?? [],
    authorities: house.authorities ?? soleAuthority(0, placements),
    events: house.events ?? [],
    warmUpNs: 0,
    untilNs: house.untilNs ?? 1000 * second,
    longCredentialNs: house.longCredentialNs ?? 1e6 * second,
    subjectName: String,
  };
}

const costsOf = (costs: Partial<Readonly<Record<Operation, number>>>): CostTables => {
  const fixedNs = Object.fromEntries(operations.map((one) => [one, costs[one] ?? 0])) as Record<Operation, number>;
  const perByteNs = Object.fromEntries(operations.map((one) => [one, 0])) as Record<Operation, number>;
  const table = { name: 'test', source: 'set by the test', fixedNs, perByteNs };
  return Object.fromEntries(deviceClasses.map((device) => [device, table])) as unknown as CostTables;
};
