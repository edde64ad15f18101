import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Link } from './link.ts';
import type { Model } from './model.ts';

/** What every part of the page shares. */
export interface Desk {
  readonly model: Model;
  readonly link: Link;
}

/** Hands the desk down to all parts. */
export const DeskContext = createContext<Desk | null>(null);

/** The desk of this page. */
export const useDesk = (): Desk => useContext(DeskContext)!;

/** The desk, and the part is drawn again when the model changes. */
export function useShownDesk(): Desk {
  const desk = useDesk();
  const [, draw] = useState(0);
  useEffect(() => desk.model.listen(() => draw((count) => count + 1)), [desk]);
  return desk;
}
