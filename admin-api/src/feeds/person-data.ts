import { entry, section, type PersonData } from '../privacy/person-data'
import { FeedModel } from './model'

/** The calendar address of a person. */
export const feedData: PersonData = {
  models: [FeedModel],
  async export(ids) {
    const feeds = await FeedModel.find({ ownerId: { $in: ids }, kind: 'person' }).lean()
    return section(
      '手机日历',
      feeds.map(({ madeAt, readAt }) => entry('日历地址', { 生成时间: madeAt, 最近来看: readAt })),
    )
  },
  async erase(ids) {
    await FeedModel.deleteMany({ ownerId: { $in: ids }, kind: 'person' })
  },
}
