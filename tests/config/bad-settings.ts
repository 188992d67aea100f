/** Settings files with mistakes, each with the report that a person gets for it, line for line. */
export const BAD_SETTINGS: readonly {
  readonly rule: string;
  readonly text: string;
  readonly report: readonly string[];
}[] = [
  {
    rule: 'a key that is not known is named with the nearest one that is',
    text: 'zone: UTC\npostingtime: 09:00\n',
    report: [
      's.yaml:2:1: There is no setting of this name here; did you mean `postingTime`? (postingtime) Found: postingtime. Expected: one of zone, postingTime, leads, grace, requestsPerSecond, maintainers, servers, subscriptions, boards, digests.',
    ],
  },
  {
    rule: 'a key that is like no other gets the list of all',
    text: 'grace:\n  banana: 1\n',
    report: [
      's.yaml:2:3: There is no setting of this name here. (grace.banana) Found: banana. Expected: one of most, at.',
    ],
  },
  {
    rule: 'a key inside an entry of a list is looked up among the keys of such entries',
    text: 'subscriptions:\n  - server: "123456789012345678"\n    channel: "223456789012345678"\n    topic: [tariffs]\n',
    report: [
      's.yaml:4:5: There is no setting of this name here; did you mean `topics`? (subscriptions[0].topic) Found: topic. Expected: one of server, channel, topics, kinds, regions, certainties, words, mute, leads, leadsByKind, quiet, role, pingFor, pingless, notices.',
    ],
  },
  {
    rule: 'a zone that is an abbreviation is refused',
    text: 'zone: CST\n',
    report: [
      's.yaml:1:7: There is no such time zone. (zone) Found: CST. Expected: an IANA name such as America/New_York or UTC.',
    ],
  },
  {
    rule: 'a zone with a slip gets the one that was meant',
    text: 'zone: Asia/Soul\n',
    report: [
      's.yaml:1:7: There is no such time zone. (zone) Found: Asia/Soul. Expected: an IANA name such as Asia/Seoul.',
    ],
  },
  {
    rule: 'a zone named by the country of a known city gets that city',
    text: 'zone: Malaysia/Kuala_Lumpur\n',
    report: [
      's.yaml:1:7: There is no such time zone. (zone) Found: Malaysia/Kuala_Lumpur. Expected: an IANA name such as Asia/Kuala_Lumpur.',
    ],
  },
  {
    rule: 'a time of day must exist',
    text: 'postingTime: 24:00\n',
    report: [
      's.yaml:1:14: This is no time of day. (postingTime) Found: 24:00. Expected: HH:MM from 00:00 to 23:59, such as 09:00.',
    ],
  },
  {
    rule: 'an hour alone is no time of day',
    text: 'postingTime: 9\n',
    report: [
      's.yaml:1:14: This is a number. (postingTime) Found: 9. Expected: HH:MM from 00:00 to 23:59, such as 09:00.',
    ],
  },
  {
    rule: 'a setting without a value is named, with the way to leave it out',
    text: 'postingTime:\nzone: UTC\n',
    report: [
      's.yaml:1:1: `postingTime` is empty. (postingTime) Expected: HH:MM from 00:00 to 23:59, such as 09:00, or no `postingTime` at all.',
    ],
  },
  {
    rule: 'each lead that is none is named by itself',
    text: 'leads:\n  events: [7d, 7x, 400d]\n',
    report: [
      's.yaml:2:16: This is no lead time. (leads.events[1]) Found: 7x. Expected: 7d, 2w, 0d (the day itself), 1h, 15m or at; at most 366 days.',
      's.yaml:2:20: This is no lead time. (leads.events[2]) Found: 400d. Expected: 7d, 2w, 0d (the day itself), 1h, 15m or at; at most 366 days.',
    ],
  },
  {
    rule: 'leads are a list, also for a kind of event',
    text: 'leads:\n  deadlines: 7d\n  kinds:\n    tariff: 1h\n',
    report: [
      's.yaml:2:14: This is text. (leads.deadlines) Found: 7d. Expected: a list such as [7d, 1d, 0d].',
      's.yaml:4:13: This is text. (leads.kinds.tariff) Found: 1h. Expected: a list such as [7d, 1d, 0d].',
    ],
  },
  {
    rule: 'a lead that is a number is no lead',
    text: 'leads: { events: [7] }\n',
    report: ['s.yaml:1:19: This is a number. (leads.events[0]) Found: 7. Expected: a lead time such as 7d or 1h.'],
  },
  {
    rule: 'more than ten leads are too many',
    text: 'leads: { events: [1d, 2d, 3d, 4d, 5d, 6d, 7d, 8d, 9d, 10d, 11d] }\n',
    report: [
      's.yaml:1:18: This list is too long. (leads.events) Found: ["1d","2d","3d","4d","5d","6d","7d","8d","9d","10d","11d"]. Expected: at most 10 entries.',
    ],
  },
  {
    rule: 'a kind of event is a slug',
    text: 'leads:\n  kinds: { Big Thing: [1d] }\n',
    report: [
      's.yaml:2:12: This cannot stand here as a name. (leads.kinds.Big Thing) Found: Big Thing. Expected: small letters, digits and single hyphens.',
    ],
  },
  {
    rule: 'grace has a unit and bounds',
    text: 'grace: { most: 3, at: 49h }\n',
    report: [
      's.yaml:1:16: This is a number. (grace.most) Found: 3. Expected: hours or minutes, such as 6h or 15m.',
      's.yaml:1:23: This is no span of time. (grace.at) Found: 49h. Expected: hours or minutes, such as 6h or 15m; from 1m to 48h.',
    ],
  },
  {
    rule: 'no grace at all is no span either',
    text: 'grace: { at: 0m }\n',
    report: [
      's.yaml:1:14: This is no span of time. (grace.at) Found: 0m. Expected: hours or minutes, such as 6h or 15m; from 1m to 48h.',
    ],
  },
  {
    rule: 'requests a second are a whole number with bounds',
    text: 'requestsPerSecond: 0\n',
    report: ['s.yaml:1:20: This is too little. (requestsPerSecond) Found: 0. Expected: at least 1.'],
  },
  {
    rule: 'half a request a second is none',
    text: 'requestsPerSecond: 49.5\n',
    report: [
      's.yaml:1:20: This is a number. (requestsPerSecond) Found: 49.5. Expected: a whole number from 1 to 10000.',
    ],
  },
  {
    rule: 'a bare id is refused, since it loses its last digits, and is told with all of them',
    text: 'maintainers:\n  channel: 1234567890123456789\n',
    report: [
      's.yaml:2:12: A bare number loses the last digits of an id. (maintainers.channel) Found: 1234567890123456789. Expected: the same digits in quotes.',
    ],
  },
  {
    rule: 'a bare id as a key is refused likewise',
    text: 'servers:\n  1234567890123456789: { zone: UTC }\n',
    report: [
      's.yaml:2:3: A bare number loses the last digits of an id. (servers.1234567890123456789) Found: 1234567890123456789. Expected: the same digits in quotes.',
    ],
  },
  {
    rule: 'an id has 17 to 20 digits',
    text: 'maintainers: { user: "1234" }\nservers: { "12": {} }\n',
    report: [
      's.yaml:1:22: This is not written as it must be. (maintainers.user) Found: 1234. Expected: a Discord id in quotes, such as "123456789012345678".',
      's.yaml:2:12: This cannot stand here as a name. (servers.12) Found: 12. Expected: a Discord id in quotes, such as "123456789012345678".',
    ],
  },
  {
    rule: 'maintainers are a channel or a user, not both',
    text: 'maintainers: { channel: "123456789012345678", user: "123456789012345678" }\n',
    report: [
      's.yaml:1:1: `maintainers` names a channel and a user. (maintainers) Found: maintainers. Expected: either `channel` or `user`.',
    ],
  },
  {
    rule: 'maintainers are somebody',
    text: 'maintainers: {}\n',
    report: [
      's.yaml:1:1: `maintainers` names nobody. (maintainers) Found: maintainers. Expected: either `channel` or `user`.',
    ],
  },
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
    rule: 'an entry that is no entry is told as such',
    text: 'subscriptions: [7]\nservers: []\n',
    report: [
      's.yaml:1:17: This is a number. (subscriptions[0]) Found: 7. Expected: an entry with `server:` and `channel:`.',
      's.yaml:2:10: This is a list. (servers) Found: []. Expected: server ids in quotes, each with `zone:` or `postingTime:`.',
    ],
  },
  {
    rule: 'a file that is no set of settings is told as such',
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
    rule: 'the same key twice is told at the second',
    text: 'zone: UTC\nzone: Asia/Seoul\n',
    report: [
      's.yaml:2:1: This is not valid YAML: Map keys must be unique. Expected: `name: value`, indented by spaces.',
    ],
  },
  {
    rule: 'a tab for indentation is told where it stands',
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
      's.yaml:4:15: This is not written as it must be. (subscriptions[0].regions[0]) Found: East Asia. Expected: small letters, digits and single hyphens.',
      's.yaml:5:12: This is not written as it must be. (subscriptions[0].mute[0]) Found: The Truce. Expected: the id of an event.',
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
