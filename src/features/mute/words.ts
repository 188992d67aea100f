import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch mute`. */
export const muteText = makeTexts('mute', {
  muted: 'Muted. No more reminders or messages about it there.',
  mutedSame: 'Nothing to change: it is muted there already.',
  unmuted: 'No longer muted. Reminders still to come will come.',
  muteTitle: 'Muted events',
  muteEventField: 'Event',
  muteAll: 'Muted in this channel',
  muteNone: 'none',
  muteComing_one: 'Without this, {{count}} reminder would still come; the next {{day}}, {{time}}.',
  muteComing_other: 'Without this, {{count}} reminders would still come; the next {{day}}, {{time}}.',
  muteNothing: 'No reminder of it is ahead at present.',
  muteCorrected: 'If its date moves, what was said here is set right without a new message.',
  unmuteNext: 'Next reminder {{day}}, {{time}}. What fell due while it was muted is not posted.',
  muteHow: 'To have it back: /datewatch unmute event:…',
  muteNotWanted:
    '{{channel}} does not get {{title}} anyway, so there is nothing to mute. `/datewatch subscriptions` shows what it gets. Nothing was changed.',
  muteTooMany:
    'At most {{max}} events can be muted in a channel. Narrow what it gets with `/datewatch subscribe` instead. Nothing was changed.',
  mute: 'No more reminders or messages about one event in a channel',
  muteChannel: 'Which channel; this one if left out',
  unmute: 'Tell a channel of an event again that was muted there',
  unmuteChannel: 'Which channel; this one if left out',
  unmuteEvent: 'Which of the muted events',
  unmuteUnknown: '`{{name}}` is not muted in {{channel}}. {{offer}} Nothing was changed.',
  unmuteOffer: 'Muted there: {{names}}.',
  unmuteNone: 'Nothing is muted there.',
});
