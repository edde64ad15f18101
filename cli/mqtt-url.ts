import { brokerUrlFault } from '../sim/worlds/live/mqtt/broker-url.ts';
import { FaultyRequest } from './fault.ts';

/** How the URL of a broker is written. */
export const mqttShape = 'mqtt://USER:PASSWORD@HOST:PORT';

/** The URL of a broker, as a flag names it. Throws the fault of one that is none, without its words: a password may be among them. */
export function readMqttUrl(word: string): string {
  const wrong = brokerUrlFault(word);
  if (wrong !== undefined) throw new FaultyRequest(`no broker there: ${wrong}`, '--mqtt', mqttShape);
  return word;
}
