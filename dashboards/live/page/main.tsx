import './language.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { Link } from './link.ts';
import { Model } from './model.ts';
import './page.css';
import { DeskContext } from './use-model.ts';

const model = new Model();
const link = new Link(model);

render(
  <DeskContext.Provider value={{ model, link }}>
    <App />
  </DeskContext.Provider>,
  document.getElementById('root')!,
);
