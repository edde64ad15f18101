import type { Picture, SetPicture } from '../../metrics/results/summary.ts';

/** Identifier, name, property it breaks, point where it breaks it. */
export const attacks: readonly (readonly [string, string, string, string])[] = [
  ['A01', 'device-clone', 'authenticity', 'RP-T'],
  ['A07', 'message-replay', 'freshness', 'RP-T'],
  ['A09', 'adversary-in-the-middle', 'integrity', 'RP-I'],
  ['A18', 'sensor-spoofing', 'authenticity', 'RP-T'],
  ['A20', 'rogue-actuation', 'safety', 'RP-A'],
  ['A24', 'handshake-flood', 'availability', 'RP-A'],
  ['A31', 'bulk-exfiltration', 'confidentiality', 'RP-S'],
  ['A33', 'rogue-dpm-result', 'result correctness', 'RP-C'],
];

/** One attack's part of an arm's picture: invented shares, so that every view differs from every other. */
export const alone = (id: string, { flows, series, timeline }: Picture, order: number): SetPicture => {
  const place = attacks.findIndex(([own]) => own === id);
  const [, , , point] = attacks[place]!;
  const hurts = id === 'A24' ? 1 : 0.12;
  return {
    attacks: [id],
    flows: flows.map((flow) => ({
      ...flow,
      sent: Math.round(flow.sent / 8),
      delivered: Math.round(flow.delivered / 8),
      refused: flow.point === point ? flow.refused : 0,
      dropped: Math.round(flow.dropped / 8),
      breaches: flow.point === point ? flow.breaches : 0,
    })),
    series: {
      ...series,
      goodput: series.goodput.map((value) => 271 - (271 - value) * hurts),
      p99Ms: series.p99Ms.map((value) => value && 38 + order * 10 + (value - 38 - order * 10) * hurts),
      violations: series.violations.map((count, bin) => (bin % 8 === place ? count : 0)),
    },
    timeline: timeline.filter(({ attack }) => attack === null || attack === id),
  };
};
/** Honest play beside it. */
export const honestPlay = ({ flows, series, timeline }: Picture, order: number): SetPicture => ({
  attacks: [],
  flows: flows.map((flow) => ({
    ...flow,
    sent: Math.round(flow.sent / 8),
    refused: flow.refused > 0 ? 2 : 0,
    breaches: 0,
  })),
  series: {
    ...series,
    goodput: series.goodput.map((_, bin) => 271 + Math.sin(bin / 3) * 5),
    p99Ms: series.p99Ms.map((_, bin) => 38 + order * 10 + Math.sin(bin / 5)),
    violations: series.violations.map(() => 0),
  },
  timeline: timeline.filter(({ attack }) => attack === null),
});
