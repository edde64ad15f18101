import type { Hello } from '../../framework/control.ts';
import type { Content, Tag } from '../../framework/crypto.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { End } from './ends.ts';
import type { LiveHouse } from './live-house.ts';
import type { LivePost } from './live-post.ts';
import type { Knock } from './preamble.ts';

/** What a stateless cookie is made over: only one who receives at the address learns it. */
const cookieContent = (source: number): Content => ['cookie', source];

/** Whether who knocks may take a place at the door: judged on the first packet alone. */
export class Admission {
  private readonly house: LiveHouse;
  private readonly post: LivePost;

  constructor(house: LiveHouse, post: LivePost) {
    this.house = house;
    this.post = post;
  }

  /** The first refusal of the controls that stand there. */
  judge(knock: Knock, end: End): Refusal | undefined {
    const { nodes } = this.house;
    const { node } = end;
    const { post } = this;
    const hello: Hello = {
      from: knock.from,
      to: node,
      source: knock.source,
      cookie: this.cookieIn(knock),
      cookieContent: cookieContent(knock.source),
      halfOpen: nodes.halfOpen(node),
      halfOpenLimit: nodes.placed(node).halfOpenLimit,
    };
    post.stand({ place: end.point, node, peer: knock.source, session: end.out, end: null, link: knock.link });
    const { admitters, admitterNumbers } = end.chain;
    let refusal: Refusal | undefined;
    for (let index = 0; index < admitters.length && refusal === undefined; index++) {
      post.use(admitterNumbers[index]!);
      refusal = admitters[index]!(hello, post.view);
    }
    post.rest();
    return refusal;
  }

  /** A cookie for who knocked, to come again with. */
  cookieFor({ source, to }: Knock): Uint8Array {
    const { suite, rings } = this.house;
    return suite.termBytes(suite.tag(rings.of(to).cookieSecret!, cookieContent(source)));
  }

  /** The cookie that a knock echoes, null where it has none that could be one. */
  private cookieIn({ cookie }: Knock): Tag | null {
    if (cookie.length === 0) return null;
    return (this.house.suite.termFrom('tag', cookie) as Tag | undefined) ?? null;
  }
}
