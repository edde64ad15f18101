import { live } from '../../../scenarios/meeting-room-mapping/live.ts';
import { prepareLive } from '../../../scenarios/live.ts';
import { meetingRoomMapping } from '../../../scenarios/meeting-room-mapping/scenario.ts';
import { defaultsOf } from '../../../scenarios/values.ts';
import { of } from '../../../metrics/folding/fact-numbers.ts';
import type { FactObserver } from '../../../sim/framework/fact.ts';
import { refusals } from '../../../sim/framework/verdict.ts';
import type { LiveGround } from '../../../sim/worlds/live/live-world.ts';
import { liveEntry } from '../../live-run.ts';
import { seconds } from '../place.ts';
import { besiege } from './besiege.ts';
import type { Held } from './besiege.ts';
import type { SiegePlan } from './siege-plan.ts';
import { insideWords, leaksIn } from './secrets.ts';

/** What a siege came to. */
export interface SiegeResult extends Held {
  readonly heardBytes: number;
  readonly saidBytes: number;
  readonly leaks: number;
  readonly inside: readonly string[];
  /** Why the run is void; null where it came to its end with its books in balance. */
  readonly voided: string | null;
}

/** A run ends when its siege does, and a siege that never ends when its run does (assumption). */
const longestSeconds = 1200;
const mostHeardBytes = 8 << 20;

/** Runs the scenario and besieges it. */
export async function siege(plan: SiegePlan): Promise<SiegeResult> {
  const facts = { delivered: 0, malformed: 0 };
  const counter: FactObserver = {
    block: (block) => {
      for (let row = 0; row < block.count; row++) {
        if (block.kind[row] === of.delivered) facts.delivered++;
        if (block.kind[row] === of.refused && block.outcome[row] === refusals.indexOf('malformed')) facts.malformed++;
      }
    },
  };
  const heard: Buffer[] = [];
  let heardBytes = 0;
  const note = (bytes: Buffer): void => {
    heardBytes += bytes.length;
    if (heardBytes < mostHeardBytes) heard.push(Buffer.from(bytes));
  };
  let assault: ReturnType<typeof besiege> | undefined;
  let ground: LiveGround | undefined;
  const { seed, profile } = plan;
  const parameters = {
    ...defaultsOf(meetingRoomMapping),
    ...live.parameters,
    warmUpSeconds: 2,
    durationSeconds: longestSeconds,
  };
  const run = prepareLive(
    {
      scenario: meetingRoomMapping,
      parameters,
      profile,
      attacks: [],
      seed,
      again: 'npm run evidence -- live-fuzz',
      follow: () => counter,
      ready: (place) => {
        ground = place;
        assault = besiege(plan, place, { note, facts: () => facts });
        // Waited for once the run is over.
        assault.catch(() => undefined);
      },
    },
    liveEntry,
  );
  let voided: string | null = null;
  try {
    await run.play({ seconds });
  } catch (error) {
    if (ground === undefined) throw error;
    voided = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  }
  const found = await assault!;
  const said = Buffer.from([...ground!.people().values()].map(({ lastWords }) => lastWords).join(''));
  const all = Buffer.concat([...heard, said]);
  const inside = insideWords.exec(all.toString('latin1'));
  return {
    ...found,
    heardBytes,
    saidBytes: said.length,
    leaks: leaksIn(all, found.secrets),
    inside: inside === null ? [] : [inside[0]],
    voided,
  };
}
