import {
  protocolName,
  tokenOffer,
  type Fault,
  type PageMessage,
  type RunOrder,
  type ServerMessage,
} from '../protocol.ts';
import type { Model } from './model.ts';

const tokenKey = 'metarange.token';
const firstWaitMillis = 400;
const longestWaitMillis = 5000;

/** The token in the address that the server printed; it is kept for this tab and taken out of the address. */
const takeToken = (): string => {
  const given = location.hash.slice(1);
  if (/^[\w-]{32,128}$/.test(given)) {
    sessionStorage.setItem(tokenKey, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(tokenKey) ?? '';
};

/** The page's socket: it is opened again by itself, with growing patience, and the model is brought up to date then. */
export class Link {
  private readonly model: Model;
  private token: string;
  private socket: WebSocket | null = null;
  private waitMillis = firstWaitMillis;
  private timer = 0;
  private orders = 0;

  constructor(model: Model) {
    this.model = model;
    this.token = takeToken();
    addEventListener('online', () => this.retry());
    addEventListener('hashchange', () => {
      this.token = takeToken();
      this.retry();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.retry();
    });
    this.connect();
  }

  /** Takes a token that was typed in. */
  useToken(text: string): void {
    location.hash = text.trim().replace(/^.*#/, '');
  }

  /** Asks for a run; the fault of an order that cannot be carried out, null where it begins. */
  async start(run: RunOrder): Promise<Fault | null> {
    const order = ++this.orders;
    const answer = this.model.answer(order);
    if (!this.send({ t: 'start', order, run }))
      return { what: 'no connection', where: 'this page', nearest: 'wait until it is back' };
    return answer;
  }

  stop(): void {
    this.send({ t: 'stop' });
  }

  pace(pace: number): void {
    this.send({ t: 'pace', pace });
  }

  /** The report of the last run, as a file. */
  async report(): Promise<Blob | null> {
    const answer = await fetch('/report', { headers: this.headers() });
    return answer.ok ? answer.blob() : null;
  }

  private headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}` };
  }

  private send(message: PageMessage): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private retry(): void {
    if (this.socket !== null && this.socket.readyState <= WebSocket.OPEN) return;
    clearTimeout(this.timer);
    this.waitMillis = firstWaitMillis;
    this.connect();
  }

  private connect(): void {
    if (this.token === '') {
      this.model.change({ link: 'no token' });
      return;
    }
    const socket = new WebSocket(`ws://${location.host}/feed`, [protocolName, tokenOffer + this.token]);
    this.socket = socket;
    socket.onopen = () => {
      this.waitMillis = firstWaitMillis;
      this.model.change({ link: 'open' });
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => this.model.hear(JSON.parse(data) as ServerMessage);
    socket.onclose = () => void this.lost(socket);
  }

  private async lost(socket: WebSocket): Promise<void> {
    if (socket !== this.socket) return;
    if (this.model.link !== 'refused') this.model.change({ link: 'lost' });
    const wait = this.waitMillis * (0.8 + 0.4 * Math.random());
    this.waitMillis = Math.min(longestWaitMillis, this.waitMillis * 1.7);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), wait);
    // A socket that is refused looks like one that fails: only a request tells whether the token is no longer the right one.
    const answer = await fetch('/hello', { headers: this.headers() }).catch(() => null);
    if (answer !== null && socket === this.socket)
      this.model.change({ link: answer.status === 401 ? 'refused' : 'lost' });
  }
}
