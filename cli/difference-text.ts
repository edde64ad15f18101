import type { Difference, FieldDifference } from './difference.ts';
import { oneLine } from './fault.ts';

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

const factText = (fact: string | null): string => (fact === null ? 'no more facts' : oneLine(fact, 400));

/** `diff` for people. */
export function differenceText({ equal, firstFact, fields }: Difference): string {
  const head =
    equal === true ? 'equal: one digest' : equal === false ? 'they differ' : 'no digest to compare (unknown)';
  const fact =
    firstFact === null
      ? ''
      : `first fact that differs, line ${firstFact.line}:\n  ${factText(firstFact.one)}\n  ${factText(firstFact.other)}\n`;
  return `${head}\n${fact}${differingFields(fields)}`;
}
