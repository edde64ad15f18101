import { Assessment } from '../../metrics/assessment.ts';
import type { Observations } from '../../metrics/results/replication.ts';
import { controls as everyControl } from '../../sim/controls/catalogue.ts';
import { symbolicSuite } from '../../sim/crypto/symbolic/suite.ts';
import type { Attack, Stage } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Control } from '../../sim/framework/control.ts';
import { deviceClasses, operations } from '../../sim/framework/costs.ts';
import type { CostTables, DeviceClass, Operation } from '../../sim/framework/costs.ts';
import { places, points } from '../../sim/framework/figure.ts';
import type { Point, Role } from '../../sim/framework/figure.ts';
import type { IdentityTruth } from '../../sim/framework/identity-truth.ts';
import type { KillChain } from '../../sim/framework/kill-chain.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import type { ControlTable } from '../../sim/framework/profile.ts';
import type { Cast, Placement, Wiring } from '../../sim/framework/scenario.ts';
import { constant } from '../../sim/kernel/distributions/constant.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { VirtualWorld } from '../../sim/worlds/virtual/world.ts';
import { emptyStage } from '../kit/stage.ts';

type Times = Partial<Readonly<Record<Operation, number>>>;

/** A system small enough for a closed form, of real components, played by the virtual world. */
export interface TinyCast {
  readonly name: string;
  /** One node each unless said otherwise, numbered in this order from 0; all of one party, and servers of one core, unless said otherwise. */
  readonly nodes: readonly (Pick<Placement, 'name' | 'component' | 'cells'> &
    Partial<Pick<Placement, 'party' | 'count' | 'device' | 'cores'>>)[];
  /** Machines that nodes share; none by default. */
  readonly hosts?: Cast['hosts'];
  /** Joined by keys installed beforehand unless said otherwise; a link is instant and loses nothing where none is given. */
  readonly wires: readonly {
    readonly point: Point;
    readonly from: string;
    readonly to: string;
    readonly link?: LinkShape;
    readonly channel?: Wiring['channel'];
  }[];
  /** Work that costs time, in ns, and what is different on some sort of machine; everything else is free. */
  readonly costs?: Times & { readonly on?: Partial<Readonly<Record<DeviceClass, Times>>> };
  /** Controls that stand alone, wherever they say they stand; none by default. */
  readonly standing?: readonly Control[];
  readonly attacks?: readonly Attack[];
  /** The chain whose stages they are; each plays by itself by default. */
  readonly chain?: KillChain;
  readonly stage?: Partial<Stage>;
  /** What happens to the honest system; nothing by default. */
  readonly events?: Cast['events'];
  /** The first node, as their authority, keeps a log of what it issues. */
  readonly logs?: true;
  /** Nodes that may not know what they get, besides everybody who comes from outside. */
  readonly notEntitled?: readonly number[];
  /** Accounts into which a secret lets; none by default. */
  readonly accounts?: Cast['accounts'];
  /** What things sense; nothing changes by default. */
  readonly environment?: Cast['environment'];
  /** Which nodes are identities of one thing; none by default. */
  readonly identities?: IdentityTruth;
  readonly warmUpNs: number;
  readonly untilNs: number;
}

/** Instant, lossless, in order. */
export const instantLink: LinkShape = {
  latency: constant({ value: 0 }),
  loss: { kind: 'none' },
  bandwidthBitsPerSecond: Infinity,
  order: 'fifo',
};

/** Longest time that a run can have: beyond it whole nanoseconds are no longer exact in a double. */
export const longestRunNs = 9e15;

/** Somebody who is there, and does nothing of its own. */
export const idle = <R extends Role>(role: R, code: string): Component<R, object> => ({
  role,
  code,
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
});

/** What a tiny cast puts on stage, in either world. */
export function tinyStage(tiny: TinyCast): {
  readonly cast: Cast;
  readonly controls: readonly Control[];
  readonly table: ControlTable;
  readonly costs: CostTables;
} {
  const standing = tiny.standing ?? [];
  const table = Object.fromEntries(
    places.map((place) => [place, standing.filter((control) => control.places.includes(place)).map((one) => one.id)]),
  ) as unknown as ControlTable;
  // Its own version of a control where it brings one, with settings of the anchor.
  const controls = everyControl.map((control) => standing.find((one) => one.id === control.id) ?? control);
  return { cast: castOf(tiny), controls, table, costs: costsOf(tiny.costs ?? {}) };
}

/** Runs a tiny cast to its end in the virtual world, judged by the real oracle and measured by the given metrics. */
export function playTiny(tiny: TinyCast, seed: number, metrics: readonly Metric[]): Observations {
  const { cast, controls, table, costs } = tinyStage(tiny);
  const attacks = tiny.attacks ?? [];
  const chain = tiny.chain === undefined ? {} : { chain: tiny.chain };
  const standing = tiny.standing ?? [];
  const honest = cast.household.nodes;
  const nameOf = (node: number): string => (node < honest ? cast.household.nameOf(node) : `attacker ${node - honest}`);
  // The world makes its labels as it is set up, before the first fact; the assessment reads them only later.
  const later: { world?: VirtualWorld } = {};
  const labels = {
    get attempts() {
      return later.world!.labels.attempts;
    },
    attemptOf: (label: number) => later.world!.labels.attemptOf(label),
    stepOf: (label: number) => later.world!.labels.stepOf(label),
  };
  const assessment = new Assessment({
    frame: {
      warmUpNs: cast.warmUpNs,
      untilNs: cast.untilNs,
      controls: standing.map((control) => control.id),
      nodes: honest,
      roleOf: (node) => (node < honest ? cast.household.roleOf(node) : 'attacker'),
      partyOf: (node) => (node < honest ? 'house' : 'outside'),
      ...(tiny.identities === undefined ? {} : { identities: tiny.identities }),
    },
    metrics,
    truth: { attacks, ...chain, labels, entitlements: cast.entitlements, nodes: honest },
    nameOf,
  });
  const world = new VirtualWorld({
    cast,
    seed,
    suite: symbolicSuite(),
    controls,
    tables: [table],
    tableOf: () => 0,
    costs,
    attacks,
    ...chain,
    observers: [assessment],
  });
  later.world = world;
  world.run(cast.untilNs);
  world.recorder.digest();
  return assessment.close({
    run: { scenario: tiny.name, seed, again: 'metarange validate' },
    inside: world.inFlight(points),
    costs: world.costs(),
  });
}

function castOf(tiny: TinyCast): Cast {
  // What stands at each number: of many nodes of one kind, the same again and again.
  const nodes = tiny.nodes.flatMap((node) => Array.from({ length: node.count ?? 1 }, () => node));
  return {
    placements: tiny.nodes.map((node) => ({
      party: 'house',
      count: 1,
      device: 'server',
      cores: 1,
      ...node,
      first: nodes.indexOf(node),
      queueLimit: Infinity,
      halfOpenLimit: 64,
    })),
    ...(tiny.hosts === undefined ? {} : { hosts: tiny.hosts }),
    wires: tiny.wires.map((wire) => ({ link: instantLink, channel: 'provisioned', ...wire })),
    household: {
      nodes: nodes.length,
      nameOf: (node) => nodes[node]?.name ?? `nobody ${node}`,
      roleOf: (node) => nodes[node]!.component.role,
      may: () => true,
      scopesOf: () => [],
      consents: () => true,
      inputsFor: () => undefined,
      quantityOf: () => undefined,
    },
    environment: tiny.environment ?? { truth: () => 0, sense: () => 0, act: () => undefined, occupied: () => null },
    entitlements: {
      mayKnow: (node) => node < nodes.length && tiny.notEntitled?.includes(node) !== true,
      mayCommand: () => true,
      ...(tiny.identities === undefined ? {} : { identities: tiny.identities }),
    },
    stage: { ...emptyStage, ...tiny.stage },
    objectReaders: [],
    ...(tiny.accounts === undefined ? {} : { accounts: tiny.accounts }),
    authorities: [
      {
        node: 0,
        parties: [...new Set(nodes.map(({ party = 'house' }) => party))],
        trusts: [],
        ...(tiny.logs === undefined ? {} : { logs: tiny.logs }),
      },
    ],
    events: tiny.events ?? [],
    warmUpNs: tiny.warmUpNs,
    untilNs: tiny.untilNs,
    longCredentialNs: longestRunNs,
    subjectName: String,
  };
}

const costsOf = ({ on = {}, ...everywhere }: NonNullable<TinyCast['costs']>): CostTables => {
  const perByteNs = Object.fromEntries(operations.map((one) => [one, 0])) as Record<Operation, number>;
  const tableOn = (device: DeviceClass): CostTables[DeviceClass] => {
    const costs = { ...everywhere, ...on[device] };
    const fixedNs = Object.fromEntries(operations.map((one) => [one, costs[one] ?? 0])) as Record<Operation, number>;
    return { name: 'tiny cast', source: 'set by the anchor', fixedNs, perByteNs };
  };
  return Object.fromEntries(deviceClasses.map((device) => [device, tableOn(device)])) as unknown as CostTables;
};
