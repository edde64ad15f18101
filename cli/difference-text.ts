import type { Difference, FieldDifference, FirstFact } from './difference.ts';
import { readFact } from './written-fact.ts';
import { oneLine, quoted } from './fault.ts';

const shownFields = 12;

/** Fields that differ, a line each, the first dozen of them. What they hold comes from files that anybody may have written. */
export function differingFields(fields: readonly FieldDifference[]): string {
  const text = (value: string | null): string => (value === null ? 'absent' : oneLine(value, 200));
  const lines = fields
    .slice(0, shownFields)
    .map(({ field, one, other }) => `  ${oneLine(field, 200)}: ${text(one)} | ${text(other)}\n`);
  const more = fields.length > shownFields ? `  and ${fields.length - shownFields} more: --json shows all\n` : '';
  return lines.join('') + more;
}

/** A fact in words; as it stands where a line is none. */
const factText = (line: string | null, words: string | null): string =>
  line === null ? 'no more facts' : (words ?? oneLine(line, 400));

const firstFactText = ({ line, one, other, before, fields, words, namesUnknown }: FirstFact): string => {
  const facts = [[one, words.one] as const, [other, words.other] as const].map(
    ([raw, said]) => `  ${factText(raw, said)}\n`,
  );
  if (words.one === null && words.other === null) return `first fact that differs, line ${line}:\n${facts.join('')}`;
  const raw = readFact(one ?? other ?? '');
  const shared = before.map((fact, place) => `  ${factText(fact, words.before[place]!)}\n`);
  const where = raw === undefined ? '' : ` (fact ${raw.fact} of the run ${oneLine(raw.run, 80)})`;
  return [
    ...(shared.length === 0 ? [] : ['the same in both, just before:\n', ...shared]),
    `first fact that differs, line ${line}${where}:\n`,
    ...facts,
    ...(fields.length === 0
      ? []
      : [
          `  in: ${fields.map((part) => oneLine(`${part.field} ${part.one ?? 'absent'} | ${part.other ?? 'absent'}`, 120)).join('; ')}\n`,
        ]),
    ...(namesUnknown === null ? [] : [`  nodes by number: ${oneLine(namesUnknown, 200)}\n`]),
    '\n',
  ].join('');
};

/** `diff` for people. */
export function differenceText({ equal, firstFact, withoutFacts, fields }: Difference): string {
  const head =
    equal === true ? 'equal: one digest' : equal === false ? 'they differ' : 'no digest to compare (unknown)';
  const hints = withoutFacts.map(
    ({ folder, command }) => `no facts in ${quoted(folder)}; this writes them:\n  ${oneLine(command, 2000)}\n`,
  );
  return `${head}\n${firstFact === null ? '' : firstFactText(firstFact)}${hints.join('')}${differingFields(fields)}`;
}
