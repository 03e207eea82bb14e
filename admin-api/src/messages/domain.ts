import { domain, every, SECOND_MS, type AnyModel } from '../domain'
import { queueDeliveries, sendDeliveries, sendSms } from './delivery'
import { ConsentModel, DeliveryModel, MessageModel } from './model'
import { Relay } from './relay'
import { messageRoutes } from './routes'

export const messages = domain({
  name: 'messages',
  floor: 'ground',
  models: [MessageModel, DeliveryModel, ConsentModel],
  permissions: ['message.follow_up'],
  routes: ({ config }) => [messageRoutes(config.wechat?.templates ?? {})],
  jobs({ registry, config: { wechat: settings, sms }, wechat }) {
    const leave = queueDeliveries(settings?.templates ?? {}, sms)
    const relayOf = (outboxes: readonly AnyModel[]) => {
      const relay = new Relay(leave)
      for (const model of outboxes) relay.add(model)
      return () => relay.run()
    }
    return [
      // By itself: somebody may need help, whatever else there is to tell.
      every(SECOND_MS, 'relay of alerts', relayOf(registry.urgentOutboxes)),
      every(SECOND_MS, 'relay', relayOf(registry.outboxes)),
      ...(wechat && settings
        ? [every(SECOND_MS, 'wechat', (now) => sendDeliveries(wechat, settings.templates, now))]
        : []),
      ...(sms ? [every(SECOND_MS, 'sms', (now) => sendSms(sms, now))] : []),
    ]
  },
})
