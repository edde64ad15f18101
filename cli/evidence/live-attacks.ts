import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { sideBySide } from '../../scenarios/worlds/side-by-side.ts';
import { alignedTable } from '../table.ts';
import { none } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { command } from './place.ts';
import { ownAttacks } from './trial.ts';

/** Commands that run at a time: their processes wait most of the time. */
const atOnce = Math.max(1, cpus().length + 1);

/** What of a command's document is looked at. */
interface Document {
  readonly attacks: readonly {
    readonly id: string;
    readonly attempts: number;
    readonly unfinished: number;
    readonly successes: number;
    readonly firstSuccessSeconds: number | null;
  }[];
  readonly refusals: Readonly<Record<string, number>>;
  readonly messages: number;
}

interface Played {
  readonly words: readonly string[];
  readonly code: number | null;
  readonly document: Document | null;
  readonly stderr: string;
}

/** Runs the command as a user would, and reads its document. */
const played = (words: readonly string[]): Promise<Played> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.once('close', (code) => {
      const document = code === 0 || code === 1 ? (JSON.parse(stdout) as Document) : null;
      resolve({ words, code, document, stderr });
    });
  });

/** Each attack of the scenario on real processes, by the command. */
export const liveAttackFigure: Figure = {
  name: 'live-attacks',
  summary: 'metarange live under each attack of the meeting rooms: each works under none, and none under framework',
  takes: 'identifiers of attacks; all where there are none',
  async measure({ quick, words, print }) {
    const chosen = ownAttacks.filter(({ id }) => words.length === 0 || words.includes(id));
    const set = quick ? ['--set', 'durationSeconds=40'] : [];
    const cases = chosen.flatMap(({ id }) =>
      ['none', 'framework'].map((profile) => ({
        id,
        profile,
        words: ['live', 'meeting-room-mapping', '--attack', id, '--profile', profile, ...set, '--json'],
      })),
    );
    const runs: { readonly id: string; readonly profile: string; readonly run: Played }[] = [];
    const play = cases.map((one, place) => async () => {
      runs[place] = { ...one, run: await played(one.words) };
    });
    await sideBySide(play, atOnce);
    const rows = [['attack', 'profile', 'exit', 'attempts', 'successes', 'first success', 'messages', 'refused by']];
    const broken: string[] = [];
    const withoutSuccess: string[] = [];
    const succeeded: string[] = [];
    for (const { id, profile, run } of runs) {
      const tally = run.document?.attacks.find((one) => one.id === id);
      if (run.document === null || tally === undefined) {
        broken.push(`${id} ${profile}: exit ${run.code}: ${run.stderr.trim().split('\n')[0] ?? ''}`);
        continue;
      }
      const { attempts, unfinished, successes, firstSuccessSeconds } = tally;
      const refusals = Object.entries(run.document.refusals).map(([control, count]) => `${control} ${count}`);
      rows.push([
        id,
        profile,
        String(run.code),
        `${attempts}${unfinished > 0 ? ` (+${unfinished} unfinished)` : ''}`,
        String(successes),
        firstSuccessSeconds === null ? '-' : `${firstSuccessSeconds.toFixed(1)} s`,
        String(run.document.messages),
        refusals.join(', ') || '-',
      ]);
      if (profile === 'none' && successes === 0) withoutSuccess.push(id);
      if (profile === 'framework' && successes > 0) succeeded.push(id);
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'left', 'right', 'right', 'right', 'left']));
    print(cases.map((one) => `metarange ${one.words.join(' ')}`).join('\n'));
    const bars: Bar[] = [
      none('runs that came to no result', broken),
      none('attacks that did not work under none', withoutSuccess),
      none('attacks that worked under framework', succeeded),
    ];
    return bars;
  },
};
