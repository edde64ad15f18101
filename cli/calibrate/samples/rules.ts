import type { Control, Guard } from '../../../sim/framework/control.ts';
import { SessionRows } from '../../../sim/framework/session-rows.ts';
import { keyOf, Stream } from '../../../sim/kernel/stream.ts';
import type { Cast } from '../../../sim/framework/scenario.ts';
import { tickNs, ticksOf } from '../../../sim/controls/freshness.ts';
import { leastPrivilege } from '../../../sim/controls/least-privilege.ts';
import { nonceStore } from '../../../sim/controls/nonce-store.ts';
import { rateLimit } from '../../../sim/controls/rate-limit.ts';
import { replayWindow } from '../../../sim/controls/replay-window.ts';
import { timestampWindow } from '../../../sim/controls/timestamp-window.ts';
import { firstSubjectWithoutNode as firstRoom } from '../../../sim/framework/datum.ts';
import { opensslSuite } from '../../../sim/crypto/openssl/suite.ts';
import { anySize, calls, type Sample } from '../sample.ts';
import { placed } from './house.ts';
import { StillPost, wireMessage } from './still-post.ts';

/** Sessions among which the messages of a sample are spread (assumption: those of a platform with some thousand things). */
const sessions = 4096;
/** Steps of a prime visit all sessions in an order that no cache expects. */
const strideOfSessions = 1543;

/** Controls at work over many sessions, and a post that goes from one to the next. */
const atWork = (cast: Cast, chosen: readonly Control[]) => {
  const suite = opensslSuite();
  const sessionRows = new SessionRows();
  const guards: readonly Guard[] = chosen.map((control, mark) =>
    control.stand({ mark, suite, household: cast.household, sessionRows }),
  );
  const at = new StillPost(suite);
  const next = (): void => {
    at.session = (at.session + strideOfSessions) % sessions;
    // One step of the time stamps between two messages: within what everybody may send.
    at.now += tickNs;
  };
  return { guards, at, next, marks: chosen.length };
};

const lookup = (cast: Cast): Sample =>
  calls('lookup', 'by turns, a number into the nonce store and the table of permitted flows', anySize, () => {
    const { guards, at, next, marks } = atWork(cast, [nonceStore(), leastPrivilege]);
    const [nonces, flows] = guards as readonly [Guard, Guard];
    const draws = new Stream(keyOf('calibrate', 'lookup', 'nonces'));
    const gateway = placed(cast, 'gateway').first;
    const device = placed(cast, 'device').first;
    const command = wireMessage({ kind: 'command', body: null }, marks);
    const report = wireMessage({ from: device, subject: device }, marks);
    at.node = gateway;
    at.peer = device;
    return (turn) => {
      next();
      if (turn % 2 === 1) return flows.verify!(report, at) === undefined;
      command.marks[0] = draws.u32() | 0;
      return nonces.verify!(command, at) === undefined;
    };
  });

const judge = (cast: Cast): Sample =>
  calls('judge', 'by turns, the time stamp, the number in its window and the rate of a message', anySize, () => {
    const { guards, at, next, marks } = atWork(cast, [timestampWindow(), replayWindow(), rateLimit()]);
    const device = placed(cast, 'device').first;
    const report = wireMessage({ from: device, subject: device }, marks);
    at.node = placed(cast, 'gateway').first;
    at.peer = device;
    const numbers = new Float64Array(sessions);
    return (turn) => {
      next();
      const which = turn % guards.length;
      // What the sender leaves beside its message: its time, and the next number of the session.
      if (which === 0) report.marks[0] = ticksOf(at.now);
      if (which === 1) report.marks[1] = ++numbers[at.session]!;
      return guards[which]!.verify!(report, at) === undefined;
    };
  });

const policy = ({ household, placements }: Cast): Sample => {
  const what = 'the policy of the house: whether a person may command a thing, and read a room, by turns';
  return calls('policy', what, anySize, () => {
    const nodesOf = (role: string): readonly number[] =>
      placements
        .filter(({ component }) => component.role === role)
        .flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index));
    const people = nodesOf('person');
    const things = nodesOf('device');
    // What is permitted is added up, so that none of the work can be left out.
    let permitted = 0;
    return (turn) => {
      const person = people[turn % people.length]!;
      const thing = things[turn % things.length]!;
      const may = turn % 2 === 0 ? household.may(person, 'command', thing) : household.may(person, 'query', firstRoom);
      permitted += may ? 1 : 0;
      return permitted >= 0;
    };
  });
};

/** The checks of the controls and of the house, by the code that runs them in either world. */
export const rules = (cast: Cast): readonly Sample[] => [lookup(cast), policy(cast), judge(cast)];
