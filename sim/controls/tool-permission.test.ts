import { describe, expect, test } from 'vitest';
import { cast, deed, ground, household, post } from './testing/house.ts';
import { toolPermission } from './tool-permission.ts';

/** Ben is a character that was given the light; of nobody else anything is known. */
const given = toolPermission.stand({
  ...ground(),
  household: { ...household, toolsOf: (node) => (node === cast.ben ? ['light'] : []) },
});
const judged = (guard: typeof given, tool: 'light' | 'lookup', from: number = cast.ben) =>
  guard.inner!(
    deed({ purpose: 'control', kind: 'tool', from, body: { tool, about: cast.ann, to: cast.ann } }),
    post({ place: 'use' }),
  );

describe('C40 tool permission', () => {
  test('a character calls the tool that it was given, and no other', () => {
    expect(judged(given, 'light')).toBeUndefined();
    expect(judged(given, 'lookup')).toBe('not-permitted');
  });

  test('who was given no tool calls none, and where no list is kept nobody does', () => {
    expect(judged(given, 'light', cast.ann)).toBe('not-permitted');
    expect(judged(toolPermission.stand(ground()), 'light')).toBe('not-permitted');
  });

  test('a call that cannot be read is not carried out, and what is no call is not judged', () => {
    const at = post({ place: 'use' });
    expect(given.inner!(deed({ purpose: 'control', kind: 'tool', body: null }), at)).toBe('malformed');
    expect(given.inner!(deed(), at)).toBeUndefined();
    expect(given.inner!(deed({ deed: 'store', kind: 'tool' }), at)).toBeUndefined();
    expect(at.charged).toEqual(['policy']);
  });
});
