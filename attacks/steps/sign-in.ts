import type { Hand, Leaked, Line, Wait } from '../../sim/framework/attack.ts';

/** How long a try waits for what the door says, ns (assumption: several times a round trip over a mobile network). */
const patienceNs = 500_000_000;

/**
 * Tries a person's secret at a door: as that person, with no key to prove it; and where no channel opens like that, over the channel of an
 * account of its own. The line on which it was let in, or undefined.
 */
export function* signIn(
  hand: Hand,
  { person, secret, door }: Leaked,
  account: string,
): Generator<Wait, Line | undefined, void> {
  const own = hand.stage.accounts[account]!;
  let line = hand.open('RP-A', door, person, null);
  yield { line };
  if (line.state !== 'open') {
    line = hand.open('RP-A', door, own.person, hand.account(account));
    yield { line };
  }
  if (line.state !== 'open') return undefined;
  const enteredOf = ({ inbox }: Line) => inbox.find((message) => message.kind === 'entered');
  const enter = { kind: 'enter', subject: person, dataClass: 'personal', body: { person, secret } } as const;
  hand.say(line, enter);
  yield hand.wait(patienceNs);
  // A door may ask for work of whoever comes in.
  const work = enteredOf(line) === undefined ? hand.prove(line, person) : undefined;
  if (work !== undefined) {
    yield work;
    hand.say(line, enter);
    yield hand.wait(patienceNs);
  }
  const entered = enteredOf(line);
  if (entered?.kind !== 'entered') return undefined;
  hand.present(line, entered.body?.token ?? null);
  return line;
}
