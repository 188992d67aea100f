import type { Call } from '../core.ts';
import { type Answer, describeReason, type Reason, refuse, refuseForm } from '../rest/answer-request.ts';
/** Answers a body that Discord would refuse, and records it as a violation so that a test can fail for it. */

/** Fields discord.js sends in every message body and Discord ignores where they mean nothing. */
export const IGNORED_IN_MESSAGES: ReadonlySet<string> = new Set(['tts', 'nonce', 'enforce_nonce']);

/** The refusal for these reasons, recorded; undefined when there are none. */
export function refuseBody(call: Call, reasons: readonly Reason[]): Answer | undefined {
  return reasons.length === 0 ? undefined : refuseForm(noteReasons(call, reasons));
}

/** 50006, recorded. */
export function refuseEmpty(call: Call): Answer {
  recordViolation(call, ['(body): Cannot send an empty message']);
  return refuse('empty-message');
}

/** The refusal of a body that could not even be read, recorded. */
export function refuseUnreadable(call: Call, problem: 'invalid-json' | 'wrong-type' | 'too-large'): Answer {
  if (problem === 'wrong-type') {
    const message = 'Expected "Content-Type" header to be one of {\'application/json\'}.';
    return refuseForm(noteReasons(call, [{ path: [], code: 'CONTENT_TYPE_INVALID', message }]));
  }
  recordViolation(call, [problem === 'invalid-json' ? '(body): it is no JSON' : '(body): it has more than 25 MiB']);
  return refuse(problem);
}

function noteReasons(call: Call, reasons: readonly Reason[]): readonly Reason[] {
  recordViolation(call, reasons.map(describeReason));
  return reasons;
}

function recordViolation(call: Call, reasons: readonly string[]): void {
  const violation = { method: call.method, path: call.path, reasons, body: call.body, atMs: call.core.machineNow() };
  call.core.violations.push(violation);
  call.core.signals.emit('violation', violation);
}
