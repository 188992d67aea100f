import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch leads`. */
export const leadsText = makeTexts('leads', {
  leadsTitle: 'When reminders come',
  leadsAll: 'All kinds: {{leads}}',
  leadsShown: 'Reminders of this channel. Nothing was changed.',
  leadsSaved: 'Saved: reminders for {{kind}}.',
  leadsSavedAll: 'Saved: reminders for all kinds without their own.',
  leadsSame: 'Nothing to change: they stand so already.',
  leadsHow: 'To change: /datewatch leads kind:… leads:7d 1d 1h. "default" takes a kind back.',
  leadsMissing: 'To choose, name `leads` too, such as `14d 7d 1d`, or `default`. Nothing was changed.',
  leadsTooMany: 'At most {{max}} kinds may have reminders of their own. Take one back first. Nothing was changed.',
  leads: 'When a channel is reminded, by kind of event; without options, what holds now',
  leadsChannel: 'Which channel; this one if left out',
  leadsLeads: 'How long before, such as a week, 1 day; "default" takes them back',
  leadsKind: 'For which kind of event; for all others if left out',
});
