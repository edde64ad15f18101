import type { Control, Ground, Guard } from '../framework/control.ts';
import type { Bodies } from '../framework/message.ts';

const stand = ({ household }: Ground): Guard => ({
  inner(deed, at) {
    if (deed.deed !== 'use' || deed.kind !== 'tool') return undefined;
    at.charge('policy');
    if (deed.body === null) return 'malformed';
    const { tool } = deed.body as Bodies['tool'];
    return household.toolsOf?.(deed.from).includes(tool) === true ? undefined : 'not-permitted';
  },
});

/** C40: a character calls the tools that it was given and no others, whatever it was told. Stops A48 (R5, R1). */
export const toolPermission: Control = {
  id: 'C40',
  name: 'tool-permission',
  summary: 'A tool call of an AI character is carried out only where the house has given that tool to that character.',
  groups: ['R5', 'R1'],
  rung: 'data',
  layer: 'deed',
  step: 42,
  places: ['use'],
  limits:
    'Says which tools, not for whom or how often: a permitted tool serves whoever steers the character. What a character says is not judged here (C31).',
  source:
    'Least agency of AI agents, after ATLAS AML.T0053 (tool invocation); the list of tools by character: policy of the house.',
  stand,
};
