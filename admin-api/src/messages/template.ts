import { FIELDS_WITH_START, type MessageField } from '@yike/shared/messages/declaration'
import { instantInFull } from '@yike/shared/time/words'
import { z } from '@yike/shared/zod'
import type { OutboxEntry } from './outbox'
import { SettingsError } from '../settings-error'
import { declarationOf, labelOf } from './registry'

/**
 * The subscribe templates of the office's mini-program, by kind of message. Field names are WeChat's own: their beginning
 * is the type, and the type has the limit (`thing1`, `phrase2`, `time3`).
 */
export const Templates = z.record(
  z.string(),
  z.strictObject({
    id: z.string().min(1),
    /** A template with a lasting consent (长期订阅): one yes is for every message. */
    lasting: z.boolean().optional(),
    fields: z.record(z.string().regex(/^(thing|phrase|time|date)\d{1,2}$/), z.enum(FIELDS_WITH_START)),
  }),
)
export type Templates = z.output<typeof Templates>

const THING_LENGTH = 20
const PHRASE_LENGTH = 5

/** At most 20 characters in one line; WeChat refuses an empty one. */
function toThing(text: string) {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  if (characters.length === 0) return '详情请看小程序'
  return characters.length > THING_LENGTH ? `${characters.slice(0, THING_LENGTH - 1).join('')}…` : characters.join('')
}

/** At most 5 Chinese characters and nothing else. */
const toPhrase = (text: string) => (text.match(/\p{Script=Han}/gu) ?? ['消', '息']).slice(0, PHRASE_LENGTH).join('')

type Words = Pick<OutboxEntry, 'kind' | 'title' | 'body' | 'at'> & { startsAt?: Date | null }

function valueOf(field: string, source: MessageField, entry: Words) {
  const at = instantInFull(source === 'startsAt' ? (entry.startsAt ?? entry.at) : entry.at)
  if (/^(time|date)/.test(field)) return at
  const text = source === 'at' || source === 'startsAt' ? at : source === 'kind' ? labelOf(entry.kind) : entry[source]
  return field.startsWith('phrase') ? toPhrase(text) : toThing(text)
}

/** The fields of a template filled from a message, each within WeChat's limit whatever the message says. */
export const fillTemplate = (
  { fields }: Pick<Templates[string], 'fields'>,
  entry: Words,
): Record<string, { value: string }> =>
  Object.fromEntries(Object.entries(fields).map(([field, source]) => [field, { value: valueOf(field, source, entry) }]))

/** Refuses, by name, a template with a field that its kind of message does not have. */
export function checkTemplates(templates: Templates) {
  for (const [kind, { fields }] of Object.entries(templates)) {
    const asked = Object.values(fields).find((source) => !declarationOf(kind)?.fields.includes(source))
    if (asked) throw new SettingsError(`WECHAT_TEMPLATES 里的 ${kind} 用了 ${asked}，这种消息没有这一项。`)
  }
}
