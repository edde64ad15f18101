import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LinkProxy } from './link-proxy.ts';
import { mqttTalk, webSocketTalk } from './testing/talk.ts';
import type { Talk } from './testing/talk.ts';
import type { MessageUnit } from './units.ts';
import type { Passing, WireAct, WireHand, WireLink, WireRuling } from './wire-hand.ts';

let server: Talk;
let proxy: LinkProxy;
let client: Awaited<ReturnType<Talk['client']>>;
let inbox: string[];
let answers: string[];
let acts: WireAct[];
/** The link as the attacker knows it, once something passed. */
let link: WireLink;
let rule: (passing: Passing & { readonly unit: MessageUnit }, says: string) => WireRuling;

/** Sends and waits until as many answers have come back as are expected. */
async function say(messages: readonly string[], expected = messages.length): Promise<void> {
  for (const message of messages) client.send(message);
  await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(expected);
}
const told = (): string[] => acts.map(({ way, act, came, left }) => `${way} ${act} ${came} ${left}`);

const carriers = [
  ['WebSocket', webSocketTalk],
  ['MQTT', mqttTalk],
] as const;

describe.each(carriers)('over %s', (_name, talk) => {
  beforeEach(async () => {
    [inbox, answers, acts] = [[], [], []];
    rule = () => 'pass';
    server = await talk((text) => {
      inbox.push(text);
      return `answer to ${text}`;
    });
    proxy = new LinkProxy({ target: { host: '127.0.0.1', port: server.port }, told: (act) => acts.push(act) });
    const hand: WireHand = {
      see: (passing) => {
        link = passing.link;
        const { unit } = passing;
        return unit.kind === 'message' ? rule({ ...passing, unit }, String(unit.payload())) : 'pass';
      },
    };
    proxy.put(hand);
    client = await server.client(await proxy.listen(), (text) => answers.push(text));
  });

  afterEach(async () => {
    client.cut();
    await proxy.close();
    await server.close();
  });

  test('whoever only listens reads every message of a link in clear, and nobody notices', async () => {
    const heard: string[] = [];
    rule = ({ way, ordinal }, says) => {
      heard.push(`${way} ${ordinal} ${says}`);
      return 'pass';
    };
    await say(['one', 'two', 'x'.repeat(70_000)]);
    expect(heard.filter((line) => line.startsWith('there'))).toEqual([
      'there 1 one',
      'there 2 two',
      `there 3 ${'x'.repeat(70_000)}`,
    ]);
    expect(heard.filter((line) => line.startsWith('back'))).toHaveLength(3);
    expect(inbox).toEqual(['one', 'two', 'x'.repeat(70_000)]);
  });

  test('an altered message arrives as the attacker wrote it, a dropped one never', async () => {
    rule = ({ way }, says) => {
      if (way === 'back') return 'pass';
      if (says === 'heating 20') return { payload: Buffer.from('heating 95') };
      return says === 'alarm' ? 'drop' : 'pass';
    };
    await say(['heating 20', 'alarm', 'door shut'], 2);
    expect(inbox).toEqual(['heating 95', 'door shut']);
    expect(answers).toEqual(['answer to heating 95', 'answer to door shut']);
    expect(told().filter((line) => line.startsWith('there'))).toEqual([
      'there alter 1 1',
      'there drop 2 0',
      'there pass 3 2',
    ]);
  });

  test('a recorded message is taken again when it is replayed, and one that the attacker wrote like any', async () => {
    let recorded: MessageUnit | undefined;
    rule = ({ way, unit }, says) => {
      if (way === 'there' && says === 'open the door') recorded = unit;
      return 'pass';
    };
    await say(['open the door', 'shut the door']);
    expect(link.replay('there', recorded!)).toBe(true);
    expect(link.write('there', Buffer.from('open the safe'))).toBe(true);
    expect(link.write('back', Buffer.from('all is well'))).toBe(true);
    await expect.poll(() => answers.length).toBe(5);
    expect(inbox).toEqual(['open the door', 'shut the door', 'open the door', 'open the safe']);
    expect(answers).toContain('all is well');
    expect(
      told()
        .filter((line) => line.startsWith('there'))
        .slice(2),
    ).toEqual(['there replay 0 3', 'there write 0 4']);
  });

  test('a delayed message keeps those behind it waiting, so that order stays', async () => {
    rule = ({ way }, says) => (way === 'there' && says === 'first' ? { delayMillis: 80 } : 'pass');
    const fromMillis = performance.now();
    await say(['first', 'second', 'third']);
    expect(inbox).toEqual(['first', 'second', 'third']);
    expect(performance.now() - fromMillis).toBeGreaterThan(78);
  });

  test('a hand that comes late sees whole messages too, and one that goes leaves the link as it is', async () => {
    proxy.put(null);
    await say(['before']);
    const heard: string[] = [];
    proxy.put({
      see: ({ unit, ordinal }) => {
        if (unit.kind === 'message') heard.push(`${ordinal} ${String(unit.payload())}`);
        return 'pass';
      },
    });
    await say(['during'], 2);
    proxy.put(null);
    await say(['after'], 3);
    expect(heard).toEqual(['2 during', '2 answer to during']);
    expect(inbox).toEqual(['before', 'during', 'after']);
  });

  test('a large message that does not fit a unit passes unseen, and the link goes on', async () => {
    const big = 'y'.repeat(600_000);
    const heard: number[] = [];
    rule = (_passing, says) => {
      heard.push(says.length);
      return 'pass';
    };
    await say([big, 'small']);
    expect(inbox.map((message) => message.length)).toEqual([600_000, 5]);
    expect(heard).toEqual([]);
  });

  test('an attacker who writes into a full link is told so, and nothing grows', async () => {
    rule = () => 'pass';
    await say(['hello']);
    proxy.stall('there');
    let written = 0;
    while (written < 1_000 && link.write('there', Buffer.alloc(10_000))) written++;
    expect(written).toBeGreaterThan(20);
    expect(written).toBeLessThan(40);
    expect(proxy.heldBytes).toBeLessThan(400_000);
  });
});
