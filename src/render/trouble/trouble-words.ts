import { makeTexts } from '../text/text.ts';

/** Words to people who can fix something: a server's managers, and the maintainers of the list. */
export const troubleText = makeTexts('trouble', {
  closedLine: 'Reminders for a channel have stopped: the bot can no longer post there.',
  closedTitle: 'A channel no longer gets its reminders',
  closedChannel: 'Channel',
  closedWhy: 'Why',
  closedDo: 'What to do',
  closedFix:
    'Let the bot see the channel and write in it again. It tries by itself before each reminder, at least once a day, and after any command in that server. Then it goes on, and says there what was missed.',
  closedGone: 'If the channel is gone for good, remove it in `/datewatch check`, or leave it: nothing is posted there.',
  missedLine_one: 'This channel is open to me again. {{count}} reminder did not come while it was closed.',
  missedLine_other: 'This channel is open to me again. {{count}} reminders did not come while it was closed.',
  missedReminders_one: '{{count}} reminder',
  missedReminders_other: '{{count}} reminders',
  missedChanges_one: 'This channel is open to me again. {{count}} date changed while it was closed.',
  missedChanges_other: 'This channel is open to me again. {{count}} dates changed while it was closed.',
  missedBoth_one:
    'This channel is open to me again. {{reminders}} did not come while it was closed, and {{count}} date changed.',
  missedBoth_other:
    'This channel is open to me again. {{reminders}} did not come while it was closed, and {{count}} dates changed.',
  missedTitle: 'Missed here',
  missedChanged: 'Changed meanwhile',
  boardLine: 'A board has stopped: its message was deleted twice.',
  boardTitle: 'A board has stopped',
  boardDo:
    'To have it again, press Board in `/datewatch setup` of that channel. If nobody wants it there, nothing is needed.',
  brokenLine_one: 'The list of dates is broken: {{count}} problem. The last good list stays in force.',
  brokenLine_other: 'The list of dates is broken: {{count}} problems. The last good list stays in force.',
  brokenTitle: 'The list of dates is broken',
  brokenDo:
    'Fix the file and save it: it is read again within seconds. `datewatch check` names all problems. Until then nothing is lost or cancelled.',
  problems: 'Problems',
  aheadNone: '{{file}}: no exact date ahead.',
  ahead_one: '{{file}}: {{count}} date ahead. {{next}}',
  ahead_other: '{{file}}: {{count}} dates ahead. {{next}}',
  aheadNext: 'Next with the default leads: {{reminders}}.',
  aheadPast: 'With the default leads, every reminder has passed.',
  aheadReminder: '{{day}}: {{title}} {{edge}}',
  row: '• {{line}}',
  wellLine_one: 'The list of dates is in order again: {{count}} event is in force.',
  wellLine_other: 'The list of dates is in order again: {{count}} events are in force.',
  wellTitle: 'The list of dates is in order again',
  wellText: 'What was edited since the last good list holds now.',
  shorterLine_one: 'The list of dates lost {{count}} of its {{of}} entries. The list before it stays in force.',
  shorterLine_other: 'The list of dates lost {{count}} of its {{of}} entries. The list before it stays in force.',
  shorterPoorerLine_one:
    '{{count}} of {{of}} entries of the list says less than before. The list before it stays in force.',
  shorterPoorerLine_other:
    '{{count}} of {{of}} entries of the list say less than before. The list before it stays in force.',
  shorterTitle: 'The list of dates became shorter',
  shorterWaits:
    'Was that meant? Then press the button below, or run `datewatch accept`. If not, put back what is missing. Until then every reminder goes on as before.',
  shorterMinute:
    'If it stays as it is for a minute, it takes effect by itself. If it was not meant, put back what is missing before that.',
  shorterGone: 'Gone',
  shorterPoorer: 'A claim, an earlier date or another part is missing',
  shorterFiles: 'Nothing is left of',
  shorterAccept: 'Accept the shorter list',
  todoOutcomeLine: 'To do: the outcome of {{title}} is not recorded.',
  todoVerifyLine: 'To do: check {{title}}, which is due {{day}}.',
  todoOutcomeTitle: 'An outcome is missing',
  todoVerifyTitle: 'A near date was not checked lately',
  todoHangsLine: 'To do: look at {{title}}. What it depends on has changed.',
  todoHangsTitle: 'An entry depends on one that changed',
  todoHangs:
    '{{title}} depends on {{other}}, which a report of {{day}} called off or moved. Check whether it still holds, then set `lastVerified` ({{place}}).',
  todosLine_one: 'To do for the list: {{count}} entry needs checking.',
  todosLine_other: 'To do for the list: {{count}} entries need checking.',
  todosTitle: 'Entries that need checking',
  todoField: 'To do',
  todoOutcome:
    '{{title}} was due {{day}} and has no outcome. Write what came of it as `outcome` ({{place}}), or set `certainty` to cancelled or postponed.',
  todoNever:
    '{{title}} is due {{day}} and was never verified. Look at its sources, then set `lastVerified` ({{place}}).',
  todoStale:
    '{{title}} is due {{day}} and was last verified {{verified}}. Look at its sources, then set `lastVerified` ({{place}}).',
  startedLine: 'Datewatch started {{day}}, {{time}} {{city}}.',
  startedTitle: 'Datewatch has started',
  stoppedLine: 'Datewatch stopped {{day}}, {{time}} {{city}}.',
  stoppedTitle: 'Datewatch has stopped',
  stoppedText: 'No reminders are posted until it runs again. It then makes up for what it missed.',
  stateLine: 'The state of this bot may be missing: the folder it should be in holds none, or another one.',
  stateTitle: 'The state may be missing',
  clockLine: 'The clock of the machine is wrong. Reminders go by Discord’s clock.',
  clockTitle: 'The clock of the machine is wrong',
  deafLine: 'Commands no longer arrive: Discord has closed the connection for good. Reminders still go out.',
  deafTitle: 'Commands no longer arrive',
  deafText: 'Reminders still go out. Fix what is named below, then restart the program.',
});

/** Warnings to those who run the program: in the log, and in the answers to managers. */
export const alarmText = makeTexts('alarms', {
  ahead:
    'The stored time lies ahead of this clock, and Discord’s date is not known. Nothing is sent until one of them is right. Check the clock of the machine.',
  clockAhead:
    'The clock of this machine is {{time}} ahead of Discord’s. Reminders go by Discord’s. Set the clock of the machine.',
  clockBehind:
    'The clock of this machine is {{time}} behind Discord’s. Reminders go by Discord’s. Set the clock of the machine.',
  jumped:
    'The clock of this machine jumped forward by more than a minute and Discord has not confirmed it. Nothing is sent until it does. Check the clock of the machine.',
  unknown: 'Discord has not said what time it is since the start. Nothing is sent until it does.',
  jumpOver: 'The clock of this machine is believed again.',
  silent: 'No tick for {{seconds}} seconds. The program ends, so that it can be restarted.',
  failing: 'No tick has succeeded for {{seconds}} seconds. {{why}} The program ends, so that it can be restarted.',
  missing:
    'The state that was here before is not: {{folder}} held subscriptions: {{subscriptions}}, in servers: {{servers}}; what is there now is empty or another one. If the database was lost or moved, stop the bot and put it back. If this was meant, nothing needs to be done.',
  ranBefore:
    'Discord has commands of this bot already, but its state in {{folder}} is new. If the bot ran before, its state folder is not here: mount the folder or volume that it used, or put a backup there. If this is a new beginning, nothing needs to be done.',
  unreadable_one: '{{count}} row of the database cannot be read and is left out: {{rows}}. The log says why.',
  unreadable_other:
    '{{count}} rows of the database cannot be read and are left out, such as {{rows}}. The log says why.',
  stuck:
    'Datewatch did not stop within {{seconds}} seconds and ends as it is. The next start takes over what was under way.',
  banned:
    "Discord's front has banned this address for a while. Everything waits; one request at a time asks whether it is over.",
  gatewayClosed: '{{why}} Commands no longer arrive; reminders still go out. Restart it once that is fixed.',
  shorterWaits_one:
    'The list has lost {{count}} of its {{of}} entries. The list before it stays in force until it is back, or `datewatch accept` says that it was meant.',
  shorterWaits_other:
    'The list has lost {{count}} of its {{of}} entries. The list before it stays in force until they are back, or `datewatch accept` says that it was meant.',
  shorterMinute_one:
    'The list has lost {{count}} of its {{of}} entries. The list before it stays in force until this has stood for a minute.',
  shorterMinute_other:
    'The list has lost {{count}} of its {{of}} entries. The list before it stays in force until this has stood for a minute.',
  poorerMinute_one:
    '{{count}} of {{of}} entries of the list says less than before. The list before it stays in force until this has stood for a minute.',
  poorerMinute_other:
    '{{count}} of {{of}} entries of the list say less than before. The list before it stays in force until this has stood for a minute.',
  zoneDataOld:
    'The time zone data ({{version}}) are old: rules that changed since are not known, and dates there may be an hour off. Use a newer Node.js, or give it newer data: docs/run.md, "Time zones".',
  datesAhead_one: '{{count}} exact date is ahead; the nearest is {{title}}, {{day}}.',
  datesAhead_other: '{{count}} exact dates are ahead; the nearest is {{title}}, {{day}}.',
  nothingAhead: 'No exact date is ahead. Add dates in the data folder: see README, "Add an event".',
  nothingMore:
    'No exact date is ahead. The last one was {{day}}. Add dates in the data folder: see README, "Add an event".',
});

/** Answers where no command can answer: to anything unknown, forbidden, too late or broken. */
export const dispatcherText = makeTexts('dispatcher', {
  failed: 'Something went wrong here, and it has been noted. Nothing was changed. ({{id}})',
  forManagers: 'This command is for members with the "Manage Server" permission. Nothing was changed.',
  full: 'The disk that holds the database is full, so nothing was changed. Whoever runs this bot has to free some space.',
  formTooLate: 'This took too long to open, and nothing was changed. Please press it again.',
  locked:
    'Another program holds the database (a backup, an SQL shell), so nothing was changed. Try again in a moment. If this lasts, whoever runs this bot has to close that program.',
  notShown: 'This answer could not be shown, and that has been noted. ({{id}})',
  notServed:
    'This bot serves only the servers that its maintainers have chosen, and this is none of them. Nothing was changed.',
  notUnderstood: 'This kind of command is not known here. Type / to see the commands there are.',
  notNamed: 'Discord did not say which channel or role that is, so nothing was changed. Choose it again from the list.',
  notWritable: 'The database cannot be written, so nothing was changed. `/datewatch check` and the log say why.',
  oldCommand:
    'This command is no longer known here. Type / to see the commands there are; a new one may take a minute to show.',
  oldControl: 'This control belongs to an older version and no longer works. Use the command again for a fresh one.',
  serversOnly: 'This works in servers only. Add the bot to a server and use the command in a channel there.',
});

/** The results of a test message, sent at once to see whether it arrives. */
export const tryText = makeTexts('tries', {
  closed: 'Discord did not take it: {{reason}}',
  wait_one: 'Discord asks for a pause of {{count}} second in this channel. Try again after it.',
  wait_other: 'Discord asks for a pause of {{count}} seconds in this channel. Try again after it.',
  refused: 'Discord did not take this message. It has been noted in the log.',
  doubt: 'Discord did not answer in time. Check whether the message arrived, or try again.',
  failed: 'Discord could not be reached. Try again in a minute.',
});
