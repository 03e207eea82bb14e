import { caseMessages } from '@yike/shared/cases/messages'
import { domain, every, HOUR_MS, MINUTE_MS, whenDue } from '../domain'
import { dueAlerts, sendAlerts } from './alerts'
import { ArbiterModel } from './arbiter-model'
import { accusedRoutes } from './accused-routes'
import { caseAreaRecords } from './area-records'
import { bulkRoutes } from './bulk-routes'
import { loadFirstCategories } from './categories'
import { categoryRoutes } from './category-routes'
import { categoryNames } from './known-categories'
import { caseRetention, eraseOldCases } from './erase'
import { sweepOrphanedWords } from './jobs'
import { tallyWaiting, waitingForTally } from './tallies'
import { CaseTallyModel } from './tally-model'
import { followedCaseRoutes } from './followed-routes'
import {
  CaseCounterModel,
  CaseFollowModel,
  CaseLinkModel,
  CaseModel,
  CaseReporterModel,
  CaseSaidModel,
  CaseWordsModel,
  CategoryModel,
  type CaseWords,
} from './model'
import { countOpenCases } from './counts'
import { loadNeighbours } from './followers'
import { caseWork } from './handover'
import { closeUnanswered, dueLapses } from './lapse'
import { settleMerges } from './merging'
import { makeSplitParts } from './splitting'
import { matterStepRoutes } from './matter-routes'
import { noteRoutes } from './note-routes'
import { hiddenWordRoutes } from './hidden-word-routes'
import { HiddenWordsModel } from './hidden-words-model'
import { takeReportedOff } from './off-public'
import { casePictureRoutes } from './picture-routes'
import { mergingRoutes } from './merging-routes'
import { ReplyTemplateModel } from './reply-template-model'
import { replyTemplateRoutes } from './reply-template-routes'
import { receivedCaseRoutes } from './received-routes'
import { roundRoutes } from './round-routes'
import { rulingRoutes } from './ruling-routes'
import { caseRoutes } from './routes'
import { rewrapWorkOrderImports } from './work-order-import'
import { OrderHeadingsModel, OrderImportModel, WorkOrderModel } from './work-order-model'
import { CasePapersModel } from './paper-model'
import { removeOldPapers } from './papers'
import { workOrderRoutes } from './work-order-routes'
import { orderImportsUnderWay, runWorkOrderImports } from './work-order-steps'
import { buildingIndex, cellIndex, placeOf } from './sealed-words'
import { LessonRoundsModel, PairCountModel } from './lesson-model'
import { dueLessons, learnFromCases, removeUnusedPairs } from './lessons'
import { transferRoutes } from './transfer-routes'
import { finishTransfers } from './transfers'
import { savedFilterRoutes } from './saved-filter-routes'
import { CaseShortcutsModel } from './shortcut-model'
import { HandledSeasonModel } from './seasonal-model'
import { seasonalRoutes } from './seasonal-routes'
import { suggestionRoutes } from './suggestion-routes'
import { phoneField, sealedAs } from '../sealed-values'
import { sealAddress } from '../addresses'
import { caseData } from './person-data'
import { writtenByStaff } from '../privacy/person-data'
import { removedByDatabase } from '../privacy/retention'

/**
 * Reports to the office, from the first words to the rating. More than a dozen files: the record is its events
 * (`append`), residents and staff have steps of their own, and personal data can be erased apart from the case.
 */
export const cases = domain({
  name: 'cases',
  floor: 'upper',
  models: [
    CaseModel,
    CaseWordsModel,
    CaseSaidModel,
    HiddenWordsModel,
    CaseReporterModel,
    CaseFollowModel,
    CaseLinkModel,
    CategoryModel,
    CaseCounterModel,
    CasePapersModel,
    ArbiterModel,
    ReplyTemplateModel,
    WorkOrderModel,
    OrderImportModel,
    OrderHeadingsModel,
    CaseTallyModel,
    HandledSeasonModel,
    PairCountModel,
    LessonRoundsModel,
    CaseShortcutsModel,
  ],
  areaRecords: caseAreaRecords,
  // Computed from the cases, which move.
  fixedAreas: [CaseTallyModel],
  outboxes: [CaseModel],
  messages: caseMessages,
  permissions: [
    'case.read',
    'case.create',
    'case.accept',
    'case.assign',
    'case.handle',
    'case.close',
    'case.rule',
    'case.whistle',
    'case.receive',
    'case.see_reporter',
    'template.edit',
    'category.edit',
    'matter.handle',
    'report.decide',
    'receiver.edit',
    'insight.read',
    'casework.handle',
    'casework.supervise',
    'mediation.direct',
    'mediation.handle',
    'legal.direct',
    'legal.handle',
  ],
  openWork: caseWork,
  personRecords: [
    { model: CaseModel, fields: ['reporterId'] },
    { model: CaseSaidModel, fields: ['saidBy'] },
    { model: CaseFollowModel, fields: ['personId'] },
    { model: ArbiterModel, fields: ['personId'] },
  ],
  answers: { openCasesOf: countOpenCases, categoryNames },
  sealedFields: [
    phoneField(CaseReporterModel, 'phone'),
    sealedAs(CaseReporterModel, 'home', 'home-text'),
    sealedAs(CaseWordsModel, 'description', 'words'),
    {
      ...sealedAs(CaseWordsModel, 'address', 'address', sealAddress),
      also: { of: [], set: (words) => ({ building: buildingIndex(placeOf(words as CaseWords).address!) }) },
    },
    {
      ...sealedAs(CaseWordsModel, 'position', 'position'),
      also: { of: [], set: (words) => ({ cell: cellIndex(placeOf(words as CaseWords).position!) }) },
    },
    sealedAs(CaseWordsModel, 'parties', 'parties'),
    sealedAs(CaseWordsModel, 'answers', 'answers'),
    sealedAs(CaseSaidModel, 'text', 'words'),
    sealedAs(HiddenWordsModel, 'original', 'words'),
    sealedAs(HiddenWordsModel, 'passages', 'words'),
    sealedAs(WorkOrderModel, 'row', 'words'),
    sealedAs(CaseShortcutsModel, 'filters', 'filters'),
  ],
  personData: caseData,
  retention: [
    ...caseRetention,
    removedByDatabase(OrderImportModel, 'expiresAt', { what: '导入的工单表', kept: '三十天，草稿三天' }),
  ],
  // Asked before a case is shown to somebody who does not follow it.
  purposes: [{ code: 'neighbours' }],
  reportables: [
    {
      type: 'case',
      async find(id, actor) {
        const { number, areas } = await loadNeighbours(actor, id)
        return { title: `诉求 ${number}`, areas }
      },
      takeDown: takeReportedOff,
    },
  ],
  keepsPeople: [
    ...writtenByStaff(HandledSeasonModel, CaseLinkModel, ArbiterModel, ReplyTemplateModel, CategoryModel),
    {
      model: OrderImportModel,
      why: 'Its rows are sealed and removed thirty days after the import, with the way to undo it.',
    },
  ],
  routes: () => [
    caseRoutes(),
    receivedCaseRoutes(),
    roundRoutes(),
    followedCaseRoutes(),
    mergingRoutes(),
    seasonalRoutes(),
    transferRoutes(),
    rulingRoutes(),
    replyTemplateRoutes(),
    categoryRoutes(),
    bulkRoutes(),
    workOrderRoutes(),
    matterStepRoutes(),
    suggestionRoutes(),
    casePictureRoutes(),
    hiddenWordRoutes(),
    accusedRoutes(),
    noteRoutes(),
    savedFilterRoutes(),
  ],
  jobs: () => [
    every(HOUR_MS, 'old cases', eraseOldCases),
    every(MINUTE_MS, 'unsettled merges', settleMerges),
    every(MINUTE_MS, 'unmade parts', makeSplitParts),
    every(5 * MINUTE_MS, 'moving cases', finishTransfers),
    every(HOUR_MS, 'papers of finished matters', removeOldPapers),
    every(30 * MINUTE_MS, 'orphaned words', sweepOrphanedWords),
    whenDue('tallies of cases', tallyWaiting, waitingForTally),
    whenDue('unanswered cases', sendAlerts, dueAlerts),
    whenDue('unanswered questions', closeUnanswered, dueLapses),
    every(HOUR_MS, 'categories of new kinds', loadFirstCategories),
    whenDue('lessons of cases', learnFromCases, dueLessons),
    every(HOUR_MS, 'unused pairs', removeUnusedPairs),
    whenDue('imports of work orders', runWorkOrderImports, orderImportsUnderWay),
    every(HOUR_MS, 'older secrets of work orders', rewrapWorkOrderImports),
  ],
})
