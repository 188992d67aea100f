/** The words of what a channel has chosen for itself: `/leads`, `/pings`, `/mute`, `/unmute`, `/pause`, `/resume`. */
export const choice = {
  // What a subscription wants, in a few words.
  onlyRegions: 'region {{regions}}',
  onlyCertainties: 'only {{certainties}}',
  withWords: 'with the words {{words}}',
  withoutWords: 'without the words {{words}}',
  leadsOfKind: '{{kind}}: {{leads}}',
  quiet: 'quiet from {{from}} to {{until}}',
  notBy: '{{ping}}; not by {{messages}}',
  mutedCount_one: '{{count}} event muted',
  mutedCount_other: '{{count}} events muted',
  mutedNames: 'muted: {{names}}',
  byReminder: 'reminders',
  byCatchUp: 'late reminders in one message',
  byNotice: 'messages about changes',

  // Fields that several answers have.
  quietField: 'Quiet hours',
  quietHow:
    'From {{from}} to {{until}}, {{city}} time. What falls in them waits for their end, unless its date comes first.',
  keptField: 'Kept from before',
  keptLeads: 'Reminders for single kinds: {{kinds}} (`/leads`)',
  keptPings: 'What pings: {{ping}} (`/pings`)',
  keptNotices: 'What is told of changes (`/notices`)',
  keptMuted: 'Muted: {{names}} (`/mute`)',
  pausedField: 'Server paused',
  pausedUntil: 'Until {{day}}, {{time}} ({{city}}). `/resume` ends it now.',

  // /leads
  leadsTitle: 'When reminders come',
  leadsAll: 'All kinds: {{leads}}',
  leadsShown: 'Reminders of this channel. Nothing was changed.',
  leadsSaved: 'Saved: reminders for {{kind}}.',
  leadsSavedAll: 'Saved: reminders for all kinds without their own.',
  leadsSame: 'Nothing to change: they stand so already.',
  leadsHow: 'To change: /leads kind:… leads:7d 1d 1h. "default" takes a kind back.',
  leadsMissing: 'To choose, name `leads` too, such as `14d 7d 1d`, or `default`. Nothing was changed.',
  leadsTooMany: 'At most {{max}} kinds may have reminders of their own. Take one back first. Nothing was changed.',

  // /pings
  pingsTitle: 'Who is pinged when',
  pingsRole: 'Role',
  pingsNoRole: 'none: nobody is pinged. `/subscribe` with `role` sets one.',
  pingsMessages: 'By which messages',
  pingsCertainties: 'For dates that are',
  pingsYes: '• {{what}}: yes',
  pingsNo: '• {{what}}: no',
  pingsShown: 'Pings of this channel. Nothing was changed.',
  pingsOn: 'Saved: {{what}} may ping.',
  pingsOff: 'Saved: {{what}} will not ping.',
  pingsSame: 'Nothing to change: it stands so already.',
  pingsDates: 'dates that are {{certainty}}',
  pingsBoth: '{{first}} and {{second}}',
  pingsHow: 'To change: /pings message:… or certainty:…, and ping:True or False.',
  pingsRule: 'Both must say yes. Of changes, /notices says which kinds ping.',
  pingsMissing:
    'To choose, name `message` or `certainty`, and `ping`. Without them I show what holds now. Nothing was changed.',

  // /mute and /unmute
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
  muteHow: 'To have it back: /unmute event:…',
  muteNotWanted:
    '{{channel}} does not get {{title}} anyway, so there is nothing to mute. `/subscriptions` shows what it gets. Nothing was changed.',
  muteTooMany:
    'At most {{max}} events can be muted in a channel. Narrow what it gets with `/subscribe` instead. Nothing was changed.',
  unmuteUnknown: '`{{name}}` is not muted in {{channel}}. {{offer}} Nothing was changed.',
  unmuteOffer: 'Muted there: {{names}}.',
  unmuteNone: 'Nothing is muted there.',

  // /pause and /resume
  paused: 'Paused until {{day}}, {{time}} ({{city}}).',
  pauseTitle: 'This server is paused',
  pauseRows:
    'No reminders until then, in any channel. What falls due in the meantime is not posted later.\nMessages about changes wait for the end, unless a date comes first. Earlier messages are still set right.',
  pauseSkipped_one: '{{count}} reminder falls into the pause.',
  pauseSkipped_other: '{{count}} reminders fall into the pause.',
  pauseSkippedMost: 'More than {{count}} reminders fall into the pause.',
  pauseSkippedNone: 'No reminder falls into the pause.',
  pauseSkippedField: 'What it leaves out',
  pauseWas: 'It was paused until {{day}}, {{time}}.',
  pauseWasNot: 'It was not paused.',
  pauseBack: 'To end it earlier: /resume',
  resumed: 'Reminders go on. What fell due in the pause is not posted.',
  resumeTitle: 'The pause has ended',
  resumeNext: 'Next reminder in this server',
  resumeNextLine: '{{channel}}: {{reminder}}',
  resumeNothing: 'none ahead',
  notPaused: 'This server is not paused, so there is nothing to resume. Nothing was changed.',
  badUntil:
    '`{{typed}}` names no end of a pause. Write how long, such as `12h`, `3d` or `2w`, or a day such as `{{day}}`, with a time if you like: `{{day}} 08:00`. Nothing was changed.',
  untilBehind: '`{{typed}}` is not ahead: it is {{day}}, {{time}} here. Name a later end. Nothing was changed.',
  untilFar: '`{{typed}}` is more than a year ahead. Name an earlier end, or use `/unsubscribe`. Nothing was changed.',

  // Refusals of several.
  notSubscribed:
    '{{channel}} has no subscription, so there is nothing to choose. Use `/subscribe` there first. Nothing was changed.',
  badQuiet:
    '`{{typed}}` are no quiet hours. Write from and until, such as `22:00-07:00`, or `none`. Nothing was changed.',
  equalQuiet:
    '`{{typed}}` begin and end at the same time, which would be all day. Use `/pause` for that. Nothing was changed.',
  unknownRegion: 'No event has the region `{{word}}`. {{near}}',
  unknownCertainty: '`{{word}}` is not a certainty. {{near}}',
  tooManyWords: '{{count}} words in `{{option}}` are too many: at most {{max}}. Nothing was changed.',
  badWord: '`{{word}}` in `{{option}}` holds no letter or digit to look for. Nothing was changed.',
  longWord: '`{{word}}` in `{{option}}` is too long: at most {{max}} characters. Nothing was changed.',
} as const;
