import type { ArmSummary } from '../../metrics/results/summary.ts';
import { boxes, buses, edges, type Bus, type Edge } from './layout.ts';

type Flow = ArmSummary['picture']['flows'][number];

/** What passed between two components, both ways together. */
export interface Load {
  readonly sent: number;
  readonly delivered: number;
  readonly refused: number;
  readonly dropped: number;
  readonly breaches: number;
}

const nothing: Load = { sent: 0, delivered: 0, refused: 0, dropped: 0, breaches: 0 };

const sum = (flows: readonly Flow[]): Load =>
  flows.reduce<Load>(
    (total, flow) => ({
      sent: total.sent + flow.sent,
      delivered: total.delivered + flow.delivered,
      refused: total.refused + flow.refused,
      dropped: total.dropped + flow.dropped,
      breaches: total.breaches + flow.breaches,
    }),
    nothing,
  );

const touches = (flow: Flow, point: string, one: string, other: string): boolean =>
  flow.point === point &&
  ((flow.fromRole === one && flow.toRole === other) || (flow.fromRole === other && flow.toRole === one));

/** Load of a line between two components. */
export const edgeLoad = (flows: readonly Flow[], edge: Edge): Load =>
  sum(flows.filter((flow) => touches(flow, edge.point, edge.between[0], edge.between[1])));

/** Load of each branch of a line that serves many, by role, and of all of it under its hub's role. */
export function busLoad(flows: readonly Flow[], bus: Bus): Readonly<Record<string, Load>> {
  const branch = (role: string): Load => sum(flows.filter((flow) => touches(flow, bus.point, role, bus.hub)));
  return {
    ...Object.fromEntries(Object.keys(bus.branches).map((role) => [role, branch(role)])),
    [bus.hub]: sum(
      flows.filter((flow) => Object.keys(bus.branches).some((role) => touches(flow, bus.point, role, bus.hub))),
    ),
  };
}

/** Flows that have no line in the drawing: they are told in words, so that nothing is lost. */
export function flowsWithoutLine(flows: readonly Flow[]): readonly Flow[] {
  return flows.filter(
    (flow) =>
      !edges.some((edge) => touches(flow, edge.point, edge.between[0], edge.between[1])) &&
      !buses.some((bus) => Object.keys(bus.branches).some((role) => touches(flow, bus.point, role, bus.hub))),
  );
}

/** Name of a role as it is written in the drawing. */
export const roleText = (role: string): string => boxes[role]?.lines.join(' ') ?? role;
