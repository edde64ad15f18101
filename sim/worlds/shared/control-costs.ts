/** What controls cost so far, by control number: ns of work, bytes on the wire, calls. */
export class ControlCosts {
  readonly ns = new Float64Array(100);
  readonly bytes = new Float64Array(100);
  readonly calls = new Float64Array(100);
}
