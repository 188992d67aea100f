import { makeTexts } from '../../render/text/text.ts';

/** Words that several commands share: refusals, options, subscriptions and clocks. */
export const callText = makeTexts('call', {
  // The first words of commands
  rootDates: 'Dates: the next ones, the list, one in full, what changed',
  rootRemind: 'Reminders for you alone, by direct message',
  rootDatewatch: 'What channels of this server get, for those who may manage it',
  previous: 'Previous',
  next: 'Next',
  channelClosed:
    '**Closed to me:** {{channel}}. {{reason}} What it gets rests, and goes on by itself when the channel is open again.',
  channelGone:
    '**Gone:** Discord has no channel {{id}} any more. What it got can be removed with `/datewatch subscriptions`, and is after 30 days.',
  channelsClosed: '**Closed to me or gone:** {{count}} channels of this server. `/datewatch subscriptions` names them.',
  // /datewatch subscribe
  subscribed: 'Subscribed. Next reminder {{day}}, {{time}} ({{city}}).',
  subscribedNone: 'Subscribed. Nothing is ahead yet.',
  subscribeTitle: 'Subscription saved',
  subscribeReplaced: 'Subscription changed',
  subscribeResumed: 'Subscription active again',
  channelField: 'Channel',
  eventsField: 'Events',
  leadsField: 'Reminders',
  pingField: 'Ping',
  wasField: 'Before',
  wasFromSettings: 'It came from the settings file. This command wins over it.',
  wasPaused: 'It was paused: {{reason}}. What fell due meanwhile is not posted.',
  missedField: 'Missed while it was paused',
  missedLine_one: '{{count}} reminder of {{title}} never came.',
  missedLine_other: '{{count}} reminders of {{title}} never came.',
  nextReminders: 'Next reminders here',
  nothingAhead: 'Nothing ahead',
  nothingAheadText: 'No exact date ahead, so nothing will be posted until the list has new dates. {{last}}',
  nothingLeft: 'Dates are ahead, but all their reminders have passed.',
  passedField: 'Already passed',
  passedLine_one: '{{count}} reminder of {{title}} has passed and is not posted.',
  passedLine_other: '{{count}} reminders of {{title}} have passed and are not posted.',
  passedChanged_one:
    '{{count}} reminder of {{title}} has passed. If it was not told here, it comes now, marked as late.',
  passedChanged_other:
    '{{count}} reminders of {{title}} have passed. If none was told here, the nearest comes now, marked as late.',
  idleField: 'What does nothing',
  idleNoHourOne: '`{{lead}}` does nothing for {{names}}: its opening hour is not known.',
  idleNoHourMany: '`{{lead}}` does nothing for {{names}}: their opening hours are not known.',
  idleTogether: '`{{lead}}` and `{{other}}` fall together for {{names}}: one reminder.',
  pingFailsField: 'The ping will not work yet',
  pingFails:
    'I may not ping {{role}}. Allow anyone to mention it (Server Settings, Roles), or grant me {{permission}} in {{channel}}. Reminders come without a ping until then.',
  permissionMentionAll: 'Mention @everyone, @here, and All Roles',
  timesIn: 'Times as in {{city}}. /datewatch settings changes that.',
  // /datewatch settings
  settingsNow: 'Clock of this server: {{city}}, reminders at {{time}}.',
  settingsSaved: 'Saved: {{city}}, reminders at {{time}}.',
  settingsSame: 'Nothing to change: {{city}}, reminders at {{time}}.',
  settingsTitle: 'Clock of this server',
  zoneField: 'Zone',
  postingTimeField: 'Posting time',
  settingsDefault: '{{value}} (the default)',
  settingsWas: '{{now}} (before: {{before}})',
  timeThere: 'It is now',
  movedField: 'Next reminder moved (times in {{city}})',
  movedLine: '{{channel}}: {{before}} → {{after}}',
  movedNone: 'No next reminder moved.',
  settingsHow: 'To change it: /datewatch settings zone:… posting-time:…',
  gatewayUp: 'up',
  alarms: 'Please look at',
  // Refusals.
  refused: '{{why}} Nothing was changed.',
  serverFull_one:
    'This server has {{count}} channel that gets something, which is as many as it may have here. Unsubscribe one first, or ask whoever runs this bot.',
  serverFull_other:
    'This server has {{count}} channels that get something, which is as many as it may have here. Unsubscribe one first, or ask whoever runs this bot.',
  needServer: 'This works in a server only, not in direct messages. Use it in a channel of your server.',
  needManage: 'You need the permission Manage Server for this. Nothing was changed. Ask somebody who has it.',
  badLeads:
    '`{{bad}}` is not a time before a date. Write times such as `7d 1d 1h`: a number with w, d, h or m, or `at`; at most 366 days. Nothing was changed.',
  noLeads:
    'No time before a date was found. Write times such as `7d 1d 1h`, or leave leads out for the defaults. Nothing was changed.',
  tooManyLeads: '{{count}} times before a date are too many: at most {{max}}. Leave some out. Nothing was changed.',
  unknownTopic: 'No event has the topic `{{word}}`. {{near}}',
  unknownKind: 'No event is of the kind `{{word}}`. {{near}}',
  nearWords: 'Did you mean {{words}}?',
  knownWords: 'Known: {{words}}.',
  eventGone: 'This event is no longer in the list. `/dates list` shows what is.',
  noWords: 'The list has none at present.',
  tooManyWords: '{{count}} at once are too many: at most {{max}}.',
  unknownEvent: 'No event is called `{{name}}`. {{near}}',
  nearEvents: 'Did you mean {{names}}?',
  seeEvents: '`/dates list` lists them all.',
  channelKind:
    '{{channel}} cannot take reminders: it is {{kind}}. Choose a text channel, an announcement channel or a thread. Nothing was changed.',
  kindForum: 'a forum, where every message would be a new thread',
  kindDm: 'a direct message',
  kindOther: 'not a channel for messages',
  channelHidden:
    'You cannot see that channel, so you cannot change what it gets. Choose another one. Nothing was changed.',
  channelMissing:
    'I cannot post in {{channel}}: I need {{permissions}} there. Grant it in Edit Channel, Permissions, and try again. Nothing was changed.',
  channelUnknown:
    'I cannot tell what I may do in {{channel}}. Type `/datewatch subscribe` in that channel itself. Nothing was changed.',
  badZone:
    '`{{zone}}` is not a time zone I know. Write one such as `America/New_York` or `Asia/Seoul`, not an abbreviation. {{near}} Nothing was changed.',
  badTime:
    '`{{time}}` is not a time of day. Write hours and minutes from 00:00 to 23:59, such as `09:00`. Nothing was changed.',
  // Fields that several answers have.
  publishField: 'Followers',
  quietField: 'Quiet hours',
  quietHow:
    'From {{from}} to {{until}}, {{city}} time. What falls in them waits for their end, unless its date comes first.',
  keptField: 'Kept from before',
  keptLeads: 'Reminders for single kinds: {{kinds}} (`/datewatch leads`)',
  keptPings: 'What pings: {{ping}} (`/datewatch pings`)',
  keptNotices: 'What is told of changes (`/datewatch notices`)',
  keptMuted: 'Muted: {{names}} (`/datewatch mute`)',
  badUntil:
    '`{{typed}}` names no end of a pause. Write how long, such as `12h`, `3d` or `2w`, or a day such as `{{day}}`, with a time if you like: `{{day}} 08:00`. Nothing was changed.',
  untilBehind: '`{{typed}}` is not ahead: it is {{day}}, {{time}} here. Name a later end. Nothing was changed.',
  untilFar:
    '`{{typed}}` is more than a year ahead. Name an earlier end, or use `/datewatch unsubscribe`. Nothing was changed.',
  // Refusals of several.
  notSubscribed:
    '{{channel}} has no subscription, so there is nothing to choose. Use `/datewatch subscribe` there first. Nothing was changed.',
  badQuiet:
    '`{{typed}}` are no quiet hours. Write from and until, such as `22:00-07:00`, or `none`. Nothing was changed.',
  equalQuiet:
    '`{{typed}}` begin and end at the same time, which would be all day. Use `/datewatch pause` for that. Nothing was changed.',
  unknownRegion: 'No event has the region `{{word}}`. {{near}}',
  unknownCertainty: '`{{word}}` is not a certainty. {{near}}',
  choiceTooManyWords: '{{count}} words in `{{option}}` are too many: at most {{max}}. Nothing was changed.',
  badWord: '`{{word}}` in `{{option}}` holds no letter or digit to look for. Nothing was changed.',
  longWord: '`{{word}}` in `{{option}}` is too long: at most {{max}} characters. Nothing was changed.',
  optionBlock: 'No events with any of these words, between commas',
  optionCertainty: 'Only events so sure, such as confirmed, expected',
  optionEvent: 'Part of its title or id',
  optionKind: 'Only this kind of event',
  optionRegion: 'Only this region; several between commas',
  optionTopic: 'Only this topic',
  optionWords: 'Only events with one of these words, between commas',
  oneAtATime:
    'Your last choices are still being saved. Please wait a moment and try again; nothing was changed by this one.',
  unknownChoice: '`{{typed}}` is none of the choices for `{{option}}`. Pick one from the list. Nothing was changed.',
  stoppedReason: 'stopped by /datewatch unsubscribe',
});

/** Names of edges and of kinds of change, as people choose them and as answers call them. */
export const nameText = makeTexts('names', {
  opens: 'opens',
  closes: 'closes',
  due: 'is due',
  'takes-effect': 'takes effect',
  expires: 'ends',
  'last-day': 'last day',
  earlier: 'earlier date',
  later: 'later date',
  extended: 'deadline extended',
  confirmed: 'confirmed, or more sure',
  'became tentative': 'in doubt, or less sure',
  'became exact': 'day or hour set',
  withdrawn: 'day or hour withdrawn',
  cancelled: 'cancelled',
  postponed: 'postponed, no new date',
  restored: 'on again',
  outcome: 'outcome recorded',
  new: 'new entry',
  removed: 'removed from the list',
  'text only': 'details corrected',
});
