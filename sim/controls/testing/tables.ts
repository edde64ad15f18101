import { places } from '../../framework/figure.ts';
import { profileNames } from '../../framework/profile.ts';
import { controls } from '../catalogue.ts';
import { controlsOf, controlTable } from '../profiles.ts';

/** The controls as a table in Markdown: what each promises, from which profile on and where it stands, what it does not do. */
export function controlsTable(): string {
  const rows = controls.map(
    ({ id, name, summary, groups, rung, places: stands, limits, source }) =>
      `| ${id} | ${name} | ${groups.join(' ')} | ${rung} | ${stands.join(' ')} | ${summary} | ${limits} | ${source} |`,
  );
  return [
    '| Id | Name | Groups | From profile | Places | Promise | Limits | Source of settings |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Profile x place as a table in Markdown: the controls that stand there, in the order in which they protect. */
export function profilesTable(): string {
  const rows = places.map((place) => {
    const cells = profileNames.slice(1).map((name, index) => {
      const below = controlsOf({ name: profileNames[index]!, without: [] });
      const added = controlTable({ name, without: [] })[place].filter((id) => below.every((one) => one.id !== id));
      return added.length === 0 ? '' : `+ ${added.join(' ')}`;
    });
    return `| ${place} | ${cells.join(' | ')} |`;
  });
  return [`| Place | ${profileNames.slice(1).join(' | ')} |`, `|---|${'---|'.repeat(5)}`, ...rows].join('\n');
}
