/** What a person does, on its way to the emulator. */

async function send(path, body) {
  const response = await fetch(`/emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.replace(/^emulator: /, ''));
  return answer;
}

/** One thing a person does with the bot: `kind` and `doing` as `people/interact.ts` has them. Rejects with what Discord's client would show. */
export const interact = (kind, doing) => send('interact', { kind, doing: { ...doing, locale: 'en-US' } });

/** A person writes a message that is no command. */
export const write = (userId, channelId, content) => send('change', { do: 'postAs', userId, channelId, content });

/** An action of the page itself: the clock, what becomes of a date, a list. Resolves with what was done, in a sentence. */
export const direct = async (action) => (await send('stage', action)).said;
