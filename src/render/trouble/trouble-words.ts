import { makeTexts } from '../text/text.ts';

/** Words to people who can mend something: a server's managers, and the maintainers of the list. */
export const troubleText = makeTexts('trouble', {
  closedLine: 'Reminders for a channel have stopped: the bot can no longer post there.',
  closedTitle: 'A channel no longer gets its reminders',
  closedChannel: 'Channel',
  closedWhy: 'Why',
  closedDo: 'What to do',
  closedMend:
    'Let the bot see the channel and write in it again, then use `/subscribe` there. It says what was missed. A board or digest comes back with `/board` or `/digest`.',
  closedGone: 'If the channel is gone for good, use `/unsubscribe` with it, or leave it: nothing is posted there.',
  boardLine: 'A board has stopped: its message was deleted twice.',
  boardTitle: 'A board has stopped',
  boardDo:
    'To have it again, use `/board` in that channel. If nobody wants it there, use `/board off`; nothing else is needed.',
  brokenLine_one: 'The list of dates is broken: {{count}} problem. The last good list stays in force.',
  brokenLine_other: 'The list of dates is broken: {{count}} problems. The last good list stays in force.',
  brokenTitle: 'The list of dates is broken',
  brokenDo:
    'Mend the file and save it: it is read again within seconds. `datewatch check` names all problems. Until then nothing is lost or cancelled.',
  problems: 'Problems',
  row: '• {{line}}',
  wellLine_one: 'The list of dates is in order again: {{count}} event is in force.',
  wellLine_other: 'The list of dates is in order again: {{count}} events are in force.',
  wellTitle: 'The list of dates is in order again',
  wellText: 'What was edited since the last good list holds now.',
  todoOutcomeLine: 'To do: the outcome of {{title}} is not recorded.',
  todoVerifyLine: 'To do: check {{title}}, which is due {{day}}.',
  todoOutcomeTitle: 'An outcome is missing',
  todoVerifyTitle: 'A close date was not checked lately',
  todoHangsLine: 'To do: look at {{title}}. What it hangs on has changed.',
  todoHangsTitle: 'An entry hangs on one that changed',
  todoHangs:
    '{{title}} hangs on {{other}}, which a report of {{day}} called off or moved. Look whether it still holds, then set `lastVerified` ({{place}}).',
  todosLine_one: 'To do for the list: {{count}} entry wants a look.',
  todosLine_other: 'To do for the list: {{count}} entries want a look.',
  todosTitle: 'Entries that want a look',
  todoField: 'To do',
  todoOutcome:
    '{{title}} was due {{day}} and has no outcome. Write what came of it as `outcome` ({{place}}), or set `certainty` to cancelled or postponed.',
  todoNever:
    '{{title}} is due {{day}} and was never verified. Look at its sources, then set `lastVerified` ({{place}}).',
  todoStale:
    '{{title}} is due {{day}} and was last verified {{verified}}. Look at its sources, then set `lastVerified` ({{place}}).',
  startedLine: 'Datewatch started {{day}}, {{time}} ({{city}}).',
  startedTitle: 'Datewatch has started',
  stoppedLine: 'Datewatch stopped {{day}}, {{time}} ({{city}}).',
  stoppedTitle: 'Datewatch has stopped',
  stoppedText: 'No reminders are posted until it runs again. It then makes up for what it missed.',
  deafLine: 'Commands no longer arrive: Discord has closed the connection for good. Reminders still go out.',
  deafTitle: 'Commands no longer arrive',
  deafText: 'Reminders still go out. Mend what is named below, then start the program anew.',
});
