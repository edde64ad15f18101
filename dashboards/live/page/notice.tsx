import { useState } from 'preact/hooks';
import { useDesk } from './use-model.ts';

function TokenForm() {
  const { link } = useDesk();
  const [text, type] = useState('');
  return (
    <form
      class="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        link.useToken(text);
      }}
    >
      <label for="token">Token, or the whole address</label>
      <input
        id="token"
        type="password"
        autocomplete="off"
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <button type="submit">Connect</button>
    </form>
  );
}

/** What stands between the page and its server, where something does. */
export function Notice() {
  const { model } = useDesk();
  switch (model.link) {
    case 'open':
    case 'connecting':
      return null;
    case 'lost':
      return (
        <p class="callout notice" role="alert">
          <strong>The connection is lost.</strong> The page tries again by itself and then catches up; a run goes on
          without it.
        </p>
      );
    case 'refused':
    case 'no token':
      return (
        <div class="callout notice" role="alert">
          <p>
            <strong>
              {model.link === 'refused' ? 'The token is not that of this server.' : 'This page has no token.'}
            </strong>{' '}
            <code>metarange dashboard</code> prints an address with a token at its end; a server that was started again
            has a new one.
          </p>
          <TokenForm />
        </div>
      );
  }
}
