import type { Attack } from '../sim/framework/attack.ts';
import { adversaryInTheMiddle } from './adversary-in-the-middle.ts';
import { ageGateBypass } from './age-gate-bypass.ts';
import { archiveRollback } from './archive-rollback.ts';
import { assetDoubleSpend } from './asset-double-spend.ts';
import { assetTheftAndFraud } from './asset-theft-and-fraud.ts';
import { avatarImpersonation } from './avatar-impersonation.ts';
import { bulkExfiltration } from './bulk-exfiltration.ts';
import { certificateCheckBypass } from './certificate-check-bypass.ts';
import { cipherDowngrade } from './cipher-downgrade.ts';
import { attestationForgery } from './attestation-forgery.ts';
import { colludingDpms } from './colluding-dpms.ts';
import { credentialStuffing } from './credential-stuffing.ts';
import { crossPlatformLinkage } from './cross-platform-linkage.ts';
import { deviceClone } from './device-clone.ts';
import { dpmDataHoarding } from './dpm-data-hoarding.ts';
import { enrolmentRace } from './enrolment-race.ts';
import { expiredContractFlow } from './expired-contract-flow.ts';
import { fakeDeletion } from './fake-deletion.ts';
import { firmwareBackdoor } from './firmware-backdoor.ts';
import { gatewayTakeover } from './gateway-takeover.ts';
import { handshakeFlood } from './handshake-flood.ts';
import { harassingContact } from './harassing-contact.ts';
import { identifierCollision } from './identifier-collision.ts';
import { identityForgery } from './identity-forgery.ts';
import { insiderRead } from './insider-read.ts';
import { lazyDpm } from './lazy-dpm.ts';
import { messageReplay } from './message-replay.ts';
import { modelPoisoning } from './model-poisoning.ts';
import { orphanTwin } from './orphan-twin.ts';
import { poisonedAgent } from './poisoned-agent.ts';
import { policyTamper } from './policy-tamper.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { queueJump } from './queue-jump.ts';
import { retryStorm } from './retry-storm.ts';
import { revocationSuppression } from './revocation-suppression.ts';
import { rogueActuation } from './rogue-actuation.ts';
import { rogueDpmResult } from './rogue-dpm-result.ts';
import { roguePlatform } from './rogue-platform.ts';
import { sensorSpoofing } from './sensor-spoofing.ts';
import { sessionHijack } from './session-hijack.ts';
import { sideChannelInference } from './side-channel-inference.ts';
import { socialConsentTrick } from './social-consent-trick.ts';
import { staleRevocationUse } from './stale-revocation-use.ts';
import { storageSplitView } from './storage-split-view.ts';
import { storageTamper } from './storage-tamper.ts';
import { sybilSwarm } from './sybil-swarm.ts';
import { trustBundlePoisoning } from './trust-bundle-poisoning.ts';
import { twinDesynchronisation } from './twin-desynchronisation.ts';
import { weakestLink } from './weakest-link.ts';
import { wormOutbreak } from './worm-outbreak.ts';
import { applicationFlood } from './application-flood.ts';
import { logEvasion } from './log-evasion.ts';
import { wrongMerge } from './wrong-merge.ts';

/** Every attack of the range, in the order of its number. */
export const attacks: readonly Attack[] = [
  deviceClone,
  identityForgery,
  credentialStuffing,
  enrolmentRace,
  sybilSwarm,
  avatarImpersonation,
  messageReplay,
  sessionHijack,
  adversaryInTheMiddle,
  cipherDowngrade,
  certificateCheckBypass,
  staleRevocationUse,
  revocationSuppression,
  trustBundlePoisoning,
  storageSplitView,
  identifierCollision,
  crossPlatformLinkage,
  sensorSpoofing,
  twinDesynchronisation,
  rogueActuation,
  firmwareBackdoor,
  wormOutbreak,
  gatewayTakeover,
  handshakeFlood,
  applicationFlood,
  retryStorm,
  queueJump,
  privilegeEscalation,
  policyTamper,
  insiderRead,
  bulkExfiltration,
  sideChannelInference,
  rogueDpmResult,
  lazyDpm,
  colludingDpms,
  dpmDataHoarding,
  fakeDeletion,
  attestationForgery,
  expiredContractFlow,
  modelPoisoning,
  storageTamper,
  assetDoubleSpend,
  logEvasion,
  socialConsentTrick,
  orphanTwin,
  ageGateBypass,
  harassingContact,
  poisonedAgent,
  roguePlatform,
  weakestLink,
  assetTheftAndFraud,
  wrongMerge,
  archiveRollback,
];
