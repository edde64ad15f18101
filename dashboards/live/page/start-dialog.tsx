import { useEffect, useRef, useState } from 'preact/hooks';
import { paces, type Choices, type Fault, type RunOrder } from '../protocol.ts';
import { ParameterFields } from './parameter-fields.tsx';
import { paceText } from './run-head.tsx';
import { useDesk } from './use-model.ts';

const orderKey = 'metarange.order';

/** The last order of this tab, or a first one: everything that the scenario has, at a pace that can be followed. */
const firstOrder = ({ scenarios: [scenario] }: Choices): RunOrder => {
  const kept = sessionStorage.getItem(orderKey);
  if (kept !== null) return JSON.parse(kept) as RunOrder;
  return {
    world: 'virtual',
    scenario: scenario!.name,
    size: 'smoke',
    profile: 'framework',
    without: [],
    attacks: scenario!.attacks,
    seed: '1',
    suite: 'symbolic',
    set: {},
    until: '',
    pace: 20,
  };
};

const toggled = (list: readonly string[], one: string): readonly string[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

interface FieldProps {
  readonly order: RunOrder;
  readonly choices: Choices;
  readonly change: (part: Partial<RunOrder>) => void;
}

function Select({
  id,
  label,
  value,
  options,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

const worlds = [
  ['virtual', 'virtual: simulated'],
  ['live', 'live: real sockets, real time'],
] as const;

function MainFields({ order, choices, change }: FieldProps) {
  const profile = choices.profiles.find(({ id }) => id === order.profile);
  return (
    <>
      <div class="fields">
        <Select
          id="order-scenario"
          label="Scenario"
          value={order.scenario}
          options={choices.scenarios.map(({ name }) => [name, name])}
          onChange={(scenario) => change({ scenario, set: {} })}
        />
        <Select
          id="order-world"
          label="World"
          value={order.world}
          options={worlds}
          onChange={(world) => change({ world: world === 'live' ? 'live' : 'virtual' })}
        />
        <Select
          id="order-size"
          label="Size"
          value={order.size}
          options={choices.sizes.map((size) => [size, size])}
          onChange={(size) => change({ size })}
        />
        <Select
          id="order-profile"
          label="Profile"
          value={order.profile}
          options={choices.profiles.map(({ id }) => [id, id])}
          onChange={(chosen) => change({ profile: chosen })}
        />
        <div class="field">
          <label for="order-seed">Seed</label>
          <input
            id="order-seed"
            inputMode="numeric"
            value={order.seed}
            onInput={(event) => change({ seed: event.currentTarget.value })}
          />
        </div>
        {order.world === 'virtual' && (
          <>
            <Select
              id="order-suite"
              label="Cryptography"
              value={order.suite}
              options={choices.suites.map((suite) => [suite, suite])}
              onChange={(suite) => change({ suite })}
            />
            <Select
              id="order-pace"
              label="Pace"
              value={String(order.pace)}
              options={paces.map((pace) => [String(pace), paceText(pace)])}
              onChange={(pace) => change({ pace: Number(pace) })}
            />
          </>
        )}
      </div>
      <p class="small">
        Profile {order.profile}: {profile?.summary}
      </p>
    </>
  );
}

function AttackFields({ order, choices, change }: FieldProps) {
  return (
    <fieldset class="checks">
      <legend>Attacks, together in one run</legend>
      <p class="pick">
        <button type="button" onClick={() => change({ attacks: choices.attacks.map(({ id }) => id) })}>
          All
        </button>
        <button type="button" onClick={() => change({ attacks: [] })}>
          None
        </button>
      </p>
      <div class="check-list">
        {choices.attacks.map(({ id, name, summary }) => (
          <label key={id} title={summary}>
            <input
              type="checkbox"
              checked={order.attacks.includes(id)}
              onChange={() => change({ attacks: toggled(order.attacks, id) })}
            />
            <span class="attack-id">{id}</span> {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function ControlFields({ order, choices, change }: FieldProps) {
  return (
    <details>
      <summary>Controls taken out{order.without.length > 0 ? `: ${order.without.join(', ')}` : ''}</summary>
      <fieldset class="checks">
        <legend class="unseen">Controls taken out</legend>
        <div class="check-list">
          {choices.controls.map(({ id, name, summary }) => (
            <label key={id} title={summary}>
              <input
                type="checkbox"
                checked={order.without.includes(id)}
                onChange={() => change({ without: toggled(order.without, id) })}
              />
              <span class="attack-id">{id}</span> {name}
            </label>
          ))}
        </div>
      </fieldset>
    </details>
  );
}

/** Asks what run to start; what the command would refuse is refused here in the same words. */
export function StartDialog({ choices, onClose }: { readonly choices: Choices; readonly onClose: () => void }) {
  const { model, link } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const [order, setOrder] = useState(() => firstOrder(choices));
  const [fault, setFault] = useState<Fault | null>(null);
  const scenario = choices.scenarios.find(({ name }) => name === order.scenario) ?? choices.scenarios[0]!;
  const fields: FieldProps = { order, choices, change: (part) => setOrder({ ...order, ...part }) };
  const goesOn = model.state.phase === 'running' || model.state.phase === 'starting';

  useEffect(() => dialog.current!.showModal(), []);
  const submit = async (): Promise<void> => {
    const found = await link.start(order);
    setFault(found);
    if (found !== null) return;
    sessionStorage.setItem(orderKey, JSON.stringify(order));
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} class="start" aria-labelledby="start-title" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="section-head">
          <h2 id="start-title">New run</h2>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        {fault !== null && (
          <p class="trouble" role="alert">
            {fault.what} in {fault.where}; nearest valid: {fault.nearest}
          </p>
        )}
        <MainFields {...fields} />
        <AttackFields {...fields} />
        <ControlFields {...fields} />
        <ParameterFields scenario={scenario} order={order} change={fields.change} />
        <div class="actions">
          {goesOn && (
            <p class="small">
              A run is going on.{' '}
              <button type="button" onClick={() => link.stop()}>
                Stop it
              </button>
            </p>
          )}
          <button class="primary" type="submit" disabled={goesOn || model.link !== 'open'}>
            Start
          </button>
        </div>
      </form>
    </dialog>
  );
}
