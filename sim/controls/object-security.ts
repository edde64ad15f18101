import type { Control, Ground, Guard, Post, WireMessage } from '../framework/control.ts';
import type { Content } from '../framework/crypto.ts';
import { quantities } from '../framework/datum.ts';
import type { Role } from '../framework/figure.ts';
import type { Bodies } from '../framework/message.ts';
import type { Report } from '../framework/messages/things.ts';
import type { Verdict } from '../framework/verdict.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { SealedCommands } from './sealed-command.ts';

/** Whether what a thing sealed is a reading: the seal says who wrote it, not that it can be read. */
function isReport(content: Content): boolean {
  if (typeof content !== 'object' || content === null) return false;
  const { quantity, value, at } = content as Partial<Record<keyof Report, unknown>>;
  return (quantities as readonly unknown[]).includes(quantity) && typeof value === 'number' && typeof at === 'number';
}

/** Roles that open what they hold the key for: readers at a platform, a gateway that terminates what its things seal, and a system, whose members seal for it. */
const opens: ReadonlySet<Role> = new Set(['secure-dpm', 'entity-agent', 'gateway', 'iot-system']);

const protectReport = (message: WireMessage, at: Post): void => {
  if (message.body === null) return;
  // A thing seals what it says of itself, and a gateway what it has opened and now vouches for; platforms work in clear.
  if (message.subject !== at.node && at.role !== 'gateway') return;
  const key = at.keys.objectKey(message.subject);
  if (key === null) return;
  at.charge('aead', message.sizeBytes);
  at.charge('encode', message.sizeBytes);
  // A body is plain data, as the message contract says.
  message.sealed = at.suite.seal(key, message.body as unknown as Content, [message.kind, message.subject]);
  message.body = null;
  at.extend(wireSizes.object);
};

const verifyReport = (message: WireMessage, at: Post, household: Ground['household']): Verdict => {
  if (!opens.has(at.role)) return undefined;
  if (message.sealed === null) {
    // Between the DPM, which opens readings, and the twin they travel in clear; from anybody else they must be as the thing
    // sealed them.
    const known = at.peer >= 0 && at.peer < household.nodes;
    if (known && at.role === 'entity-agent' && household.roleOf(at.peer) === 'secure-dpm') return undefined;
    return at.keys.objectKey(message.subject) === null ? undefined : 'not-sealed';
  }
  const key = at.keys.objectKey(message.subject);
  if (key === null) return undefined;
  at.charge('aead', message.sizeBytes);
  at.charge('encode', message.sizeBytes);
  const body = at.suite.open(key, message.sealed, [message.kind, message.subject]);
  if (body === undefined) return 'seal-broken';
  if (!isReport(body)) return 'malformed';
  message.body = body as unknown as Bodies['report'];
  message.sealed = null;
  return undefined;
};

const stand = ({ household }: Ground): Guard => {
  const commands = new SealedCommands();
  return {
    protect(message, at) {
      if (message.kind === 'report') protectReport(message, at);
      else if (message.kind === 'command') commands.protect(message, at);
    },
    verify(message, at) {
      if (message.kind === 'report') return verifyReport(message, at, household);
      return message.kind === 'command' ? commands.verify(message, at) : undefined;
    },
    forget: (node) => commands.forget(node),
  };
};

/**
 * C16: a reading is sealed from the thing to who holds its key, a command from the platform to the thing behind a gateway; who stands on
 * the way forwards what it cannot read. Stops A09, A23, A30 (R4).
 */
export const objectSecurity: Control = {
  id: 'C16',
  name: 'object-security',
  summary:
    'Readings are sealed by the thing and opened by who holds its key, commands sealed for a thing behind a gateway: forwarding nodes can neither read nor alter them.',
  groups: ['R4', 'R2'],
  rung: 'data',
  layer: 'content',
  step: 30,
  places: ['RP-T', 'RP-I', 'RP-M'],
  limits:
    'Proves that a holder of the key wrote it, not which one: a gateway that is given the keys to vouch for its things can say anything in their name and to them. Readings carry no freshness within the seal: C09 to C11 do that, hop by hop, so a forwarding node can send an old reading again; a sealed command is good once and for 30 s, by the memory of a thing that has not restarted. Answers, commands to things without a gateway, and things without an object key, are not covered. Size and time still show.',
  source: 'After OSCORE (RFC 8613); bytes from STANDARDS 6.5.',
  stand,
};
