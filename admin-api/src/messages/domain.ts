import { domain, whenDue, type AnyModel, type Dependencies } from '../domain'
import type { Due } from '../jobs'
import { countGoodTries, useChannelSettings } from './channels'
import { queueDeliveries, sendDeliveries, sendSms, deliveriesToSend } from './delivery'
import { ChannelTryModel, ConsentModel, DeliveryModel, MessageModel } from './model'
import { checkKinds, kindsBySms, useDeclarations } from './registry'
import { Relay } from './relay'
import { messageRoutes } from './routes'
import { checkTemplates } from './template'
import { messageData } from './person-data'
import { removedByDatabase } from '../privacy/retention'

/** The office's templates and gateway. Throws, by name, where they mention messages that no domain declares. */
function waysOut({ wechat, sms }: Dependencies['config']) {
  const templates = wechat?.templates ?? {}
  checkKinds('WECHAT_TEMPLATES', Object.keys(templates))
  checkTemplates(templates)
  checkKinds('SMS_KINDS', sms?.kinds ?? [])
  return { templates, sms: sms && { url: sms.url, kinds: sms.kinds ?? kindsBySms() } }
}

/**
 * Notifications, and the ways they reach people. More than a dozen files, because each way out is one (`inbox`,
 * `delivery` by WeChat with `template` and `consents`, `sms`; `channels` tries them), between sending (`notify`, `outbox`, `relay`) and
 * messages that were not received (`undelivered`).
 */
export const messages = domain({
  name: 'messages',
  floor: 'ground',
  models: [MessageModel, DeliveryModel, ConsentModel, ChannelTryModel],
  permissions: ['message.follow_up', 'staff.manage'],
  personRecords: [
    { model: MessageModel, fields: ['recipientId'] },
    { model: DeliveryModel, fields: ['recipientId'] },
  ],
  register: (registry) => useDeclarations(registry.messages),
  personData: messageData,
  retention: [
    removedByDatabase(MessageModel, 'at', { what: '消息', kept: '一年' }),
    removedByDatabase(DeliveryModel, 'at', { what: '微信、短信发送记录', kept: '一年' }),
  ],
  // Asked before a message is queued.
  purposes: [{ code: 'outside_messages' }],
  firstSteps: { wechat: countGoodTries },
  useConfig: (config) => useChannelSettings({ ...waysOut(config), app: config.wechat }),
  routes: ({ config, wechat }) => [messageRoutes({ ...waysOut(config), wechat })],
  jobs({ registry, wechat, config }) {
    const { templates, sms } = waysOut(config)
    const leave = queueDeliveries(templates, sms)
    const relayOf = (outboxes: readonly AnyModel[]) => {
      const relay = new Relay(leave)
      for (const model of outboxes) relay.add(model)
      const due = () => outboxes.map((model): Due => ({ model, filter: { 'outbox.at': { $exists: true } } }))
      return [() => relay.run(), due] as const
    }
    return [
      // On its own: somebody may need help, whatever else is to be sent.
      whenDue('relay of alerts', ...relayOf(registry.urgentOutboxes)),
      whenDue('relay', ...relayOf(registry.outboxes)),
      ...(wechat
        ? [
            whenDue(
              'wechat',
              (now) => sendDeliveries(wechat, templates, now),
              () => deliveriesToSend('wechat'),
            ),
          ]
        : []),
      ...(sms
        ? [
            whenDue(
              'sms',
              (now) => sendSms(sms, now),
              () => deliveriesToSend('sms'),
            ),
          ]
        : []),
    ]
  },
})
