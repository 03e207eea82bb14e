import type * as s from '@yike/shared/messages/schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { consentsOf } from './consents'
import { CONSENT_USED_UP, NO_ACCOUNT, TOO_LATE } from './delivery'
import type { Message } from './inbox'
import { labelOf } from './registry'
import type { UndeliveredFacts } from './undelivered'
import { phoneLast4 } from '../sealed-values'
import { homeOf } from '../people/sealed-facts'

const kindCoded = (kind: string) => ({ code: kind, label: labelOf(kind) })

export const presentMessage = (message: Message): s.Message => ({
  id: message._id,
  kind: kindCoded(message.kind),
  title: message.title,
  body: message.body,
  at: toApiTime(message.at),
  about: message.about && { type: message.about.type, id: String(message.about.id) },
  read: message.readAt !== null,
})

export const presentConsents = (consents: Awaited<ReturnType<typeof consentsOf>>): s.Consents => ({
  templates: consents.map(({ templateId, kinds, left, lasting }) => ({
    templateId,
    kinds: kinds.map(kindCoded),
    left,
    lasting,
  })),
})

const WAYS = { wechat: '微信', sms: '短信', phone: '电话' }
const STATES: Record<string, string> = { failed: '没发出去', unknown: '不知道到没到', dropped: '过时没发' }

/** The reason in words for the counter; an unknown reason stays in its own words. */
function reasonInWords({ state, reason, way }: UndeliveredFacts['delivery']) {
  if (state === 'unknown') return '发的时候断了，不知道对方收到没有，没有再发'
  if (reason === TOO_LATE) return '轮到发的时候事情已经开始了，这条提醒没有发'
  if (reason === NO_ACCOUNT) return '本人和家里都没有用手机登记，要打电话告诉'
  if (reason === CONSENT_USED_UP || reason?.includes('43101')) return '对方没有（再）同意接收微信提醒'
  if (reason?.includes('no mobile number')) return '没有手机号了'
  return `${WAYS[way ?? 'wechat']}没有收：${reason ?? '没说原因'}`
}

/** Only the end of the number: a tap shows the whole of it, on record. */
export const presentUndelivered = ({ delivery, person }: UndeliveredFacts): s.Undelivered => ({
  id: delivery._id,
  kind: kindCoded(delivery.kind),
  title: delivery.title,
  body: delivery.body,
  at: toApiTime(delivery.at),
  way: { code: delivery.way ?? 'wechat', label: WAYS[delivery.way ?? 'wechat'] },
  state: { code: delivery.state, label: STATES[delivery.state] ?? delivery.state },
  reason: reasonInWords(delivery),
  person: {
    id: String(person._id),
    name: person.name,
    home: homeOf(person)?.text ?? null,
    phone: person.phone && `尾号 ${phoneLast4(person.phone)}`,
  },
  followedUp: delivery.followedUp ? { by: delivery.followedUp.byName, at: toApiTime(delivery.followedUp.at) } : null,
})
