import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch subscribe`. */
export const subscribeText = makeTexts('subscribe', {
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
});
