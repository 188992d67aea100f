/** Pins, on the old and the newer addresses: https://discord.com/developers/docs/resources/message#pin-message */

import type { Call } from '../core.ts';
import { messagesIn } from '../core.ts';
import { PERMISSION } from '../world/compute-permissions.ts';
import { describeMessage } from '../world/describe-message.ts';
import { botMay, findChannel, findMessage } from '../world/find-target.ts';
import { replaceMessage } from '../world/store-message.ts';
import type { StoredMessage } from '../world/world.ts';
import type { Answer } from './answer-request.ts';
import { NO_CONTENT, ok, refuse } from './answer-request.ts';

/** Discord refuses the 51st pin of a channel with 30003 (250 since the newer routes; the smaller number is the safer test). */
const MAX_PINS = 50;

/** Needs PIN_MESSAGES; MANAGE_MESSAGES, which ruled pins until February 2026, is not enough. Pinning twice changes nothing. */
export function pinMessage(call: Call): Answer {
  return setPinned(call, true);
}

/** The reverse, with the same permissions. */
export function unpinMessage(call: Call): Answer {
  return setPinned(call, false);
}

function setPinned(call: Call, pinned: boolean): Answer {
  const sought = findMessage(call);
  if (sought.refused !== undefined) return sought.refused;
  const { channel, message } = sought.found;
  if (!botMay(call, channel, PERMISSION.pinMessages)) return refuse('missing-permissions');
  if (pinned && !message.pinned && pinsOf(call, channel.id).length >= MAX_PINS) return refuse('too-many-pins');
  if (message.pinned !== pinned) replaceMessage(call.core, { ...message, pinned });
  return NO_CONTENT;
}

/** `GET /channels/:channel/pins`: a bare list. */
export function listPins(call: Call): Answer {
  const sought = findChannel(call);
  if (sought.refused !== undefined) return sought.refused;
  return ok(pinsOf(call, sought.found.id).map((message) => describeMessage(call.core.world, message)));
}

/** `GET /channels/:channel/messages/pins`: with the time of pinning and whether there are more. */
export function listPinPage(call: Call): Answer {
  const sought = findChannel(call);
  if (sought.refused !== undefined) return sought.refused;
  const items = pinsOf(call, sought.found.id).map((message) => ({
    pinned_at: new Date(message.editedMs ?? message.createdMs).toISOString(),
    message: describeMessage(call.core.world, message),
  }));
  return ok({ items, has_more: false });
}

function pinsOf(call: Call, channelId: string): readonly StoredMessage[] {
  return [...messagesIn(call.core.world, channelId).values()].filter(({ pinned }) => pinned).reverse();
}
