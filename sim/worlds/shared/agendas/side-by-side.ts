import type { Agenda } from '../../../framework/agenda.ts';

/** Several who choose each for itself, among the attacks of its own; `of` says whose a place of the repertoire is. */
export const sideBySide = (agendas: readonly Agenda[], of: (place: number) => number): Agenda => ({
  first: () => agendas.flatMap((agenda) => agenda.first()),
  next: (ended, ...came) => agendas[of(ended.place)]!.next(ended, ...came),
});
