import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';

/** Settings of a character. */
export interface CharacterSettings {
  readonly plaza: Address<'entity-agent'>;
}

/** State of characters. */
export interface CharacterState {
  /** How often somebody spoke to it, by node. */
  readonly spokenTo: Float64Array;
}

/**
 * A character of a plaza, driven by an AI agent: it greets whoever speaks to it and does what it is asked in what it hears. It cannot
 * tell an instruction from content (as language models cannot, reliably), so whoever speaks to it steers it.
 *
 *   plaza ─RP-M speech─▶ AI agent ─RP-M speech, tool─▶ plaza          plaza ─RP-M profile─▶ AI agent ─RP-M profile─▶ plaza
 */
export function character({ plaza }: CharacterSettings): Component<'ai-agent', CharacterState> {
  const hear = ({ body }: MessageView<'speech'>, io: Io<'ai-agent'>): void => {
    const { person, asks, about } = body;
    const greeting = {
      person: io.node,
      to: person,
      manner: 'say' as const,
      content: -1,
      rating: 'all' as const,
      asks: null,
      about: -1,
      listener: person,
    };
    io.send('RP-M', plaza, { kind: 'speech', subject: io.node, dataClass: 'public', body: greeting });
    if (asks === null) return;
    const call = { tool: asks, about, to: person };
    io.send('RP-M', plaza, { kind: 'tool', subject: io.node, dataClass: 'operational', body: call });
  };
  return {
    role: 'ai-agent',
    code: 'character 1',
    state: (count) => ({ spokenTo: new Float64Array(count) }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      if (message.kind === 'speech' && message.body.to === io.node) {
        state.spokenTo[index]! += 1;
        hear(message, io);
      } else if (message.kind === 'profile') {
        // What it was given for somebody, it shows.
        io.forward('RP-M', plaza);
      }
    },
    wake: () => undefined,
  };
}
