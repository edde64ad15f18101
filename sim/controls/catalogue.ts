import type { Control } from '../framework/control.ts';
import { admissionCookie } from './admission-cookie.ts';
import { ageAssurance } from './age-assurance.ts';
import { attestation } from './attestation.ts';
import { boundToken } from './bound-token.ts';
import { consent } from './consent.ts';
import { contentAndContactRules } from './content-and-contact-rules.ts';
import { contractExpiry } from './contract-expiry.ts';
import { continuousPolicyMonitor } from './continuous-policy-monitor.ts';
import { credentialStatus } from './credential-status.ts';
import { crossTenantIsolation } from './cross-tenant-isolation.ts';
import { detector } from './detector.ts';
import { differentialPrivacy } from './differential-privacy.ts';
import { encryptionAtRest } from './encryption-at-rest.ts';
import { erasureProof } from './erasure-proof.ts';
import { finalityWait } from './finality-wait.ts';
import { federationRefresh } from './federation-refresh.ts';
import { hardFailStatus } from './hard-fail-status.ts';
import { hardwareBoundKey } from './hardware-bound-key.ts';
import { leastPrivilege } from './least-privilege.ts';
import { mappingEndorsement } from './mapping-endorsement.ts';
import { mapAgreement } from './map-agreement.ts';
import { minimisation } from './minimisation.ts';
import { mutualAuthentication } from './mutual-authentication.ts';
import { nonceStore } from './nonce-store.ts';
import { objectSecurity } from './object-security.ts';
import { ownershipVoucher } from './ownership-voucher.ts';
import { paymentConfirmation } from './payment-confirmation.ts';
import { plausibility } from './plausibility.ts';
import { platformProtectionLabels } from './platform-protection-labels.ts';
import { protectionNegotiation } from './protection-negotiation.ts';
import { pseudonymRotation } from './pseudonym-rotation.ts';
import { rateLimit } from './rate-limit.ts';
import { recordEndorsement } from './record-endorsement.ts';
import { redundancy } from './redundancy.ts';
import { replicaAgreement } from './replica-agreement.ts';
import { replayWindow } from './replay-window.ts';
import { residency } from './residency.ts';
import { responsePlaybook } from './response-playbook.ts';
import { safetyInterlock } from './safety-interlock.ts';
import { robustAggregation } from './robust-aggregation.ts';
import { samplingAudit } from './sampling-audit.ts';
import { storeIntegrity } from './store-integrity.ts';
import { shortLivedCredential } from './short-lived-credential.ts';
import { signedFirmware } from './signed-firmware.ts';
import { sybilCost } from './sybil-cost.ts';
import { thingConsent } from './thing-consent.ts';
import { timestampWindow } from './timestamp-window.ts';
import { toolPermission } from './tool-permission.ts';
import { trafficShaping } from './traffic-shaping.ts';
import { transparencyLog } from './transparency-log.ts';
import { transportSecurity } from './transport-security.ts';

/** Every control, with its default settings, in the order of its number. */
export const controls: readonly Control[] = [
  mutualAuthentication,
  hardwareBoundKey,
  shortLivedCredential(),
  credentialStatus,
  hardFailStatus,
  federationRefresh,
  transparencyLog,
  sybilCost,
  timestampWindow(),
  nonceStore(),
  replayWindow(),
  leastPrivilege,
  boundToken,
  crossTenantIsolation,
  continuousPolicyMonitor(),
  objectSecurity,
  minimisation,
  pseudonymRotation(),
  differentialPrivacy,
  attestation(),
  samplingAudit(),
  redundancy(),
  erasureProof(),
  rateLimit(),
  ageAssurance,
  residency,
  consent,
  plausibility(),
  safetyInterlock(),
  encryptionAtRest(),
  contentAndContactRules,
  transportSecurity,
  protectionNegotiation(),
  ownershipVoucher,
  signedFirmware,
  robustAggregation,
  trafficShaping(),
  recordEndorsement,
  finalityWait(),
  toolPermission,
  paymentConfirmation(),
  platformProtectionLabels,
  admissionCookie,
  detector(),
  responsePlaybook(),
  contractExpiry(),
  replicaAgreement(),
  thingConsent,
  mappingEndorsement,
  mapAgreement,
  storeIntegrity,
];

/** The control with an identifier (`C11`) or a name (`replay-window`); undefined where there is none. */
export function controlNamed(word: string): Control | undefined {
  return controls.find((control) => control.id === word || control.name === word);
}
