import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch notices`: kinds of change and ways to report them, as people choose them. */
export const noticeWayText = makeTexts('noticeWays', {
  notices: 'What a channel hears when the list changes; without options, what holds now',
  noticesChange: 'Which kind of change',
  noticesChannel: 'Which channel; this one if left out',
  noticesWay: 'What to do at it',
  ping: 'new message with a ping',
  post: 'new message without a ping',
  edit: 'earlier messages are set right, no new one',
  nothing: 'nothing',
  default: 'the default',
  shown_one: '{{count}} kind of change is chosen for this channel, the rest follow the defaults.',
  shown_other: '{{count}} kinds of change are chosen for this channel, the rest follow the defaults.',
  shownNone: 'No kind of change is chosen for this channel: all follow the defaults.',
  saved: 'Saved: {{change}} → {{way}}.',
  same: 'Nothing to change: {{change}} → {{way}}.',
  title: 'When the list changes',
  row: '• {{change}} → {{way}}',
  rowChosen: '• **{{change}} → {{way}}** (the default: {{fallback}})',
  announced: 'Told before',
  announcedText: 'A channel that was told a date is always set right when it changes, whatever is chosen here.',
  noRole: 'No ping yet',
  noRoleText: 'No role is set for {{channel}}, so nobody is pinged. `/datewatch subscribe` with `role` sets one.',
  how: 'To change one: /datewatch notices change:… way:…',
  both: 'To choose, name both `change` and `way`. Without them I show what holds now. Nothing was changed.',
  notSubscribed:
    '{{channel}} has no subscription, so it hears nothing at all. Use `/datewatch subscribe` there first. Nothing was changed.',
});
