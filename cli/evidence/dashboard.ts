import { once } from 'node:events';
import { WebSocket } from 'ws';
import { protocolName, type RunOrder, type RunState, type ServerMessage } from '../../dashboards/live/protocol.ts';
import { median } from '../../metrics/statistics/median.ts';
import { alignedTable } from '../table.ts';
import { commandLine } from '../dashboard/order.ts';
import { atLeast, atMost, none, type Bar, type Figure } from './figure.ts';
import { hostilePage, stalledPages } from './hostile-pages.ts';
import { carriedOut, command, seconds } from './place.ts';
import { serveDashboard, type ServedDashboard } from './served-dashboard.ts';

/** Some two hundred nodes that all say something in every interval: frames as large as they come. */
const order: RunOrder = {
  world: 'virtual',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  profile: 'access',
  without: [],
  attacks: ['A01', 'A07', 'A18', 'A31', 'A33'],
  seed: '1',
  suite: 'symbolic',
  set: {
    rooms: '12',
    persons: '60',
    reportSeconds: '0.4',
    deviceReportSeconds: '0.4',
    warmUpSeconds: '10',
    durationSeconds: '290',
  },
  until: '300',
  pace: 5,
};

/** What an honest page saw of a run. */
interface Seen {
  readonly state: RunState;
  readonly frames: number;
  readonly kilobytes: number;
  readonly runSeconds: number;
  /** Longest time without a word from the server while the run went on, s. */
  readonly silenceSeconds: number;
  /** Resident memory of the server's process, run and all, MB: median of the run's second and of its last quarter, highest. */
  readonly memory: { readonly early: number; readonly late: number; readonly most: number };
}

const residentMegabytes = async ({ port }: ServedDashboard): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const found = /^metarange_process_resident_memory_bytes (\S+)$/m.exec(text);
  if (found === null) throw new Error('no metric of the resident memory');
  return Number(found[1]) / 1e6;
};

/** Starts the run from an honest page, and follows it to its end. */
async function follow(server: ServedDashboard, asked: RunOrder): Promise<Seen> {
  const origin = `http://127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/feed`, [protocolName, `token.${server.token}`], {
    origin,
  });
  let state: RunState | null = null;
  let frames = 0;
  let characters = 0;
  let before = -1;
  let begun = 0;
  let last = 0;
  let silenceSeconds = 0;
  const done = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const text = String(data as Buffer);
      const message = JSON.parse(text) as ServerMessage;
      const now = seconds();
      // A run of before is told first; the one that was asked for comes after it.
      if (message.t === 'state' && before < 0) before = message.run;
      if (message.t === 'run' && before >= 0 && message.run > before) begun = now;
      else if (begun > 0) silenceSeconds = Math.max(silenceSeconds, now - last);
      last = now;
      if (begun === 0) return;
      characters += text.length;
      if (message.t === 'frames') frames += message.frames.length;
      if (message.t !== 'state') return;
      state = message.state;
      if (['done', 'void', 'stopped'].includes(state.phase)) resolve();
    });
  });
  // What is already known comes with the opening; the socket hears it before anybody waits.
  while (before < 0) await once(socket, 'message');
  socket.send(JSON.stringify({ t: 'start', order: 1, run: asked }));
  const memory: number[] = [];
  const timer = setInterval(() => void residentMegabytes(server).then((megabytes) => memory.push(megabytes)), 1000);
  await done;
  clearInterval(timer);
  socket.close();
  const quarter = Math.floor(memory.length / 4);
  return {
    state: state!,
    frames,
    kilobytes: characters / 1000,
    runSeconds: seconds() - begun,
    silenceSeconds,
    memory: {
      early: median(memory.slice(quarter, 2 * quarter)),
      late: median(memory.slice(-quarter)),
      most: Math.max(...memory),
    },
  };
}

const rowOf = (name: string, { state, frames, kilobytes, runSeconds, silenceSeconds, memory }: Seen): string[] => [
  name,
  state.phase,
  (state.outcome?.digest ?? '').slice(0, 16),
  runSeconds.toFixed(1),
  `${frames} (${kilobytes.toFixed(0)} kB)`,
  silenceSeconds.toFixed(2),
  `${memory.early.toFixed(0)}, ${memory.late.toFixed(0)}, ${memory.most.toFixed(0)}`,
];

/** A run that is followed by an honest page alone, then beside pages that never read and a visitor that tries everything. */
export const dashboardFigure: Figure = {
  name: 'dashboard',
  summary: 'the dashboard for 60 s with stalled pages and a hostile visitor: the run is unaffected, memory is flat',
  takes: '',
  async measure({ quick, print }) {
    const asked: RunOrder = quick ? { ...order, until: '75' } : order;
    const plannedSeconds = Number(asked.until) / asked.pace;
    const alone = carriedOut(process.execPath, [command, ...commandLine(asked), '--json']);
    const { digest } = JSON.parse(alone.stdout) as { readonly digest: string };
    const server = await serveDashboard({ command });
    try {
      const calm = await follow(server, asked);
      const stalled = stalledPages(server, 8);
      const hostile = hostilePage(server, 50);
      const beset = await follow(server, asked);
      stalled.stop();
      hostile.stop();
      print(
        alignedTable(
          [
            ['run', 'ended', 'digest', 'took, s', 'frames seen', 'longest silence, s', 'memory early, late, most, MB'],
            ['by the command', 'done', digest.slice(0, 16), alone.seconds.toFixed(1), '', '', ''],
            rowOf('one honest page', calm),
            rowOf('beside 8 stalled pages and a hostile visitor', beset),
          ],
          ['left', 'left', 'left', 'right', 'right', 'right', 'right'],
        ),
      );
      print(
        `${hostile.visits()} hostile visits, ${stalled.visits()} stalled pages; the runs are planned for ${plannedSeconds} s`,
      );
      const ended = await server.end();
      const different = [calm, beset].filter(({ state }) => state.outcome?.digest !== digest);
      return [
        none(
          'runs with another digest than the command’s',
          different.map(({ state }) => state.phase),
        ),
        atMost('time of the run beside hostile pages, of that without', beset.runSeconds / calm.runSeconds, 1.02),
        atMost('longest silence to the honest page', beset.silenceSeconds, 1, ' s'),
        atLeast('frames that the honest page got, of all', beset.frames / calm.frames, 1),
        atMost('growth of memory, second to last quarter', beset.memory.late - beset.memory.early, 16, ' MB'),
        atLeast('hostile visits', hostile.visits(), quick ? 50 : 500),
        exitBar(ended),
      ];
    } finally {
      server.child.kill('SIGKILL');
    }
  },
};

const exitBar = (code: number | null): Bar => ({
  what: 'exit code on Ctrl-C',
  bar: '0',
  value: String(code),
  met: code === 0,
});
