import type { Post, WireMessage } from '../framework/control.ts';
import type { Content } from '../framework/crypto.ts';
import { quantities } from '../framework/datum.ts';
import type { Role } from '../framework/figure.ts';
import type { Bodies } from '../framework/message.ts';
import type { Command } from '../framework/messages/things.ts';
import type { Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { WholeColumn } from './columns.ts';
import { freshness, ticksOf } from './freshness.ts';
import { RecentNumbers } from './recent-numbers.ts';

/** Bytes of time and random number within the seal: those of C09 and C10 on a hop. */
const freshnessBytes = 5 + 4;

/** Roles that seal a command for a thing whose key they hold: who commands it, and a gateway that has opened it and now vouches for it. */
const seals: ReadonlySet<Role> = new Set(['iot-platform', 'gateway']);
/** Roles that open one: the thing itself, and such a gateway. */
const opens: ReadonlySet<Role> = new Set(['device', 'gateway']);

/** What is sealed: the command, when it was said, in steps of 10 ms, and a number that counts once. */
interface SealedCommand extends Command {
  readonly at: number;
  readonly nonce: number;
}

const isSealedCommand = (content: Content): boolean => {
  if (typeof content !== 'object' || content === null) return false;
  const { quantity, value, person, at, nonce } = content as Partial<Record<keyof SealedCommand, unknown>>;
  const numbers = [value, person, at, nonce];
  return (quantities as readonly unknown[]).includes(quantity) && numbers.every((one) => typeof one === 'number');
};

const window = ticksOf(freshness.windowNs);
const skew = ticksOf(freshness.skewNs);

/**
 * Commands sealed from the platform that gives them to a thing behind a gateway, as C16 has them. Time and number lie within the seal:
 * whoever forwards could otherwise keep a command back and have it carried out when nobody means it any more, or once more.
 *
 *   IoT platform ─ seal(command, time, number) ─▶ gateway, unread ─▶ thing: opens, is it young, is it new? ─▶ act
 */
export class SealedCommands {
  /** By the node that opens, over all of its channels. */
  private readonly recent = new RecentNumbers(freshness.windowNs + freshness.skewNs);
  private readonly lives = new WholeColumn();

  protect(message: WireMessage, at: Post): void {
    if (message.body === null || !seals.has(at.role)) return;
    const key = at.keys.commandKey(message.subject);
    if (key === null) return;
    at.charge('aead', message.sizeBytes);
    at.charge('encode', message.sizeBytes);
    const { quantity, value, person } = message.body as Command;
    const content = { quantity, value, person, at: ticksOf(at.now), nonce: at.draw() | 0 };
    message.sealed = at.suite.seal(key, content, [message.kind, message.subject]);
    message.body = null;
    at.extend(wireSizes.object + freshnessBytes);
  }

  verify(message: WireMessage, at: Post): Verdict {
    if (!opens.has(at.role)) return undefined;
    const key = at.keys.commandKey(message.subject);
    if (key === null) return undefined;
    if (message.sealed === null) return 'not-sealed';
    at.charge('aead', message.sizeBytes);
    at.charge('encode', message.sizeBytes);
    const content = at.suite.open(key, message.sealed, [message.kind, message.subject]);
    if (content === undefined) return 'seal-broken';
    if (!isSealedCommand(content)) return 'malformed';
    const { quantity, value, person, at: saidAt, nonce } = content as unknown as SealedCommand;
    const age = ticksOf(at.now) - saidAt;
    if (age > window) return 'stale';
    if (age < -skew) return 'from-the-future';
    at.charge('lookup');
    if (!this.recent.add(at.node, nonce, this.lives.at(at.node), at.now)) return 'nonce-seen';
    message.body = { quantity, value, person } satisfies Bodies['command'];
    message.sealed = null;
    return undefined;
  }

  forget(node: number): void {
    this.lives.put(node, this.lives.at(node) + 1);
  }
}
