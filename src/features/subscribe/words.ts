import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch subscribe`. */
export const subscribeText = makeTexts('subscribe', {
  // /datewatch unsubscribe
  unsubscribed: 'Unsubscribed. No more reminders there.',
  unsubscribeTitle: 'Subscription removed',
  unsubscribeStopped: 'Stopped. No more reminders there.',
  unsubscribeStoppedTitle: 'Subscription stopped',
  unsubscribeSettings:
    'It stands in the settings file, so it stays listed as paused. `/datewatch subscribe` starts it again. To remove it for good, delete it from the file first.',
  unsubscribeBack: 'To have it back: `/datewatch subscribe`.',
  unsubscribeNothing:
    '{{channel}} has no subscription, so nothing was changed. `/datewatch check` shows the channels that have one.',
  unsubscribeAlready:
    '{{channel}} is already stopped. Its subscription stands in the settings file; delete it there to remove it for good.',
  roleEveryone: '@everyone is not pinged by reminders. Choose another role, or none. Nothing was changed.',
  subscribe: 'Remind a channel before dates, or change only the options you name',
  subscribeChannel: 'Which channel; this one if left out',
  subscribeLeads: 'How long before, such as 7d 1d or an hour before',
  subscribeQuiet: 'Hours without messages, such as 10pm-7am',
  subscribeRole: 'Whom to ping, for confirmed dates only',
  subscribeReset: 'Start anew instead of keeping what you leave out',
  subscribePublish: 'In an announcement channel: also to the channels that follow it; yes if left out',
  publishOn: 'Published to the channels that follow this one; Discord allows 10 an hour. `publish: False` ends it.',
  publishOff: 'Not published. `publish: True` sends them to the channels that follow this one too.',
  publishNone: 'Does nothing here: only an announcement channel can be followed.',
  unsubscribe: 'No more reminders for a channel',
  unsubscribeChannel: 'Which channel; this one if left out',
});
