import { expect, test } from 'vitest';
import { chapterOf, printed, sectionOf } from '../.ci/chapter.ts';
import { attackers } from './attackers/catalogue.ts';
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

const tellings = (): string => {
  const names = [...new Set(attacks.flatMap(({ gains = [] }) => gains))].toSorted();
  const by = names.map((what) => {
    const ids = attacks.flatMap(({ id, gains = [] }) => (gains.includes(what) ? [id] : []));
    return `${what} (${ids.join(' ')})`;
  });
  const silent = attacks.flatMap(({ id, gains = [] }) => (gains.length === 0 ? [id] : []));
  return `Gained, as far as the attacker can see: ${by.join(', ')}.\n\nCannot tell whether they gained anything: ${silent.join(' ')}.`;
};

test('the chapter says what attacks gain, and which of them cannot tell', () => {
  expect(sectionOf(chapter.folder, 'gains', tellings())).toBe(tellings());
});

const classes = (): string => {
  const figure = ({ value }: { readonly value: number | null }): string =>
    value === null ? 'no limit' : String(value);
  const rows = attackers.map(
    ({ id, name, summary, holds, buys, knowledge, budget, adaptivity, deterrence, coalition }) => {
      const { requestsPerSecond, identities, money, computeSeconds, wallSeconds, alarmsTolerated } = budget;
      const places = [holds.join(' '), buys.length === 0 ? '' : `buys ${buys.join(' ')}`].filter((text) => text !== '');
      const ways = [adaptivity, ...(deterrence === undefined ? [] : ['weighs gain and penalty'])];
      const members = coalition === undefined ? [] : [`${coalition.members.length} members`];
      const figures = [requestsPerSecond, identities, money, computeSeconds, wallSeconds, alarmsTolerated].map(figure);
      const words = [
        `${id} ${name}`,
        summary,
        places.join('; '),
        knowledge,
        [...ways, ...members].join(', '),
        ...figures,
      ];
      return `| ${words.join(' | ')} |`;
    },
  );
  const head =
    '| class | what it does | places | knowledge | chooses | requests/s | identities | money | CPU s | time, s | alarms |';
  return [head, '|---|---|---|---|---|---|---|---|---|---|---|', ...rows].join('\n');
};

test('the classes in the chapter are those that the code gives', () => {
  expect(sectionOf(chapter.folder, 'classes', classes())).toBe(classes());
});

test('the example is an attack of at most twenty lines that prints what stands under it', async () => {
  expect(chapter.blocks).toHaveLength(1);
  const { code, output } = chapter.blocks[0]!;
  const attack = /^const \w+: Attack = \{\n(.*?)^\};\n/ms.exec(code)!;
  expect(attack[1]!.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  expect(await printed(code, chapter.folder)).toBe(output);
});
