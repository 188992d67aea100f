import type { Owner, Subscriber } from '../model/subscription.ts';

/** Discord's own name for direct messages in addresses: the maintainers' channel, whatever its server is. */
const MAINTAINERS = '@me';
/** No id of Discord begins so. The indexes `posts_personal` and `moments_personal` hold the rows that do. */
const PERSON = '@';

/** An owner as the column `guild` holds it: a server's id, or a word that begins with `@`. */
export function encodeOwner(owner: Owner): string {
  if (owner.kind === 'guild') return owner.guild;
  return owner.kind === 'person' ? `${PERSON}${owner.user}` : MAINTAINERS;
}

/** Reads the owner of a row that only a server or a person can have. */
export function decodeSubscriber(text: string): Subscriber {
  if (!text.startsWith(PERSON)) return { kind: 'guild', guild: text };
  return { kind: 'person', user: text.slice(PERSON.length) };
}

/** Reads the owner that `encodeOwner` was given. */
export function decodeOwner(text: string): Owner {
  return text === MAINTAINERS ? { kind: 'maintainers' } : decodeSubscriber(text);
}
