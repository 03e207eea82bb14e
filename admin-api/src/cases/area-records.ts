import type { Types } from 'mongoose'
import type { AreaRecords } from '../territory/area-records'
import { ArbiterModel } from './arbiter-model'
import { CaseModel, CaseReporterModel, CaseWordsModel, type CaseWords } from './model'
import { untallied } from './tally-mark'
import { CasePapersModel } from './paper-model'
import { openValue } from '../sealing'
import { HandledSeasonModel } from './seasonal-model'
import { ReplyTemplateModel } from './reply-template-model'
import { OrderImportModel, WorkOrderModel } from './work-order-model'

/** The position in the words of each case; null once they were erased: the case stays with the rest of its area. */
async function whereItsWordsSay(rows: { _id: Types.ObjectId }[]) {
  const ids = rows.map(({ _id }) => _id)
  const words = await CaseWordsModel.find({ _id: { $in: ids } }, { position: 1 }).lean<CaseWords[]>()
  const known = new Map(words.map(({ _id, position }) => [String(_id), position]))
  return ids.map((id) => {
    const position = known.get(String(id))
    return position ? openValue('position', position) : null
  })
}

/** A case keeps the community whose number it bears: numbers of two communities may be the same. */
export const caseAreaRecords: AreaRecords[] = [
  { model: CaseModel, what: '诉求', stands: whereItsWordsSay, marks: untallied },
  { model: CaseWordsModel, stands: whereItsWordsSay },
  { model: CaseReporterModel, stands: whereItsWordsSay },
  { model: CasePapersModel, stands: whereItsWordsSay },
  { model: ArbiterModel },
  { model: HandledSeasonModel, namesCommunity: true },
  { model: ReplyTemplateModel, what: '答复模板' },
  { model: WorkOrderModel, stands: whereItsWordsSay },
  { model: OrderImportModel, what: '工单表' },
]
