/** A technique in somebody's catalogue, as an attack names it: `ATT&CK v18.1 ICS T0855`, `CAPEC-60`, `EMB3D 2.0.1 TID-214`, `ATLAS 5.6.0 AML.T0031`. */
export interface Reference {
  readonly catalogue: 'enterprise-attack' | 'ics-attack' | 'atlas' | 'emb3d' | 'capec';
  /** Release in which it was checked; null where the name says none. */
  readonly release: string | null;
  readonly id: string;
}

const forms: readonly (readonly [RegExp, Reference['catalogue']])[] = [
  [/^ATT&CK v(?<release>[\d.]+) ICS (?<id>T\d{4}(?:\.\d{3})?)$/, 'ics-attack'],
  [/^ATT&CK v(?<release>[\d.]+) (?<id>T\d{4}(?:\.\d{3})?)$/, 'enterprise-attack'],
  [/^ATLAS (?<release>[\d.]+) (?<id>AML\.T\d{4}(?:\.\d{3})?)$/, 'atlas'],
  [/^EMB3D (?<release>[\d.]+) (?<id>TID-\d+)$/, 'emb3d'],
  [/^(?<id>CAPEC-\d+)$/, 'capec'],
];

/** Reads a reference; undefined where it is literature, or of no catalogue that is known here. */
export function referenceOf(text: string): Reference | undefined {
  for (const [form, catalogue] of forms) {
    const found = form.exec(text)?.groups;
    if (found !== undefined) return { catalogue, release: found['release'] ?? null, id: found['id']! };
  }
  return undefined;
}
