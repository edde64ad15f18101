import { expect, test } from 'vitest';
import { chapterOf, printed, sectionOf } from '../.ci/chapter.ts';
import { attacks } from './catalogue.ts';

const chapter = chapterOf(new URL('./', import.meta.url));

const catalogue = (): string => {
  const rows = attacks.map((attack) => {
    const { id, name, summary, classes, breaks, groups, beatenBy, notBeatenBy, residual, preconditions, drawn } =
      attack;
    const left = residual.rate === 0 ? residual.reason : `${residual.rate}: ${residual.reason}`;
    const remains = drawn === undefined ? left : `${left}; drawn: ${drawn.response}, ${drawn.rate} of those asked`;
    const words = [
      `[${id} ${name}](${name}.ts)`,
      summary,
      preconditions,
      `${breaks} (${groups.join(' ')}, ${classes.join(' ')})`,
    ];
    return `| ${[...words, beatenBy.join(' '), notBeatenBy.join(' '), remains].join(' | ')} |`;
  });
  const head = '| attack | what happens | needs | breaks | beaten by | not beaten by | remains |';
  return [head, '|---|---|---|---|---|---|---|', ...rows].join('\n');
};

test('the catalogue in the chapter is the one that the code gives', () => {
  expect(sectionOf(chapter.folder, 'catalogue', catalogue())).toBe(catalogue());
});

test('the example is an attack of at most twenty lines that prints what stands under it', async () => {
  expect(chapter.blocks).toHaveLength(1);
  const { code, output } = chapter.blocks[0]!;
  const attack = /^const \w+: Attack = \{\n(.*?)^\};\n/ms.exec(code)!;
  expect(attack[1]!.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  expect(await printed(code, chapter.folder)).toBe(output);
});
