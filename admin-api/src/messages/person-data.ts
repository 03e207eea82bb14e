import { entry, section, type PersonData } from '../privacy/person-data'
import { ConsentModel, DeliveryModel, MessageModel, type Message } from './model'

/** The messages to somebody, and their yes to messages by WeChat. */
export const messageData: PersonData = {
  models: [MessageModel, DeliveryModel, ConsentModel],
  async export(ids) {
    const lines = await MessageModel.find({ recipientId: { $in: ids } })
      .sort({ at: -1 })
      .lean<Message[]>()
    return section(
      '给我的消息',
      lines.map(({ title, body, at, readAt }) => entry(title, { 内容: body, 时间: at, 看的时间: readAt })),
    )
  },
  async erase(ids) {
    await MessageModel.deleteMany({ recipientId: { $in: ids } })
    await DeliveryModel.deleteMany({ recipientId: { $in: ids } })
    await ConsentModel.deleteMany({ personId: { $in: ids } })
  },
}
