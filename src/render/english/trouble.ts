/** Words to people who can mend something: a server's managers. */
export const trouble = {
  closedLine: 'Reminders for another channel of this server have stopped: the bot can no longer post there.',
  closedTitle: 'A channel no longer gets its reminders',
  closedChannel: 'Channel',
  closedWhy: 'Why',
  closedDo: 'What to do',
  closedMend:
    'Let the bot see the channel and write in it again, then use `/subscribe` there. It says what was missed.',
  closedGone: 'If the channel is gone for good, use `/unsubscribe` with it, or leave it: nothing is posted there.',
} as const;
