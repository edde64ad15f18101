import { comparedProfiles } from '../../scenarios/worlds/row.ts';
import type { Difference, WorldRow } from '../../scenarios/worlds/row.ts';
import type { AttackCell } from '../../scenarios/worlds/verdict-rows.ts';
import { effectOf } from '../../scenarios/worlds/verdict.ts';
import type { AttackCount } from '../../scenarios/worlds/verdict.ts';
import { timeText } from '../calibrate/calibration-text.ts';
import { alignedTable } from '../table.ts';
import type { WorldsResult } from './worlds-result.ts';

const numberText = (value: number | null): string =>
  value === null ? 'unknown' : String(Number(value.toPrecision(3)));

const rangeText = (range: WorldRow['ci']): string =>
  range === null ? 'unknown' : `[${numberText(range[0])}, ${numberText(range[1])}]`;

const countText = (count: AttackCount): string => {
  const refused = Object.entries(count.refusals).map(([control, times]) => ` ${control} ${times}`);
  return `${effectOf(count)} ${count.successes}/${count.attempts}${refused.join('')}`;
};

/** Attack by attack, what each world says under each profile: verdict, successes of attempts, refusals by control. */
function agreementTable({ cells, rows }: Pick<WorldsResult, 'cells' | 'rows'>): string {
  const agrees = ({ attack, profile }: AttackCell): string =>
    rows.some(({ id, verdict }) => verdict === 'fail' && id.includes(`.${attack}.${profile}`)) ? 'no' : 'yes';
  const lines = cells.map((cell) => [
    cell.attack,
    cell.profile,
    countText(cell.virtual),
    cell.voided === null ? countText(cell.live) : `void after ${cell.runs} runs`,
    agrees(cell),
  ]);
  return alignedTable(
    [['attack', 'profile', 'virtual', 'live', 'agree'], ...lines],
    ['left', 'left', 'left', 'left', 'left'],
  );
}

/** Virtual over live, measure by measure, with the interval under each profile. */
function serviceTable(rows: readonly WorldRow[]): string {
  const service = rows.filter(({ id }) =>
    comparedProfiles.some((profile) => id.endsWith(`.${profile}`) && id.split('.').length === 3),
  );
  return alignedTable(
    [
      ['id', 'virtual over live', '90 %', '', 'what'],
      ...service.map(({ id, measured, ci, verdict, name }) => [id, numberText(measured), rangeText(ci), verdict, name]),
    ],
    ['left', 'right', 'left', 'left', 'left'],
  );
}

const differenceText = ({ text, parts }: Difference): string => {
  if (parts.length === 0) return text;
  const table = alignedTable(
    [
      ['  us a message', 'virtual', 'live', 'the part of the cost table'],
      ...parts.map(({ part, virtualMicros, liveMicros, explanation }) => [
        `  ${part}`,
        numberText(virtualMicros),
        numberText(liveMicros),
        explanation,
      ]),
    ],
    ['left', 'right', 'right', 'left'],
  );
  return `${text}\n${table}`;
};

/** The comparison of the worlds for people: what agrees, what does not, and what explains it. */
export function worldsText(result: WorldsResult): string {
  const { rows, differences, measured, warnings } = result;
  const tau = rows.find(({ id }) => id === 'worlds.tau');
  const ranking =
    tau === undefined
      ? ''
      : `${tau.name}: ${numberText(tau.measured)}, single runs ${rangeText(tau.ci)}: ${tau.verdict}\n\n`;
  const differing =
    differences.length === 0 ? '' : `where they differ\n\n${differences.map(differenceText).join('\n\n')}\n\n`;
  const { full, resumed } = measured.handshakes;
  const machine = [
    `this machine: way over the loopback ${numberText(measured.loopbackDelayMicros)} us beside the work, timers ${numberText(measured.timerLagMicros)} us late (medians), waking another process takes ${numberText(measured.wakeMicros)} us`,
    `openings with both ends proved: full ${timeText(full.measuredNs)} measured, ${timeText(full.chargedNs)} charged; resumed ${timeText(resumed.measuredNs)}, ${timeText(resumed.chargedNs)}`,
    ...warnings.map((warning) => `warning: ${warning}`),
  ].join('\n');
  const passed = rows.filter(({ verdict }) => verdict === 'pass').length;
  return `${serviceTable(rows)}\n\n${ranking}${agreementTable(result)}\n\n${differing}${machine}\n\n${passed} of ${rows.length} agree, in ${Math.round(result.wallSeconds)} s\n`;
}
