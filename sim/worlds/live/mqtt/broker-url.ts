/** Where a broker of MQTT is, and how to log in there. */
export interface BrokerPlace {
  readonly host: string;
  readonly port: number;
  readonly isSecured: boolean;
  readonly user: string | null;
  readonly password: string | null;
}

const schemes = { 'mqtt:': 1883, 'mqtts:': 8883 } as const;

/** Why a URL names no broker; undefined where it does. Its words are not in it: a password may be among them. */
export function brokerUrlFault(url: string): string | undefined {
  if (!URL.canParse(url)) return 'it is no URL';
  const { protocol, hostname } = new URL(url);
  if (!(protocol in schemes)) return `it begins with ${protocol}, and only mqtt:// and mqtts:// are known`;
  return hostname === '' ? 'it names no host' : undefined;
}

/** The broker that a right URL names. */
export function brokerPlace(url: string): BrokerPlace {
  const { protocol, hostname, port, username, password } = new URL(url);
  const usual = schemes[protocol as keyof typeof schemes];
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? usual : Number(port),
    isSecured: protocol === 'mqtts:',
    user: username === '' ? null : decodeURIComponent(username),
    password: password === '' ? null : decodeURIComponent(password),
  };
}
