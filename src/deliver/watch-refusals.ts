import { guildOf } from '../model/subscription.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import { type ChannelAnswers, isOutage, judgeRefusal, waitAfterRefusal } from './judge-closing.ts';
import type { SendResult } from './sender.ts';

/** Judges refusals by what else Discord answers. */
export type RefusalWatch = {
  /**
   * The answer to a send as it is to be taken: a refusal that may pass is one more failure, which is tried again. One of
   * a channel that `rests` is believed at once: it was judged before.
   */
  judge(post: Pick<ClaimedPost, 'owner' | 'channel'>, result: SendResult, rests: boolean): SendResult;
  isOutage(): boolean;
};

/** A channel that was not heard of for so long is forgotten. */
const FORGET_MS = 6 * 3_600_000;
/** Memory stays flat: beyond so many the channels that were heard of least lately are forgotten. */
const MOST_CHANNELS = 20_000;

/** Watches the answers to all sends of this process. */
export function watchRefusals(parts: {
  monotonic(): number;
  /** Whether the gateway has said that the bot is no longer in this server. */
  hasLeft(server: string): boolean;
  /** Called at the beginning and at the end of an outage, once each. */
  outage(isOn: boolean): void;
}): RefusalWatch {
  const { monotonic, hasLeft } = parts;
  const answers = new Map<string, ChannelAnswers>();
  let isOn = false;
  const hear = (channel: string, heard: ChannelAnswers): void => {
    // Anew at the end: the first ones are those that were heard of longest ago.
    answers.delete(channel);
    answers.set(channel, heard);
    for (const [known, { heardAt }] of answers) {
      if (answers.size <= MOST_CHANNELS && heard.heardAt - heardAt < FORGET_MS) break;
      answers.delete(known);
    }
    // Only a refusal can begin one, and only while one is on can anything end it.
    if (!isOn && heard.refusedSince === null) return;
    const was = isOn;
    isOn = isOutage(answers, heard.heardAt, was, hasLeft);
    if (isOn !== was) parts.outage(isOn);
  };
  return {
    isOutage: () => isOn,
    judge({ owner, channel }, result, rests) {
      if (owner.kind === 'person') return result;
      const now = monotonic();
      const server = guildOf(owner) ?? channel;
      if (result.kind === 'sent' || result.kind === 'removed' || result.kind === 'refused') {
        hear(channel, { server, refusedSince: null, heardAt: now });
        return result;
      }
      if (result.kind !== 'closed') return result;
      const refusedSince = answers.get(channel)?.refusedSince ?? now;
      if (rests) {
        answers.delete(channel);
        return result;
      }
      hear(channel, { server, refusedSince, heardAt: now });
      const verdict = judgeRefusal(result.reason, refusedSince, now, isOn && !hasLeft(server));
      if (verdict === 'closing') {
        answers.delete(channel);
        return result;
      }
      const refusing = [...answers.values()].filter((one) => one.refusedSince !== null).length;
      return { kind: 'failed', why: result.why, waitMs: waitAfterRefusal(verdict, refusing) };
    },
  };
}
