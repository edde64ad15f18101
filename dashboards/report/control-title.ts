/** What controls are called where people read them; a test holds it against the catalogue of controls. */
const titles: Readonly<Record<string, string>> = {
  C01: 'mutual authentication',
  C03: 'short-lived credential',
  C04: 'credential status',
  C05: 'hard-fail status',
  C09: 'timestamp window',
  C10: 'nonce store',
  C11: 'replay window',
  C12: 'least privilege',
  C13: 'bound token',
  C16: 'object security',
  C17: 'minimisation',
  C20: 'attestation',
  C21: 'sampling audit',
  C22: 'redundancy',
  C24: 'rate limit',
  C27: 'consent',
  C28: 'plausibility',
  C29: 'safety interlock',
  C30: 'encryption at rest',
  C32: 'transport security',
  C43: 'admission cookie',
  C44: 'detector',
  world: 'the channel itself',
};

/** Name of a control for people, after its identifier; empty for one that is not known here. */
export const controlTitle = (control: string): string => titles[control] ?? '';
