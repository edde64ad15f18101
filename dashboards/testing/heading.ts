import type { FeedHeading } from '../../metrics/results/feed.ts';

/** A heading of an invented run: ten seconds of a device, a gateway and a platform, with one attack. */
export const sampleHeading: FeedHeading = {
  scenario: 'meeting-room-mapping',
  profile: 'framework',
  without: [],
  seed: 1,
  suite: 'symbolic',
  world: 'virtual',
  command: 'metarange run meeting-room-mapping --attack A07',
  warmUpSeconds: 1,
  untilSeconds: 10,
  intervalSeconds: 0.5,
  lines: [
    { point: 'RP-T', fromRole: 'device', toRole: 'gateway' },
    { point: 'RP-I', fromRole: 'iot-platform', toRole: 'things-agent' },
  ],
  causes: [
    { id: 'honest', name: 'honest play' },
    { id: 'A07', name: 'message-replay' },
  ],
  controls: ['world', 'C01', 'C02'],
  properties: ['authenticity', 'freshness'],
  nodes: [
    { name: 'co2-1', role: 'device', party: 'building', count: 1 },
    { name: 'gateway-1', role: 'gateway', party: 'building', count: 1 },
    { name: 'attackers', role: 'attacker', party: 'outside', count: 0 },
  ],
};
