import type { ArmSummary, RunResult } from '../../metrics/results/summary.ts';
import { report } from '../report/report.ts';
import { sampleRun } from './sample-run.ts';

/** The invented run with other arms. */
export const withArms = (arms: readonly ArmSummary[]): RunResult => ({ ...sampleRun, arms });

/** The page without its style and script: what readers get. */
export const words = (result: RunResult): string => report(result).replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
