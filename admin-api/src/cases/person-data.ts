import type { Types } from 'mongoose'
import { CASE_KINDS, caseKind } from '@yike/shared/cases/kinds'
import { answersInWords } from '@yike/shared/cases/questions'
import { CASE_STATES } from '@yike/shared/cases/states'
import { instantInFull } from '@yike/shared/time/words'
import { releasePhotos } from '../files/store'
import { entry, section, type PersonData } from '../privacy/person-data'
import { openedPhone } from '../sealed-values'
import { claimOf } from './append'
import { forgetReporter } from './erase'
import { leaveFollowed, publicTitle } from './followers'
import { asReported, asSaid } from './own-words'
import { HiddenWordsModel } from './hidden-words-model'
import {
  CaseFollowModel,
  CaseModel,
  CaseReporterModel,
  CaseSaidModel,
  CaseWordsModel,
  CategoryModel,
  type CaseFollow,
  type CaseRecord,
  type CaseSaid,
} from './model'
import { CasePapersModel, type CasePapers } from './paper-model'
import { openedFilters } from './saved-filters'
import { CaseShortcutsModel, type CaseShortcuts } from './shortcut-model'
import { answersOf, openedWords, partiesOf, placeOf, reportedHome } from './sealed-words'

/**
 * The cases that somebody reported, their words about them, the neighbours' cases that they follow, and the shortcuts of
 * a member of staff.
 */
export const caseData: PersonData = {
  models: [
    CasePapersModel,
    CaseModel,
    CaseWordsModel,
    CaseReporterModel,
    CaseSaidModel,
    HiddenWordsModel,
    CaseFollowModel,
    CaseShortcutsModel,
  ],

  async export(ids) {
    const cases = await CaseModel.find({ reporterId: { $in: ids } }, { events: 0 })
      .sort({ filedAt: -1 })
      .lean<CaseRecord[]>()
    const of = { _id: { $in: cases.map(({ _id }) => _id) } }
    const [shown, reporters, shownSaid, follows, matters, shortcuts] = await Promise.all([
      CaseWordsModel.find(of).lean(),
      CaseReporterModel.find(of).lean(),
      CaseSaidModel.find({ saidBy: { $in: ids } })
        .sort({ at: -1 })
        .lean<CaseSaid[]>(),
      CaseFollowModel.find({ personId: { $in: ids } }).lean<CaseFollow[]>(),
      CasePapersModel.find(of).lean<CasePapers[]>(),
      CaseShortcutsModel.find({ _id: { $in: ids } }).lean<CaseShortcuts[]>(),
    ])
    // Their own words, hidden from others or not.
    const words = (await asReported(shown.map((one) => ({ words: one })))).map((one) => one.words)
    const said = await asSaid(shownSaid)
    const followed = await CaseModel.find(
      { _id: { $in: follows.map(({ caseId }) => caseId) } },
      { kind: 1, categoryId: 1 },
    ).lean()
    const categories = await CategoryModel.find({
      _id: { $in: followed.flatMap((one) => one.categoryId ?? []) },
    }).lean()
    const titleOf = (caseId: Types.ObjectId) => {
      const c = followed.find(({ _id }) => _id.equals(caseId))
      return c && publicTitle(c, categories.find(({ _id }) => c.categoryId?.equals(_id)) ?? null)
    }
    return [
      ...section(
        '反映的事',
        cases.map((one) => {
          const report = words.find(({ _id }) => _id.equals(one._id))
          const reporter = reporters.find(({ _id }) => _id.equals(one._id))
          const matter = matters.find(({ _id }) => _id.equals(one._id))
          const place = report ? placeOf(report) : { address: null, position: null }
          return entry(`${one.number} ${report?.title ?? ''}`, {
            种类: CASE_KINDS[one.kind].label,
            // At the counter, on the phone and in a part of a case the office wrote them down.
            内容: report && openedWords(report.description),
            地点: place.address,
            位置: place.position && `${place.position.lng}，${place.position.lat}`,
            对方:
              report &&
              partiesOf(report)
                .map(({ name, phone }) => [name, phone].filter(Boolean).join(' '))
                .join('、'),
            答的:
              report &&
              answersInWords(caseKind(one.kind).questions ?? [], answersOf(report))
                .map(({ label, value }) => `${label}：${value}`)
                .join('；'),
            照片: report && report.photoIds.length > 0 ? `${report.photoIds.length} 张` : null,
            材料: matter?.papers.map(({ name }) => name).join('、'),
            材料的照片: matter && matter.photos.length > 0 ? `${matter.photos.length} 张` : null,
            匿名: one.anonymous,
            留的姓名: reporter?.name,
            留的电话: reporter && openedPhone(reporter.phone),
            留的住址: reportedHome(reporter?.home),
            交的时间: one.filedAt,
            现在: CASE_STATES[one.state].toResident,
          })
        }),
      ),
      ...section(
        '补充和评价',
        said.map(({ at, text, photoIds }) =>
          entry(instantInFull(at), {
            说的: openedWords(text),
            照片: photoIds.length > 0 ? `${photoIds.length} 张` : null,
          }),
        ),
      ),
      ...section(
        '跟着看的事',
        follows.map(({ caseId, at }) => entry(titleOf(caseId) ?? '邻居反映的事', { 从: at })),
      ),
      ...section(
        '诉求列表里存的筛选',
        shortcuts.flatMap((one) => openedFilters(one).map(({ name, filter }) => entry(name, { 找的: filter.q }))),
      ),
      ...section(
        '工作中关注的诉求',
        shortcuts
          .filter(({ starred }) => starred.length > 0)
          .map(({ starred }) => entry('关注的', { 件数: String(starred.length) })),
      ),
    ]
  },

  async erase(ids, now) {
    await CaseShortcutsModel.deleteMany({ _id: { $in: ids } })
    for (const one of await CaseModel.find({ reporterId: { $in: ids } }, { reporterId: 1, finishedAt: 1 }).lean<
      CaseRecord[]
    >())
      await forgetReporter(one, now)
    for (const { _id, caseId, photoIds } of await CaseSaidModel.find({ saidBy: { $in: ids } }).lean<CaseSaid[]>()) {
      await releasePhotos(claimOf(caseId), photoIds)
      await CaseSaidModel.deleteOne({ _id })
      await HiddenWordsModel.deleteMany({ heldBy: _id })
    }
    for (const follow of await CaseFollowModel.find({ personId: { $in: ids } }).lean<CaseFollow[]>())
      await leaveFollowed(follow)
  },
}
