import { secondsText } from '../../report/number-text.ts';
import { useDesk } from './use-model.ts';
import type { View } from './view.ts';

interface Option {
  readonly id: string;
  readonly label: string;
  readonly meaning: string;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Choice({
  legend,
  group,
  options,
}: {
  readonly legend: string;
  readonly group: string;
  readonly options: readonly Option[];
}) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <span class="options">
        {options.map(({ id, label, meaning, chosen, choose }) => (
          <span class="option" key={id} title={meaning}>
            <input type="radio" name={group} id={id} checked={chosen} onChange={choose} />
            <label for={id}>
              {label}
              <span class="unseen"> {meaning}</span>
            </label>
          </span>
        ))}
      </span>
    </fieldset>
  );
}

/** Whose doings are shown, and over what time they are counted. */
export function Filters({ view }: { readonly view: View }) {
  const { model } = useDesk();
  const { heading, recentSeconds } = view;
  const causes: readonly Option[] = [
    {
      id: 'cause-all',
      label: 'all',
      meaning: 'everybody together',
      chosen: model.cause === null,
      choose: () => model.change({ cause: null }),
    },
    ...heading.causes.map(({ id, name }, cause) => ({
      id: `cause-${id}`,
      label: cause === 0 ? 'honest' : id,
      meaning: cause === 0 ? 'play alone' : name,
      chosen: model.cause === cause,
      choose: () => model.change({ cause }),
    })),
  ];
  const windows: readonly Option[] = [
    {
      id: 'window-start',
      label: 'so far',
      meaning: 'since the start',
      chosen: model.window === 'start',
      choose: () => model.change({ window: 'start' }),
    },
    {
      id: 'window-now',
      label: `last ${secondsText(recentSeconds)}`,
      meaning: 'before the moment shown',
      chosen: model.window === 'now',
      choose: () => model.change({ window: 'now' }),
    },
  ];
  return (
    <div class="filters">
      <Choice legend="Show" group="cause" options={causes} />
      <Choice legend="Counted" group="window" options={windows} />
    </div>
  );
}
