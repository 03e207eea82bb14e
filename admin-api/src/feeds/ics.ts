/**
 * iCalendar, RFC 5545, as far as a feed of appointments needs it. Sixty lines of our own: the libraries for it fold by
 * characters or leave VTIMEZONE out, and Chinese text takes three octets each.
 */
export interface IcsEvent {
  uid: string
  /** Grows with each change. */
  sequence: number
  /** The time of its last change, or of its making. */
  stamp: Date
  startsAt: Date
  endsAt: Date
  summary: string
  location: string
  description: string
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
}

const MOST_OCTETS = 75
const OFFSET_MS = 8 * 3_600_000

/** Text values: backslash, comma, semicolon and line ends are escaped; other control characters go. */
const escaped = (text: string) =>
  text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u001f\u007f]/g, '')

/** Lines of at most 75 octets; a longer one continues after a space. No character is cut. */
export function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const more = Buffer.byteLength(character)
    if (octets + more > MOST_OCTETS) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += more
  }
  return [...lines, current].join('\r\n')
}

const basic = (instant: Date) => instant.toISOString().replace(/[-:]|\.\d{3}/g, '')
const utc = (instant: Date) => basic(instant)
const local = (instant: Date) => basic(new Date(instant.getTime() + OFFSET_MS)).slice(0, -1)

/** China has kept one offset since 1991. */
const ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Shanghai',
  'BEGIN:STANDARD',
  'DTSTART:19910915T010000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
]

const eventLines = (event: IcsEvent) => [
  'BEGIN:VEVENT',
  `UID:${event.uid}`,
  `SEQUENCE:${event.sequence}`,
  `DTSTAMP:${utc(event.stamp)}`,
  `LAST-MODIFIED:${utc(event.stamp)}`,
  `DTSTART;TZID=Asia/Shanghai:${local(event.startsAt)}`,
  `DTEND;TZID=Asia/Shanghai:${local(event.endsAt)}`,
  `SUMMARY:${escaped(event.summary)}`,
  `LOCATION:${escaped(event.location)}`,
  ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
  `STATUS:${event.status}`,
  'END:VEVENT',
]

/** A calendar that is asked for again every hour. */
export const toIcs = (name: string, events: readonly IcsEvent[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//yike//booking//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'X-WR-TIMEZONE:Asia/Shanghai',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...ZONE,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')
