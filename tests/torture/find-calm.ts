import type { RequestSeen, Story } from './story.ts';

/** A stretch of machine time, ms. */
export type Span = { readonly from: number; readonly to: number };

/** In so much undisturbed time a program that runs must have told what is due: a tick, the pause after a start, a burst. */
export const CALM_MS = 4_000;

/** For so long an answer that never comes holds a channel: the client's deadline and a half. */
const HANG_MS = 16_000;
/** A 429 may be global: all channels wait. The longest that is thrown, and a little. */
const LIMITED_MS = 3_000;
const WINDOW = { creates: 5, ms: 5_000 };

/** The stretches in which a program ran and nothing kept it from posting in that channel, each at least `CALM_MS` long. */
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
  return [...limited, ...full, ...failedSpans(creates, all), ...failedSpans(edits, all)];
}

/** Around failures of one kind of request; `all` is when any request of the channel came, in order. */
function failedSpans(requests: readonly RequestSeen[], all: readonly number[]): Span[] {
  let failures = 0;
  return requests.flatMap(({ at, tookMs, status }) => {
    failures = status >= 200 && status < 300 ? 0 : failures + 1;
    if (failures === 0) return tookMs < 300 ? [] : [{ from: at, to: at + tookMs }];
    const wait = 1_000 * 2 ** Math.min(failures, 5);
    if (status !== 0) return [{ from: at, to: at + tookMs + wait }];
    // The next request shows that the channel is free again; what was not answered waits before it is tried again.
    const next = all.find((other) => other > at) ?? Number.POSITIVE_INFINITY;
    return [{ from: at, to: Math.min(at + HANG_MS, next) + wait }];
  });
}
