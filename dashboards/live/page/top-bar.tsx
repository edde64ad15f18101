import { useEffect, useState } from 'preact/hooks';
import type { LinkState } from './model.ts';
import { useDesk } from './use-model.ts';

const words: Readonly<Record<LinkState, string>> = {
  connecting: 'connecting',
  open: 'connected',
  lost: 'connection lost',
  refused: 'token refused',
  'no token': 'no token',
};

const themes = ['auto', 'light', 'dark'] as const;
const themeKey = 'metarange.theme';

function ThemeChoice() {
  const [theme, choose] = useState(() => localStorage.getItem(themeKey) ?? 'auto');
  useEffect(() => {
    localStorage.setItem(themeKey, theme);
    dispatchEvent(new Event('themechange'));
  }, [theme]);
  return (
    <fieldset class="choice">
      <legend>Theme</legend>
      <span class="options">
        {themes.map((name) => (
          <span class="option" key={name}>
            <input
              type="radio"
              name="theme"
              id={`theme-${name}`}
              checked={theme === name}
              onChange={() => choose(name)}
            />
            <label for={`theme-${name}`}>{name}</label>
          </span>
        ))}
      </span>
    </fieldset>
  );
}

/** Name, connection, theme, and the way to a new run. */
export function TopBar({ onNewRun }: { readonly onNewRun: () => void }) {
  const { model } = useDesk();
  return (
    <header class="top-bar wide">
      <p class="wordmark">
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
          <path d="M4 23L11 8L16 18L21 8L28 23" />
          <circle cx="16" cy="25" r="2.6" />
        </svg>
        metarange
      </p>
      <p class={`link-state ${model.link.replace(' ', '-')}`} role="status">
        <span aria-hidden="true" class="lamp" />
        {words[model.link]}
      </p>
      <ThemeChoice />
      <button class="primary" type="button" disabled={model.link !== 'open'} onClick={onNewRun}>
        New run
      </button>
    </header>
  );
}
