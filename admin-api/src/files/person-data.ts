import { entry, section, type PersonData } from '../privacy/person-data'
import { FileModel, type FileRecord } from './model'
import { presentPhoto, removeUploads } from './store'

/** The photos that somebody uploaded. Those that a record has claimed are released by its domain. */
export const fileData: PersonData = {
  models: [FileModel],
  async export(ids, now) {
    const files = await FileModel.find({ uploadedBy: { $in: ids } })
      .sort({ uploadedAt: -1 })
      .lean<FileRecord[]>()
    return section(
      '传过的照片',
      files.map(({ _id, uploadedAt }) =>
        entry('照片', { 上传时间: uploadedAt, 十五分钟内能打开的地址: presentPhoto(_id, now).url }),
      ),
    )
  },
  erase: (ids) => removeUploads(ids),
}
