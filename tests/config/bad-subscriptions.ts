import type { BadSettings } from './bad-settings.ts';

/** The same for what a settings file declares of channels: subscriptions, boards, digests. */
export const BAD_SUBSCRIPTIONS: readonly BadSettings[] = [
  {
    rule: 'a subscription needs its server and its channel',
    text: 'subscriptions:\n  - topics: [tariffs]\n',
    report: [
      's.yaml:2:5: `server` is missing. (subscriptions[0].server) Expected: a Discord id in quotes, such as "123456789012345678".',
      's.yaml:2:5: `channel` is missing. (subscriptions[0].channel) Expected: a Discord id in quotes, such as "123456789012345678".',
    ],
  },
  {
    rule: 'a channel has one subscription',
    text: 'subscriptions:\n  - { server: "123456789012345678", channel: "223456789012345678" }\n  - { server: "123456789012345678", channel: "223456789012345678" }\n',
    report: [
      's.yaml:3:46: This channel has a subscription already: subscriptions[0]. (subscriptions[1].channel) Found: 223456789012345678. Expected: one for each channel.',
    ],
  },
  {
    rule: 'a ping needs a role, and the role of everyone is none',
    text: 'subscriptions:\n  - { server: "123456789012345678", channel: "223456789012345678", pingFor: [done] }\n  - { server: "123456789012345678", channel: "323456789012345678", role: "123456789012345678" }\n',
    report: [
      's.yaml:2:68: `pingFor` does nothing without a `role` to ping. (subscriptions[0].pingFor) Found: pingFor. Expected: a `role` beside it, or neither.',
      "s.yaml:3:74: The server's own id as a role means everyone. (subscriptions[1].role) Found: 123456789012345678. Expected: a role that people have chosen, or none.",
    ],
  },
  {
    rule: 'a certainty is one of the known words',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    role: "323456789012345678"\n    pingFor: [confirmd]\n',
    report: [
      's.yaml:5:15: This is none of the known words; did you mean `confirmed`? (subscriptions[0].pingFor[0]) Found: confirmd. Expected: confirmed, expected, tentative, threatened, cancelled, postponed, done.',
    ],
  },
  {
    rule: 'a subscription that wants no topic and no lead at all is a mistake',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    topics: []\n    leads: []\n',
    report: [
      's.yaml:4:13: This list is too short. (subscriptions[0].topics) Found: []. Expected: at least 1 entries.',
      's.yaml:5:12: This list is too short. (subscriptions[0].leads) Found: []. Expected: at least 1 entries.',
    ],
  },
  {
    rule: 'an entry that is no entry is reported as such',
    text: 'subscriptions: [7]\nservers: []\n',
    report: [
      's.yaml:1:17: This is a number. (subscriptions[0]) Found: 7. Expected: an entry with `server:` and `channel:`.',
      's.yaml:2:10: This is a list. (servers) Found: []. Expected: server ids in quotes, each with `zone:` or `postingTime:`.',
    ],
  },
  {
    rule: 'a file that is no set of settings is reported as such',
    text: '- zone: UTC\n',
    report: ['s.yaml:1:1: This is a list. Found: [{"zone":"UTC"}]. Expected: settings, each as `name: value`.'],
  },
  {
    rule: 'a secret in the settings is sent elsewhere and not repeated',
    text: 'token: hush-hush-hush\n',
    report: [
      's.yaml:1:1: A secret does not belong in this file. (token) Found: token. Expected: DISCORD_TOKEN_FILE or DISCORD_TOKEN in the environment.',
    ],
  },
  {
    rule: 'the same key twice is reported at the second',
    text: 'zone: UTC\nzone: Asia/Seoul\n',
    report: [
      's.yaml:2:1: This is not valid YAML: Map keys must be unique. Expected: `name: value`, indented by spaces.',
    ],
  },
  {
    rule: 'a tab for indentation is reported where it stands',
    text: 'leads:\n\tevents: [1d]\n',
    report: [
      's.yaml:2:1: This is not valid YAML: Tabs are not allowed as indentation. Expected: `name: value`, indented by spaces.',
    ],
  },
  {
    rule: 'a kind of change that is not known is named with the nearest one that is',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    notices: { canceled: ping }\n',
    report: [
      's.yaml:4:16: There is no setting of this name here; did you mean `cancelled`? (subscriptions[0].notices.canceled) Found: canceled. Expected: one of earlier, later, extended, confirmed, became tentative, became exact, withdrawn, cancelled, postponed, restored, outcome, new, removed, text only.',
    ],
  },
  {
    rule: 'a way to tell a change that is not known is named with the nearest one that is',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    notices: { later: pin }\n',
    report: [
      's.yaml:4:23: This is none of the known words; did you mean `ping`? (subscriptions[0].notices.later) Found: pin. Expected: ping, post, edit, nothing.',
    ],
  },
  {
    rule: 'what to do at changes is written by kind of change',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    notices: ping\n',
    report: [
      's.yaml:4:14: This is text. (subscriptions[0].notices) Found: ping. Expected: kinds of change, each with ping, post, edit or nothing, such as `new: post`.',
    ],
  },
  {
    rule: 'a region and an event to mute are written as the list writes them',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    regions: [East Asia]\n    mute: [The Truce]\n',
    report: [
      's.yaml:4:15: This has the wrong format. (subscriptions[0].regions[0]) Found: East Asia. Expected: small letters, digits and single hyphens.',
      's.yaml:5:12: This has the wrong format. (subscriptions[0].mute[0]) Found: The Truce. Expected: the id of an event.',
    ],
  },
  {
    rule: 'a list to choose by has something in it, or is left out',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    certainties: []\n    words: { allow: [] }\n    mute: []\n',
    report: [
      's.yaml:4:18: This list is too short. (subscriptions[0].certainties) Found: []. Expected: at least 1 entries.',
      's.yaml:5:21: This list is too short. (subscriptions[0].words.allow) Found: []. Expected: at least 1 entries.',
      's.yaml:6:11: This list is too short. (subscriptions[0].mute) Found: []. Expected: at least 1 entries.',
    ],
  },
  {
    rule: 'words are allowed or blocked, each a word',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    words: { allow: soy, block: [7, " "] }\n',
    report: [
      's.yaml:4:21: This is text. (subscriptions[0].words.allow) Found: soy. Expected: a list of words in quotes.',
      's.yaml:4:34: This is a number. (subscriptions[0].words.block[0]) Found: 7. Expected: a word in quotes.',
      's.yaml:4:37: This is too little. (subscriptions[0].words.block[1]) Found: " ". Expected: at least 1 characters.',
    ],
  },
  {
    rule: 'words that name none are a mistake, and so are words in a bare list',
    text: 'subscriptions:\n  - { server: "123456789012345678", channel: "223456789012345678", words: {} }\n  - { server: "123456789012345678", channel: "323456789012345678", words: [soy] }\n',
    report: [
      's.yaml:2:68: `words` names no word. (subscriptions[0].words) Found: words. Expected: `allow:` or `block:`, each with a list of words.',
      's.yaml:3:75: This is a list. (subscriptions[1].words) Found: ["soy"]. Expected: `allow:` or `block:`, each with a list of words.',
    ],
  },
  {
    rule: 'leads for a kind of event are a list of leads under the name of the kind',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    leadsByKind: { tariff: 7d, Big Thing: [1d], truce: [7x, 7] }\n',
    report: [
      's.yaml:4:28: This is text. (subscriptions[0].leadsByKind.tariff) Found: 7d. Expected: a list such as [7d, 1d, 0d].',
      's.yaml:4:32: This cannot stand here as a name. (subscriptions[0].leadsByKind.Big Thing) Found: Big Thing. Expected: small letters, digits and single hyphens.',
      's.yaml:4:57: This is no lead time. (subscriptions[0].leadsByKind.truce[0]) Found: 7x. Expected: 7d, 2w, 0d (the day itself), 1h, 15m or at; at most 366 days.',
      's.yaml:4:61: This is a number. (subscriptions[0].leadsByKind.truce[1]) Found: 7. Expected: a lead time such as 7d or 1h.',
    ],
  },
  {
    rule: 'quiet hours have a beginning and an end, which are times of day',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    quiet: { from: 25:00 }\n',
    report: [
      's.yaml:4:12: `until` is missing. (subscriptions[0].quiet.until) Expected: HH:MM from 00:00 to 23:59, such as 09:00.',
      's.yaml:4:20: This is no time of day. (subscriptions[0].quiet.from) Found: 25:00. Expected: HH:MM from 00:00 to 23:59, such as 09:00.',
    ],
  },
  {
    rule: 'quiet hours do not end when they begin',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    quiet: { from: 22:00, until: 22:00 }\n',
    report: [
      's.yaml:4:34: Quiet hours that end when they begin are the whole day or none. (subscriptions[0].quiet.until) Found: 22:00. Expected: another time than `from`, or no `quiet` at all.',
    ],
  },
  {
    rule: 'what never pings needs a role that would, and is a kind of message',
    text: 'subscriptions:\n  - { server: "123456789012345678", channel: "223456789012345678", pingless: [notice] }\n  - { server: "123456789012345678", channel: "323456789012345678", role: "423456789012345678", pingless: [notices] }\n',
    report: [
      's.yaml:2:68: `pingless` does nothing without a `role` to ping. (subscriptions[0].pingless) Found: pingless. Expected: a `role` beside it, or neither.',
      's.yaml:3:107: This is none of the known words; did you mean `notice`? (subscriptions[1].pingless[0]) Found: notices. Expected: reminder, catch-up, notice.',
    ],
  },
  {
    rule: 'a channel has one board, and a board is a place and nothing else',
    text: 'boards:\n  - { server: "123456789012345678", channel: "223456789012345678" }\n  - { server: "123456789012345678", channel: "223456789012345678" }\n  - { server: "123456789012345678", channel: "323456789012345678", time: 09:00 }\n',
    report: [
      's.yaml:3:46: This channel has a board already: boards[0]. (boards[1].channel) Found: 223456789012345678. Expected: one for each channel.',
      's.yaml:4:68: There is no setting of this name here. (boards[2].time) Found: time. Expected: one of server, channel.',
    ],
  },
  {
    rule: 'a channel has at most one digest of each kind',
    text: 'digests:\n  - { server: "123456789012345678", channel: "223456789012345678", every: daily }\n  - { server: "123456789012345678", channel: "223456789012345678", every: weekly }\n  - { server: "123456789012345678", channel: "223456789012345678", every: weekly, time: 09:00 }\n',
    report: [
      's.yaml:4:46: This channel has such a digest already: digests[1]. (digests[2].channel) Found: 223456789012345678. Expected: at most one daily and one weekly for each channel.',
    ],
  },
  {
    rule: 'a digest says how often it comes, and its day only where it comes once a week',
    text: 'digests:\n  - { server: "123456789012345678", channel: "223456789012345678" }\n  - { server: "123456789012345678", channel: "323456789012345678", every: dayly }\n  - { server: "123456789012345678", channel: "423456789012345678", every: daily, weekday: monday }\n  - { server: "123456789012345678", channel: "523456789012345678", every: weekly, weekday: mon, time: 9 }\n',
    report: [
      's.yaml:2:5: `every` is missing. (digests[0].every) Expected: daily or weekly.',
      's.yaml:3:75: This is none of the known words; did you mean `daily`? (digests[1].every) Found: dayly. Expected: daily, weekly.',
      's.yaml:4:82: A daily digest has no `weekday`. (digests[2].weekday) Found: weekday. Expected: `every: weekly`, or no `weekday`.',
      's.yaml:5:92: This is none of the known words; did you mean `monday`? (digests[3].weekday) Found: mon. Expected: monday, tuesday, wednesday, thursday, friday, saturday, sunday.',
      's.yaml:5:103: This is a number. (digests[3].time) Found: 9. Expected: HH:MM from 00:00 to 23:59, such as 09:00.',
    ],
  },
  {
    rule: 'boards and digests are lists of entries',
    text: 'boards: { channel: "223456789012345678" }\ndigests: [daily]\n',
    report: [
      's.yaml:1:9: This is a group of settings. (boards) Found: {"channel":"223456789012345678"}. Expected: a list of entries, each with `server:` and `channel:`.',
      's.yaml:2:11: This is text. (digests[0]) Found: daily. Expected: an entry with `server:`, `channel:` and `every:`.',
    ],
  },
];
