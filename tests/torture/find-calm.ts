import type { RequestSeen, Story } from './story.ts';

/** A stretch of machine time, ms. */
export type Span = { readonly from: number; readonly to: number };

/**
 * In so much undisturbed time a program that runs must have announced what is due: a tick, the pause after a start, a
 * burst.
 */
export const CALM_MS = 4_000;

/** For so long an answer that never comes holds a channel: the client's deadline and a half. */
const HANG_MS = 16_000;
/** A 429 may be global: all channels wait. The longest that is thrown, and a little. */
const LIMITED_MS = 3_000;
/** The longest pause between two tries of a post. */
const LONGEST_WAIT_MS = 300_000;
/**
 * Discord takes five creates in five seconds. A channel that got nearly as many is busy with what has piled up: the next
 * post waits its turn.
 */
const WINDOW = { creates: 4, ms: 5_500 };

/**
 * The stretches in which a program ran and nothing kept it from posting in that channel, each at least `CALM_MS` long.
 */
export function calmSpans(story: Story, channel: string): Span[] {
  const troubles = troublesOf(story, channel).sort((a, b) => a.from - b.from);
  return story.lives.flatMap(({ running, ended }) => {
    if (running === null) return [];
    const spans: Span[] = [];
    let from = running;
    for (const trouble of troubles) {
      if (trouble.to <= from || trouble.from >= ended) continue;
      spans.push({ from, to: trouble.from });
      from = trouble.to;
    }
    return [...spans, { from, to: ended }].filter((span) => span.to - span.from >= CALM_MS);
  });
}

function troublesOf(story: Story, channel: string): Span[] {
  const isOwn = (request: RequestSeen): boolean => request.channel === channel;
  const [creates, edits] = [story.creates.filter(isOwn), story.edits.filter(isOwn)];
  const limited = [...story.creates, ...story.edits]
    .filter(({ status }) => status === 429)
    .map(({ at }) => ({ from: at, to: at + LIMITED_MS }));
  const full = creates.flatMap(({ at }, index) => {
    const last = creates[index + WINDOW.creates - 1];
    return last === undefined || last.at - at > WINDOW.ms ? [] : [{ from: last.at, to: at + WINDOW.ms + 1_000 }];
  });
  const all = [...creates, ...edits].map(({ at }) => at).sort((a, b) => a - b);
  return [...limited, ...full, ...failedSpans(creates, story.lives, all), ...failedSpans(edits, story.lives, all)];
}

/**
 * Around failures; `all` is when any request of the channel came, in order. A post waits longer with each try that
 * failed, also when others of its channel went well meanwhile; a kill may have cost it one more, without any request.
 */
function failedSpans(requests: readonly RequestSeen[], lives: Story['lives'], all: readonly number[]): Span[] {
  const failing = new Map<string, { failures: number; readonly since: number }>();
  return requests.flatMap(({ of, at, tookMs, status }) => {
    if (status >= 200 && status < 300) {
      failing.delete(of);
      return tookMs < 300 ? [] : [{ from: at, to: at + tookMs }];
    }
    const post = failing.get(of) ?? { failures: 0, since: at };
    // Too soon, says a 429: that counts as no try.
    if (status !== 429) post.failures += 1;
    failing.set(of, post);
    const kills = lives.filter(({ ended }) => ended > post.since && ended <= at).length;
    const wait = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (post.failures + kills));
    if (status !== 0) return [{ from: at, to: at + tookMs + wait }];
    // The next request shows that the channel is free again; what was not answered waits before it is tried again.
    const next = all.find((other) => other > at) ?? Number.POSITIVE_INFINITY;
    return [{ from: at, to: Math.min(at + HANG_MS, next) + wait }];
  });
}
