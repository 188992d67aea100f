/** A settings file with mistakes, and the report that a person gets for it, line for line. */
export type BadSettings = { readonly rule: string; readonly text: string; readonly report: readonly string[] };

/** Mistakes in what holds for the whole program. */
export const BAD_SETTINGS: readonly BadSettings[] = [
  {
    rule: 'a key that is not known is named with the nearest one that is',
    text: 'zone: UTC\npostingtime: 09:00\n',
    report: [
      's.yaml:2:1: There is no setting of this name here; did you mean `postingTime`? (postingtime) Found: postingtime. Expected: one of zone, postingTime, leads, grace, requestsPerSecond, maintainers, onlyServers, channelsPerServer, public, servers, subscriptions, boards, digests.',
    ],
  },
  {
    rule: 'an entry for a server that is not among the only ones is named',
    text: 'onlyServers: ["123456789012345678"]\nboards:\n  - server: "323456789012345678"\n    channel: "223456789012345678"\n',
    report: [
      's.yaml:3:13: This server is not served: `onlyServers` leaves it out. (boards[0].server) Found: 323456789012345678. Expected: one of `onlyServers`, or its id added there.',
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
      's.yaml:4:5: There is no setting of this name here; did you mean `topics`? (subscriptions[0].topic) Found: topic. Expected: one of server, channel, topics, kinds, regions, certainties, importances, words, mute, leads, leadsByKind, quiet, role, pingFor, pingless, publish, notices.',
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
    rule: 'a bare id is refused, since it loses its last digits, and is reported with all of them',
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
      's.yaml:1:22: This has the wrong format. (maintainers.user) Found: 1234. Expected: a Discord id in quotes, such as "123456789012345678".',
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
];
