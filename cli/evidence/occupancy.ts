import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { prepare } from '../../scenarios/replicate.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { purposes } from '../../sim/framework/datum.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import type { Trace } from '../../sim/framework/environment.ts';
import { factNumber, flagAltered, flagForged, flagReplayed, flagWrong } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { Cast } from '../../sim/framework/scenario.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { percentText } from '../outcome-rows.ts';
import { alignedTable } from '../table.ts';
import { readTrace } from '../trace.ts';
import { atLeast, atMost, numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { repository } from './place.ts';
import { ownAttacks, planOf, profile } from './trial.ts';

const usual = join('..', 'shared', 'data', 'occupancy', 'datatest.txt');
const stepNs = 10e9;
// One room, and windows as long as a row, so that every estimate is about one row of the recording.
const settings = ['rooms=1', 'windowSeconds=10', 'reportSeconds=10', 'warmUpSeconds=20'];
const touched = flagForged | flagReplayed | flagWrong | flagAltered;

/** The recording drives the room: what the twins show of it, and how right providers are about occupancy. */
export const occupancyFigure: Figure = {
  name: 'occupancy',
  summary:
    'a recording drives the room: readings equal it wherever no attack touched them; accuracy of providers under A18, A33',
  takes: `FILE (default ${usual})`,
  measure({ quick, words, print }) {
    const file = words[0] ?? join(repository, usual);
    if (!existsSync(file))
      throw new FaultyRequest(
        `no recording ${quoted(file)}`,
        'evidence occupancy',
        'npm run evidence -- occupancy FILE',
      );
    const whole = readTrace(file, readFileSync(file)).recording;
    const trace = quick ? firstRows(whole, 400) : whole;
    if (trace.occupied === null)
      throw new FaultyRequest(
        `${quoted(file)} has no column Occupancy`,
        'evidence occupancy',
        'a recording that has one',
      );
    const rows: string[][] = [
      [
        'attack',
        'profile',
        'readings at twins',
        'equal',
        'touched',
        'occupancy used',
        'right',
        'accuracy',
        'answers taken',
        'right',
      ],
    ];
    const bars: Bar[] = [];
    const accuracy = new Map<string, number>();
    const falseReadings = new Map<string, number>();
    let wrong = 0;
    let readings = 0;
    for (const id of ['none', 'A18', 'A33'] as const) {
      const attacks = ownAttacks.filter((attack) => attack.id === id);
      const beatenBy =
        attacks[0]?.beatenBy ??
        ownAttacks.filter((one) => one.id === 'A18' || one.id === 'A33').flatMap((one) => one.beatenBy);
      for (const [title, without] of [
        ['none', null],
        ['framework', []],
        [`framework without ${beatenBy.join(' ')}`, beatenBy],
      ] as const) {
        const found = watched(trace, attacks, without);
        wrong += found.untouched - found.equal;
        readings += found.equal;
        const key = `${id} ${without === null ? 'none' : without.length === 0 ? 'framework' : 'without'}`;
        accuracy.set(key, found.right / found.estimates);
        falseReadings.set(key, found.touched);
        rows.push([
          id,
          title,
          numberText(found.untouched + found.touched),
          numberText(found.equal),
          numberText(found.touched),
          numberText(found.estimates),
          numberText(found.right),
          `${percentText(found.right / found.estimates)} %`,
          numberText(found.answers),
          `${percentText(found.rightAnswers / Math.max(1, found.answers))} %`,
        ]);
      }
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right']));
    print(
      `occupancy used: by the twins; answers taken: of providers, by the connectors; both against the column Occupancy, ${trace.samples} rows`,
    );
    print(
      `node dist/cli/metarange.js run meeting-room-mapping --trace ${relative(process.cwd(), resolve(file))} --set ${[...settings, duration(trace)].join(' --set ')} --compare none,framework --attack A33`,
    );
    const share = (key: string): number => accuracy.get(key)!;
    bars.push(
      atLeast('readings compared', readings, 10_000),
      atMost('untouched readings at twins that differ from the recording', wrong, 0),
      atLeast('accuracy without attack, framework', share('none framework'), 0.95),
    );
    for (const id of ['A18', 'A33']) {
      bars.push(
        atLeast(`accuracy lost to ${id} under none`, share('none none') - share(`${id} none`), 0.05),
        atMost(`accuracy lost to ${id} under framework`, share('none framework') - share(`${id} framework`), 0.01),
      );
    }
    bars.push(
      atLeast(
        'accuracy lost to A33 under framework without its controls',
        share('none without') - share('A33 without'),
        0.05,
      ),
      atLeast('false readings at twins by A18 under none', falseReadings.get('A18 none')!, 1),
      atMost('false readings at twins by A18 under framework', falseReadings.get('A18 framework')!, 0),
      atLeast(
        'false readings at twins by A18 under framework without its controls',
        falseReadings.get('A18 without')!,
        1,
      ),
    );
    return bars;
  },
};

const duration = (trace: Trace): string => `durationSeconds=${(trace.samples * stepNs) / 1e9 - 20}`;

const firstRows = (trace: Trace, samples: number): Trace => ({
  atSeconds: trace.atSeconds?.slice(0, samples) ?? null,
  samples: Math.min(samples, trace.samples),
  values: Object.fromEntries(Object.entries(trace.values).map(([name, column]) => [name, column.slice(0, samples)])),
  occupied: trace.occupied?.slice(0, samples) ?? null,
});

interface Watched {
  untouched: number;
  equal: number;
  touched: number;
  estimates: number;
  right: number;
  answers: number;
  rightAnswers: number;
}

/** Runs one arm over the whole recording. `without` null is the profile `none`. */
function watched(trace: Trace, attacks: readonly Attack[], without: readonly ControlId[] | null): Watched {
  const found: Watched = { untouched: 0, equal: 0, touched: 0, estimates: 0, right: 0, answers: 0, rightAnswers: 0 };
  // Known once the run is prepared, before its first fact.
  const set: { cast: Cast | null } = { cast: null };
  const forTwin = purposes.indexOf('twin');
  const forOccupancy = purposes.indexOf('occupancy');
  const compare = (facts: FactBlock, row: number): void => {
    const column = trace.values[set.cast!.household.quantityOf(facts.subject[row]!) as Quantity];
    if (column === undefined) return;
    if (facts.label[row] !== 0 || (facts.flags[row]! & touched) !== 0) {
      found.touched += 1;
      return;
    }
    const sample = Math.min(trace.samples - 1, Math.floor(facts.born[row]! / stepNs));
    found.untouched += 1;
    if (facts.value[row] === column[sample]) found.equal += 1;
  };
  const judge = (facts: FactBlock, row: number): void => {
    // A window closes at the end of its row; the estimate is made within the next one.
    const truth = set.cast!.environment.occupied(0, facts.time[row]! - stepNs);
    if (truth === null) return;
    const right = truth === facts.value[row] ? 1 : 0;
    if (set.cast!.household.roleOf(facts.node[row]!) === 'entity-agent') {
      found.estimates += 1;
      found.right += right;
    } else {
      found.answers += 1;
      found.rightAnswers += right;
    }
  };
  const plan = planOf({
    set: [...settings, duration(trace)],
    profile: without === null ? profile('none') : profile('framework', without),
    attacks,
  });
  const observer = {
    block(facts: FactBlock) {
      for (let row = 0; row < facts.count; row++) {
        if (facts.kind[row] !== factNumber.used) continue;
        if (facts.detail[row] === forTwin) compare(facts, row);
        else if (facts.detail[row] === forOccupancy) judge(facts, row);
      }
    },
  };
  const prepared = prepare({ ...plan, trace, observers: [observer] });
  set.cast = prepared.cast;
  prepared.world.run(prepared.untilNs);
  prepared.world.recorder.digest();
  return found;
}
