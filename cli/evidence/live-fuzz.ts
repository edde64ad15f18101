import { alignedTable } from '../table.ts';
import { atLeast, atMost, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { bareCertificates, certificates } from './siege/certificates.ts';
import { frames } from './siege/frames.ts';
import { dawdlers, knocks } from './siege/knocks.ts';
import { packets } from './siege/packets.ts';
import { siege } from './siege/siege.ts';
import type { SiegeResult } from './siege/siege.ts';
import type { SiegePlan } from './siege/siege-plan.ts';

type Plan = Omit<SiegePlan, 'quick' | 'seed'>;

/** Sieges: everything that comes before a credential under all controls; credentials where no rate hides them; frames where all are let in. */
const plans: readonly Plan[] = [
  {
    title: 'knocks, TLS and requests, under framework',
    profile: { name: 'framework', without: [] },
    process: 'platform-1',
    assaults: [...knocks, ...dawdlers],
  },
  {
    title: 'certificates over TLS, under identity',
    profile: { name: 'identity', without: [] },
    process: 'platform-1',
    assaults: certificates,
  },
  {
    title: 'certificates in clear, under identity without C32',
    profile: { name: 'identity', without: ['C32'] },
    process: 'platform-1',
    assaults: bareCertificates,
  },
  {
    title: 'frames, under none',
    profile: { name: 'none', without: [] },
    process: 'platform-1',
    assaults: frames,
  },
  {
    title: 'MQTT, under none',
    profile: { name: 'none', without: [] },
    process: 'iot-platform',
    point: 'RP-T',
    assaults: packets,
  },
];

const turnedText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');

const tableOf = ({ repulses }: SiegeResult): string =>
  alignedTable(
    [
      ['assault', 'visits', 'let in', 'refused frames', 'turned away'],
      ...repulses.map(({ name, visits, letIn, malformed, turnedAway }) => [
        name,
        String(visits),
        String(letIn),
        String(malformed),
        turnedText(turnedAway),
      ]),
    ],
    ['left', 'right', 'right', 'right', 'left'],
  );

const occupied = ({ before, most, after }: SiegeResult): string =>
  [before, most, after].map(({ megabytes, descriptors }) => `${megabytes.toFixed(0)} MB ${descriptors} fd`).join(' → ');

/** Hostile bytes on the sockets of a live run's process: refused and counted, nothing told, nothing kept, others served. */
export const liveFuzzFigure: Figure = {
  name: 'live-fuzz',
  summary: 'hostile bytes, certificates and slowness at a live process: refused, counted, no crash, nothing told',
  takes: 'a seed, 1 by default, and a word of the siege that is wanted',
  async measure({ quick, words, print }) {
    const seed = Number(words[0] ?? 1);
    const chosen = words[1] === undefined ? plans : plans.filter(({ title }) => title.includes(words[1]!));
    const results: { readonly title: string; readonly result: SiegeResult }[] = [];
    for (const plan of chosen) {
      const result = await siege({ ...plan, quick, seed });
      results.push({ title: plan.title, result });
      print(`${plan.title}\n${tableOf(result)}\nbefore, most, after: ${occupied(result)}`);
      const { during, after } = result.served;
      print(
        `honest messages delivered during and after: ${during}, ${after}; strangers heard ${result.heardBytes} bytes`,
      );
    }
    const all = results.map(({ result }) => result);
    const visits = all.flatMap(({ repulses }) => repulses).reduce((sum, one) => sum + one.visits, 0);
    const most = (of: (result: SiegeResult) => number): number => Math.max(...all.map(of));
    const least = (of: (result: SiegeResult) => number): number => Math.min(...all.map(of));
    return [
      atLeast('hostile visits', visits, chosen === plans ? (quick ? 500 : 1500) : 1),
      none(
        'assaults of which not every visit was refused and counted as it should be',
        all.flatMap(({ repulses }) => repulses.flatMap(({ name, short }) => short.map((how) => `${name}: ${how}`))),
      ),
      none(
        'runs that came to nothing',
        results.flatMap(({ title, result: { voided } }) => (voided === null ? [] : [`${title}: ${voided}`])),
      ),
      atLeast(
        'honest messages delivered during each siege',
        least(({ served }) => served.during),
        20,
      ),
      atLeast(
        'honest messages delivered after each siege',
        least(({ served }) => served.after),
        10,
      ),
      atMost(
        'open descriptors after a siege, more than before',
        most(({ before, after }) => after.descriptors - before.descriptors),
        8,
      ),
      atMost(
        'memory after a siege, more than before',
        most(({ before, after }) => after.megabytes - before.megabytes),
        64,
        ' MB',
      ),
      atMost(
        'private keys of the run in what strangers heard and processes wrote',
        most(({ leaks }) => leaks),
        0,
      ),
      none(
        'words from the inside of a program in it',
        all.flatMap(({ inside }) => inside),
      ),
      atMost(
        'bytes that processes wrote to their standard error',
        most(({ saidBytes }) => saidBytes),
        0,
      ),
    ];
  },
};
