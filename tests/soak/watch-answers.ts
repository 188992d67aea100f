import type { Emulator } from '../../emulator/emulator.ts';
import type { InteractionOutcome } from '../../emulator/people/interact.ts';
import type { Heard } from './judge-answers.ts';

/** Follows what the program sends in answer, request by request. */
export type AnswerWatch = {
  /** What came of it; the outcome is live, so this is asked when all is over. */
  heard(name: string, end: InteractionOutcome | Error): Heard;
  leave(): void;
};

/** Begins with the next request. */
export function watchAnswers(emulator: Emulator): AnswerWatch {
  const callbacks = new Map<string, number>();
  const later = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => void counts.set(key, (counts.get(key) ?? 0) + 1);
  const leave = emulator.on('request', ({ method, path }) => {
    const [, kind = '', first = '', second = ''] = path.split('/');
    if (kind === 'interactions') count(callbacks, first);
    if (kind === 'webhooks' && method !== 'GET') count(later, second);
  });
  return {
    heard(name, end) {
      if (end instanceof Error) {
        const wasRefused = end.message.includes('it was refused');
        return {
          name,
          acknowledgedAfterMs: null,
          callbackType: null,
          callbacks: wasRefused ? 1 : 0,
          later: 0,
          isLoading: end.message.includes('not filled in'),
          refusals: wasRefused && !end.message.includes('10062') ? [end.message] : [],
          content: end.message,
        };
      }
      return {
        name,
        acknowledgedAfterMs: end.acknowledgedAfterMs,
        callbackType: end.callbackType,
        callbacks: callbacks.get(end.interactionId) ?? 0,
        later: later.get(end.interactionToken) ?? 0,
        isLoading: false,
        refusals: end.errors.map(({ status, code, message }) => `${status} ${code} ${message}`),
        content: [end.content, ...end.followUps.map((followUp) => followUp.content)].join(' · '),
      };
    },
    leave,
  };
}
