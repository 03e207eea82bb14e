import { isQuiet } from '@yike/shared/messages/rules'
import { openIdsOf } from '../people/resolve-code'
import { WechatError, type Wechat } from '../wechat/client'
import { DeliveryModel, type Delivery } from './model'
import type { Leave } from './relay'
import { fillTemplate, type Templates } from './template'

/** Where a tap on the message leads. */
const PAGES = {
  booking: 'booking/booking',
  case: 'cases/case',
  notice: 'notices/notice',
  sitting: null,
  ticket: 'hall/ticket',
  care: 'care/alert',
}
const HOME = 'tabs/home'

function pageOf({ about }: Pick<Delivery, 'about'>) {
  const page = about && PAGES[about.type]
  return page ? `${page}?id=${String(about.id)}` : HOME
}

/** Puts a message in line for WeChat, once, for those who are there and where the office has a template for its kind. */
export const queueDeliveries =
  (templates: Templates): Leave =>
  async ({ kind, title, body, about, at, urgent = false }, lines) => {
    if (!templates[kind]) return
    const openIds = await openIdsOf(lines.map(({ recipientId }) => recipientId))
    const queued = lines.flatMap(({ id, recipientId }) => {
      const openId = openIds.get(String(recipientId))
      return openId ? [{ id, openId }] : []
    })
    if (queued.length === 0) return
    await DeliveryModel.bulkWrite(
      queued.map(({ id, openId }) => ({
        updateOne: {
          filter: { _id: id },
          update: {
            $setOnInsert: {
              ...{ openId, kind, title, body, about, at, urgent },
              ...{ state: 'queued', sendingSince: null, reason: null },
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    )
  }

const BATCH = 50
/** Far beyond the time a call may take: whoever still stands at `sending` after it has died. */
const LOST_AFTER_MS = 2 * 60_000

/**
 * A job: sends what is in line, what is urgent first and then the oldest; at night only what is urgent. Several processes may send at once: each message is taken by
 * one write. The number sent.
 */
export async function sendDeliveries(
  wechat: Pick<Wechat, 'sendSubscribeMessage'>,
  templates: Templates,
  now: Date,
): Promise<number> {
  await DeliveryModel.updateMany(
    { state: 'sending', sendingSince: { $lt: new Date(now.getTime() - LOST_AFTER_MS) } },
    { $set: { state: 'unknown', reason: 'the sender died' } },
  )
  let sent = 0
  for (let taken = 0; taken < BATCH; taken++) {
    const delivery = (await take({ urgent: true }, now)) ?? (isQuiet(now) ? null : await take({}, now))
    if (!delivery) break
    const outcome = await send(wechat, templates, delivery, now)
    await DeliveryModel.updateOne({ _id: delivery._id, state: 'sending' }, { $set: outcome })
    if (outcome.state === 'sent') sent++
  }
  return sent
}

const take = (which: { urgent?: true }, now: Date) =>
  DeliveryModel.findOneAndUpdate(
    { ...which, state: 'queued' },
    { $set: { state: 'sending', sendingSince: now } },
    { sort: { at: 1 }, returnDocument: 'after' },
  ).lean<Delivery>()

async function send(
  wechat: Pick<Wechat, 'sendSubscribeMessage'>,
  templates: Templates,
  delivery: Delivery,
  now: Date,
): Promise<Pick<Delivery, 'state' | 'reason'>> {
  const template = templates[delivery.kind]
  if (!template) return { state: 'failed', reason: 'no template any more' }
  try {
    await wechat.sendSubscribeMessage(
      {
        openId: delivery.openId,
        templateId: template.id,
        page: pageOf(delivery),
        data: fillTemplate(template, delivery),
      },
      now,
    )
    return { state: 'sent', reason: null }
  } catch (cause) {
    // A refusal is certain. Anything else, a time-out above all, may have left.
    if (cause instanceof WechatError) return { state: 'failed', reason: cause.message }
    return { state: 'unknown', reason: cause instanceof Error ? cause.message : String(cause) }
  }
}
