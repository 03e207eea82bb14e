import type { Due } from '../jobs'
import type { QueryFilter } from 'mongoose'
import { MESSAGE_PAGES } from '@yike/shared/messages/pages'
import { isQuiet, nightEnds } from '@yike/shared/messages/rules'
import { homeCommunity, peopleByIds } from '../people/me'
import { haveAccounts, openIdsOf } from '../people/resolve-code'
import { withdrawnFrom } from '../privacy/consents'
import { WechatError, type Wechat } from '../wechat/client'
import { dropConsent, giveConsentBack, holdsConsent, spendConsent, takeConsent } from './consents'
import { DeliveryModel, type Delivery } from './model'
import { declarationOf } from './registry'
import type { Deliver, InboxLine } from './relay'
import { isMobile, postSms, smsText, SmsRefused, type SmsSettings } from './sms'
import { fillTemplate, type Templates } from './template'
import { phoneOf } from '../people/sealed-facts'

const HOME = 'tabs/home'

/** The page that a tap on the message opens. */
function pageOf({ about }: Pick<Delivery, 'about'>) {
  const page = about && MESSAGE_PAGES[about.type]
  return page && about ? `${page}?id=${String(about.id)}` : HOME
}

const smsId = (id: string) => `${id}:sms`
const phoneId = (id: string) => `${id}:phone`

type Queued = Pick<Delivery, '_id' | 'way' | 'recipientId' | 'openId'>

/** Recipients who have an account and agreed to one more message of this kind, which is taken from them here. */
async function byWechat(templates: Templates, kind: string, lines: readonly InboxLine[]): Promise<Queued[]> {
  const template = templates[kind]
  if (!template) return []
  const openIds = await openIdsOf(lines.map(({ recipientId }) => recipientId))
  const queued: Queued[] = []
  for (const { id, recipientId } of lines) {
    const openId = openIds.get(String(recipientId))
    if (openId && (await takeConsent(recipientId, template.id, id)))
      queued.push({ _id: id, way: 'wechat', recipientId, openId })
  }
  return queued
}

/** Recipients who have a mobile number and whom WeChat does not reach, where this kind may leave by SMS. */
async function bySms(sms: SmsSettings | null, kind: string, lines: readonly InboxLine[]): Promise<Queued[]> {
  if (!sms?.kinds.includes(kind) || lines.length === 0) return []
  const people = await peopleByIds(lines.map(({ recipientId }) => recipientId))
  return lines
    .filter(({ recipientId }) => people.some((one) => one._id.equals(recipientId) && isMobile(phoneOf(one))))
    .map(({ id, recipientId }) => ({ _id: smsId(id), way: 'sms' as const, recipientId, openId: null }))
}

export const NO_ACCOUNT = 'nobody to read it'

/** The first recipient, for the office to phone, where none of the recipients has an account to read a message with. */
async function toPhone(kind: string, told: readonly InboxLine[], reached: ReadonlySet<string>): Promise<Queued[]> {
  const [first] = told
  if (!first || !declarationOf(kind)?.phoned || reached.size > 0) return []
  if ((await haveAccounts(told.map(({ recipientId }) => recipientId))).size > 0) return []
  return [{ _id: phoneId(first.id), way: 'phone', recipientId: first.recipientId, openId: null }]
}

/**
 * Queues a message, once for each person: for WeChat where the office has a template for its kind and the person a
 * consent left, else for SMS where the office sends this kind so, else for the office to phone where nobody would read
 * it. Nobody gets one who has withdrawn their consent to it. Everybody has it in their inbox in any case. Repeated after a crash it takes no second consent and no second way:
 * a person who is queued already is skipped.
 */
export const queueDeliveries =
  (templates: Templates, sms: SmsSettings | null = null): Deliver =>
  async ({ kind, title, body, about, at, urgent = false, startsAt = null }, lines) => {
    if (!templates[kind] && !sms?.kinds.includes(kind) && !declarationOf(kind)?.phoned) return
    const ids = lines.flatMap(({ id }) => [id, smsId(id), phoneId(id)])
    const before = await DeliveryModel.find({ _id: { $in: ids } }, { _id: 1 }).lean<Pick<Delivery, '_id'>[]>()
    const inLine = new Set(before.map(({ _id }) => _id))
    const withdrawn = await withdrawnFrom(
      'outside_messages',
      lines.map(({ recipientId }) => recipientId),
    )
    const left = lines.filter(
      ({ id, recipientId }) => !inLine.has(id) && !inLine.has(smsId(id)) && !withdrawn.has(String(recipientId)),
    )
    const wechat = await byWechat(templates, kind, left)
    const reached = new Set(wechat.map(({ _id }) => _id))
    const others = left.filter(({ id }) => !reached.has(id))
    const sent = [...wechat, ...(await bySms(sms, kind, others))]
    const queued = [...sent, ...(await toPhone(kind, lines, new Set([...inLine, ...sent.map(({ _id }) => _id)])))]
    if (queued.length === 0) return
    await DeliveryModel.bulkWrite(
      queued.map(({ _id, ...to }) => ({
        updateOne: {
          filter: { _id },
          update: {
            $setOnInsert: {
              ...to,
              ...{ kind, title, body, about, at, urgent, startsAt },
              ...(to.way === 'phone' ? { state: 'failed', reason: NO_ACCOUNT } : { state: 'queued', reason: null }),
              ...{ sendingSince: null, followedUp: null },
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    )
  }

const BATCH = 50
/** Far beyond the time a call may take: a delivery still `sending` after it belongs to a process that died. */
const LOST_AFTER_MS = 2 * 60_000

type Outcome = Pick<Delivery, 'state' | 'reason'>

/** Messages that are to leave that way, and those that are just leaving: their sender may have died. */
export const deliveriesToSend = (way: Delivery['way']): Due[] => [
  { model: DeliveryModel, filter: { state: { $in: ['queued', 'sending'] }, way } },
]

/**
 * Sends queued messages of one way, urgent ones first and then the oldest; at night only urgent ones and those about
 * something that begins before the morning. Several processes may send at once: each message is taken by one write.
 * Returns how many.
 */
async function sendQueued(way: Delivery['way'], send: (delivery: Delivery) => Promise<Outcome>, now: Date) {
  await DeliveryModel.updateMany(
    { state: 'sending', sendingSince: { $lt: new Date(now.getTime() - LOST_AFTER_MS) } },
    { $set: { state: 'unknown', reason: 'the sender died' } },
  )
  const tonight = { startsAt: { $gt: now, $lte: nightEnds(now) } }
  let sent = 0
  for (let taken = 0; taken < BATCH; taken++) {
    const delivery =
      (await take({ way, urgent: true }, now)) ?? (await take({ way, ...(isQuiet(now) ? tonight : {}) }, now))
    if (!delivery) break
    const outcome = await send(delivery)
    await DeliveryModel.updateOne({ _id: delivery._id, state: 'sending' }, { $set: outcome })
    if (outcome.state === 'sent') sent++
  }
  return sent
}

const take = (which: QueryFilter<Delivery>, now: Date) =>
  DeliveryModel.findOneAndUpdate(
    { ...which, state: 'queued' },
    { $set: { state: 'sending', sendingSince: now } },
    { sort: { at: 1 }, returnDocument: 'after' },
  ).lean<Delivery>()

export const TOO_LATE = 'it had begun'
const DROPPED: Outcome = { state: 'dropped', reason: TOO_LATE }

/** A reminder of something that has begun is useless. */
const isTooLate = ({ kind, startsAt }: Delivery, now: Date) =>
  Boolean(declarationOf(kind)?.reminder && startsAt && startsAt <= now)

const unknown = (cause: unknown): Outcome => ({
  state: 'unknown',
  reason: cause instanceof Error ? cause.message : String(cause),
})

/** A job: sends queued messages by WeChat. Returns how many. */
export const sendDeliveries = (wechat: Pick<Wechat, 'sendSubscribeMessage'>, templates: Templates, now: Date) =>
  sendQueued('wechat', (delivery) => sendByWechat(wechat, templates, delivery, now), now)

/** WeChat: the person did not agree to messages, or agrees to none any more. */
const NO_CONSENT = 43101
export const CONSENT_USED_UP = 'no consent left'

async function sendByWechat(
  wechat: Pick<Wechat, 'sendSubscribeMessage'>,
  templates: Templates,
  delivery: Delivery,
  now: Date,
): Promise<Outcome> {
  const template = templates[delivery.kind]
  if (!template) return { state: 'failed', reason: 'no template any more' }
  const consent = [delivery.recipientId, template.id, delivery._id] as const
  if (isTooLate(delivery, now)) {
    await giveConsentBack(...consent)
    return DROPPED
  }
  if (!(await holdsConsent(...consent))) return { state: 'failed', reason: CONSENT_USED_UP }
  try {
    await wechat.sendSubscribeMessage(
      {
        openId: delivery.openId!,
        templateId: template.id,
        page: pageOf(delivery),
        data: fillTemplate(template, delivery),
      },
      now,
    )
    await spendConsent(...consent)
    return { state: 'sent', reason: null }
  } catch (cause) {
    // A refusal is certain. With anything else, a time-out above all, the message may have left.
    if (!(cause instanceof WechatError)) {
      await spendConsent(...consent)
      return unknown(cause)
    }
    await (cause.errcode === NO_CONSENT ? dropConsent(consent[0], consent[1]) : giveConsentBack(...consent))
    return { state: 'failed', reason: cause.message }
  }
}

/** A job: hands queued SMS to the office's gateway. Returns how many. */
export const sendSms = (sms: SmsSettings, now: Date) =>
  sendQueued('sms', (delivery) => sendBySms(sms, delivery, now), now)

async function sendBySms(sms: SmsSettings, delivery: Delivery, now: Date): Promise<Outcome> {
  if (isTooLate(delivery, now)) return DROPPED
  const { _id, recipientId, kind } = delivery
  const [person] = await peopleByIds([recipientId])
  const phone = person ? phoneOf(person) : null
  if (!person || !isMobile(phone)) return { state: 'failed', reason: 'no mobile number any more' }
  try {
    await postSms(sms, { id: _id, phone, text: smsText(kind, await homeCommunity(person)) })
    return { state: 'sent', reason: null }
  } catch (cause) {
    return cause instanceof SmsRefused ? { state: 'failed', reason: cause.message } : unknown(cause)
  }
}
