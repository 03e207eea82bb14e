import type { DangerCode } from './dangers'
import type { ServiceKind } from '../directory/categories'
import type { CaseEventKind } from './events'
import { LEGAL_AID_GUIDE, type Guide } from './guides'
import type { QuestionCode } from './questions'
import type { Flow } from './states'

/**
 * A field of the form of a kind, beside the category, which stands below the words. `danger`: the question about safety;
 * `questions`: those that the kind names; `parties`: the people on the other side, if known. `matter`: it is filed from
 * the guide of matters, with its papers, and may have a note.
 */
export type FormPart =
  'danger' | 'questions' | 'words' | 'photos' | 'place' | 'anonymous' | 'parties' | 'matter' | 'note'

/** Answered within a number of working days (`workdays`) or hours by the clock (`hours`) of the filing. */
export type AnswerPromise = { workdays: number } | { hours: number }

const OFFICE_FLOW: Flow = {
  submitted: ['accepted', 'returned', 'merged'],
  accepted: ['in_progress', 'returned', 'resolved', 'merged'],
  in_progress: ['waiting', 'resolved', 'returned', 'accepted', 'merged'],
  waiting: ['in_progress', 'resolved', 'closed', 'merged'],
  resolved: ['closed', 'in_progress'],
  returned: ['accepted'],
  closed: ['in_progress'],
  merged: [],
}

/** A need is met by what is there, or by a project; the office decides by itself, and asks the resident nothing meanwhile. */
const NEED_FLOW: Flow = {
  submitted: ['accepted', 'returned'],
  accepted: ['in_progress', 'returned', 'resolved'],
  in_progress: ['in_progress', 'accepted', 'returned', 'resolved'],
  resolved: ['closed', 'in_progress'],
  returned: ['accepted'],
  closed: ['in_progress'],
}

/** The events that happen only to kinds that name them. */
const NAMED_EVENTS: readonly CaseEventKind[] = ['matched', 'planned', 'unplanned']

/** A mediator or social worker takes it from the first talk to an outcome, which closes it for good. It is never given outside. */
const CIRCLE_FLOW: Flow = {
  submitted: ['accepted', 'returned'],
  accepted: ['in_progress', 'returned', 'closed'],
  in_progress: ['accepted', 'returned', 'closed'],
  returned: ['accepted'],
  closed: [],
}

/** The flow of things that the office hands out over the counter: looked at, ready, collected. Nobody is called back about it. */
const MATTER_FLOW: Flow = {
  submitted: ['accepted', 'returned'],
  accepted: ['in_progress', 'waiting', 'ready', 'returned'],
  in_progress: ['accepted', 'waiting', 'ready', 'returned'],
  waiting: ['in_progress', 'ready', 'closed'],
  ready: ['closed'],
  returned: ['accepted'],
  closed: ['in_progress'],
}

/** The office goes and looks unasked. Nobody waits for an answer, so that its result ends it; it is never given outside. */
const INSPECTION_FLOW: Flow = {
  submitted: ['accepted'],
  accepted: ['in_progress', 'resolved'],
  in_progress: ['accepted', 'resolved'],
  resolved: ['closed'],
  closed: [],
}

/** The uses of the leaves in the first tree of categories: most are for `everyday`. */
export type CategoryUse = 'everyday' | 'utility' | 'danger'

/** A group of categories, as a new installation begins with it; the office changes it. `icon`: a name of the kit. */
export interface FirstGroup {
  name: string
  icon: string
  /** Its reports are about somebody's own life: neighbours neither see nor follow them. */
  isPrivate?: true
  leaves: readonly { name: string; keywords: readonly string[]; use?: CategoryUse; promise?: AnswerPromise }[]
}

/** The promise of what endangers somebody: handled within 2 hours (Beijing DB11/T 2021-2022). */
const DANGER: AnswerPromise = { hours: 2 }

const HELP: FirstGroup = {
  name: '困难求助',
  icon: 'care',
  isPrivate: true,
  leaves: [
    { name: '生活困难、临时救助', keywords: ['没钱', '吃不上', '救助', '低保', '交不起', '生活费', '困难'] },
    { name: '要人照料', keywords: ['照料', '照顾', '看护', '陪护', '做饭', '洗澡', '没人管', '生活不能自理'] },
    { name: '出行、搬东西', keywords: ['出行', '接送', '搬', '轮椅', '下楼', '上楼', '买菜', '取药', '跑腿'] },
    { name: '看病就医', keywords: ['看病', '医院', '医药费', '住院', '挂号', '陪诊', '药费', '大病'] },
    { name: '找工作', keywords: ['工作', '失业', '就业', '下岗', '招工', '技能'], promise: { workdays: 5 } },
    { name: '孩子的事', keywords: ['孩子', '上学', '学费', '没人带', '辅导', '儿童'] },
    { name: '别的难处', keywords: ['帮忙', '难处', '求助'] },
    {
      name: '人有危险',
      keywords: ['昏倒', '昏迷', '喘不上气', '轻生', '不想活', '自杀', '挨打', '家暴'],
      promise: DANGER,
    },
  ],
}

const NEED: FirstGroup = {
  name: '居民需求',
  icon: 'family',
  isPrivate: true,
  leaves: [
    { name: '吃饭、助餐', keywords: ['食堂', '吃饭', '送餐', '早点', '买菜'] },
    { name: '养老照护', keywords: ['养老', '照护', '护理', '助浴', '日间', '老人'] },
    { name: '托育、孩子', keywords: ['托育', '托班', '孩子', '放学', '暑假', '母婴'] },
    { name: '看病、健康', keywords: ['看病', '医生', '药', '体检', '康复', '健康'] },
    { name: '文化、体育', keywords: ['图书', '活动室', '跳舞', '打球', '健身', '课程', '培训'] },
    { name: '便民的店和点', keywords: ['修', '理发', '快递', '店', '充电', '缝补'] },
    { name: '出行、停车', keywords: ['停车', '公交', '电梯', '坡道', '轮椅', '充电桩'] },
    { name: '别的需求', keywords: ['需要', '希望', '要是'] },
  ],
}

const LEGAL_AID: FirstGroup = {
  name: '法律援助',
  icon: 'book',
  isPrivate: true,
  leaves: [
    { name: '法律咨询', keywords: ['律师', '咨询', '法律', '怎么办', '合同'] },
    { name: '申请法律援助', keywords: ['援助', '请不起', '官司', '起诉', '开庭', '传票', '仲裁'] },
    { name: '写文书', keywords: ['起诉状', '文书', '代写', '协议', '遗嘱'] },
  ],
}

/**
 * The staff who see and handle the cases of a kind. Mediation is confidential (人民调解法, articles 15 and 31), and so is
 * casework.
 */
export type Circle = 'office' | 'mediators' | 'social_workers' | 'lawyers'

export interface CaseKind {
  /** The name of the kind, and the title of the page that files it. */
  label: string
  /** Counts where its category gives no promise of its own. */
  promise: AnswerPromise
  flow: Flow
  /** The events that never happen to it, though its state would let them: nobody whistles for a certificate. */
  without?: readonly CaseEventKind[]
  /** The events that happen to it beside those of every kind. */
  also?: readonly CaseEventKind[]
  /** Neighbours may see that it was reported, without the person, and follow it; unless its category is private. */
  isShared: boolean
  /** The staff who see and handle it; absent: the office. */
  circle?: Circle
  /** Its words are about somebody's own life. Titles are kept in the clear: that of such a case is the name of its kind. */
  isOwnLife?: true
  /** The office does it unasked: nobody files it, its result closes it, and it counts in no rate. */
  isOwnWork?: true
  /** It is offered in the elder view as well. */
  inElderView?: true
  /** The text that somebody reads above the form. */
  guide?: Guide
  /** The kind of service that people of such a case book as well: the duty times of a lawyer. */
  books?: ServiceKind
  /** In the order in which the form asks. */
  form: readonly FormPart[]
  /** The dangers that the part `danger` asks about. */
  dangers?: readonly DangerCode[]
  /** The questions of the part `questions`, in their order. */
  questions?: readonly QuestionCode[]
  /** An example text, in the empty field. */
  placeholder: string
  /** Its first categories: leaves of the common tree by their use, and groups of its own. None where it needs none. */
  categories: readonly (CategoryUse | FirstGroup)[]
}

/**
 * Every kind of case: one entry here, and its form, states, promise, categories and list filter follow. Promises:
 * Shandong hotline rule 2020 (5 working days), Beijing DB11/T 2021-2022 (danger 2 h; what cannot wait 24 h, which is
 * the promise of help as well: 急难救助 helps first and asks for papers later, and its own sources name no hours).
 */
export const CASE_KINDS = {
  complaint: {
    label: '反映问题',
    promise: { workdays: 5 },
    flow: OFFICE_FLOW,
    isShared: true,
    inElderView: true,
    form: ['words', 'photos', 'place', 'anonymous'],
    placeholder: '比如：3 号楼东边的路灯灭了三天，晚上看不见路',
    categories: ['everyday', 'utility', 'danger'],
  },
  hazard: {
    label: '安全隐患',
    promise: { hours: 2 },
    flow: OFFICE_FLOW,
    isShared: true,
    form: ['danger', 'photos', 'place', 'words'],
    dangers: ['gas', 'fire', 'trapped', 'shock'],
    placeholder: '比如：楼道里有人给电动车充电，线拖了一地',
    categories: ['danger'],
  },
  suggestion: {
    label: '提建议',
    promise: { workdays: 5 },
    flow: OFFICE_FLOW,
    isShared: true,
    form: ['words', 'photos', 'anonymous'],
    placeholder: '比如：广场上能不能加两把有靠背的椅子',
    categories: ['everyday'],
  },
  help: {
    label: '困难求助',
    promise: { hours: 24 },
    flow: OFFICE_FLOW,
    // Neither several organisations nor another resident learn of a household: it is neither whistled for nor merged.
    without: ['whistled', 'merged', 'absorbed'],
    isShared: false,
    isOwnLife: true,
    inElderView: true,
    form: ['danger', 'questions', 'words', 'place', 'photos'],
    dangers: ['ill', 'harm'],
    questions: ['whom', 'household'],
    placeholder: '比如：我妈腿脚不便，下周三要去医院复查，想请人帮着下楼',
    categories: [HELP],
  },
  need: {
    label: '提需求',
    promise: { workdays: 5 },
    flow: NEED_FLOW,
    without: ['whistled', 'dispatched', 'ruled', 'absorbed'],
    also: NAMED_EVENTS,
    isShared: false,
    isOwnLife: true,
    form: ['questions', 'words'],
    questions: ['whom', 'how_many'],
    placeholder: '比如：附近没有能给老人洗澡的地方，我们楼里有三家都要',
    categories: [NEED],
  },
  dispute: {
    label: '矛盾调解',
    promise: { workdays: 3 },
    flow: CIRCLE_FLOW,
    isShared: false,
    circle: 'mediators',
    form: ['words', 'parties', 'photos', 'place'],
    placeholder: '比如：楼上装修把我家泡了，说好的赔偿一直没谈拢',
    categories: [
      {
        name: '邻里和家里的矛盾',
        icon: 'family',
        isPrivate: true,
        leaves: [
          { name: '邻里纠纷', keywords: ['邻居', '楼上', '楼下', '漏水', '噪音', '占道', '采光', '宠物'] },
          { name: '婚姻家庭', keywords: ['离婚', '赡养', '抚养', '分家', '遗产', '夫妻', '老人'] },
          { name: '房屋物业', keywords: ['物业', '装修', '租房', '房租', '押金', '中介', '停车位'] },
          { name: '钱和赔偿', keywords: ['赔偿', '借钱', '欠款', '合同', '工钱', '医药费'] },
        ],
      },
    ],
  },
  legal_aid: {
    label: '法律援助',
    promise: { workdays: 5 },
    flow: OFFICE_FLOW,
    // The words for a lawyer stay with the lawyer: nobody outside is given them, and the case joins no other.
    without: ['dispatched', 'redispatched', 'whistled', 'ruled', 'released', 'merged', 'absorbed', 'split'],
    isShared: false,
    circle: 'lawyers',
    isOwnLife: true,
    guide: LEGAL_AID_GUIDE,
    books: 'legal',
    form: ['questions', 'words', 'photos'],
    questions: ['whom', 'aid_about', 'aid_exempt', 'aid_stage', 'aid_questions'],
    placeholder: '比如：老板欠我三个月工钱，有欠条，去要了两回都不给',
    categories: [LEGAL_AID],
  },
  matter: {
    label: '事项办理',
    // Where its matter gives no time of its own.
    promise: { workdays: 5 },
    flow: MATTER_FLOW,
    // Papers stay with the office: nobody outside it is given one.
    without: [
      'classified',
      'transferred',
      'transfer_ruled',
      'dispatched',
      'redispatched',
      'ruled',
      'released',
      'whistled',
      'absorbed',
      'split',
    ],
    isShared: false,
    form: ['matter', 'note'],
    placeholder: '比如：下周三要用，女儿来领',
    categories: [],
  },
  casework: {
    label: '社工个案',
    // Counts where somebody asks for it. One that a social worker opens is answered by that.
    promise: { workdays: 5 },
    flow: CIRCLE_FLOW,
    isShared: false,
    circle: 'social_workers',
    form: ['note'],
    placeholder: '比如：老伴走了以后整夜睡不着，想有人说说话',
    categories: [
      {
        name: '社工个案',
        icon: 'family',
        isPrivate: true,
        leaves: [
          { name: '精神慰藉', keywords: ['孤单', '难过', '睡不着', '想不开', '陪伴'] },
          { name: '资源链接', keywords: ['申请', '补贴', '对接', '志愿者', '辅具'] },
          { name: '能力提升', keywords: ['学', '就业', '带孩子', '手机', '康复'] },
          { name: '关系调适', keywords: ['亲子', '婆媳', '夫妻', '沟通', '照顾人'] },
          { name: '社会融入', keywords: ['刚搬来', '不出门', '刚出院', '交朋友', '融入'] },
        ],
      },
    ],
  },
  inspection: {
    label: '提前巡查',
    promise: { workdays: 5 },
    flow: INSPECTION_FLOW,
    without: [
      'classified',
      'transferred',
      'transfer_ruled',
      'dispatched',
      'ruled',
      'released',
      'whistled',
      'absorbed',
      'split',
      'still_broken',
      'replied',
      'asked',
    ],
    isShared: false,
    isOwnWork: true,
    form: ['note'],
    placeholder: '比如：地下室的管子没渗水，阀门有点松，约了人来紧',
    categories: [],
  },
} as const satisfies Record<string, CaseKind>
export type CaseKindCode = keyof typeof CASE_KINDS
export const CASE_KIND_CODES = Object.keys(CASE_KINDS) as [CaseKindCode, ...CaseKindCode[]]

/** The kinds that are filed by saying what it is, in one form for all of them. */
export const SAID_KINDS = CASE_KIND_CODES.filter((code) => (CASE_KINDS[code] as CaseKind).form.includes('words'))

/** The entry of a kind, with the parts that only some have. */
export const caseKind = (code: CaseKindCode): CaseKind => CASE_KINDS[code]
/** The entry of a kind, if this client knows it: a newer server may have made it. */
const known = (code: CaseKindCode) => (CASE_KINDS as Partial<Record<string, CaseKind>>)[code]
/** The staff who see and handle the cases of a kind. A kind that a newer server made is the office's to this client. */
export const circleOf = (code: CaseKindCode): Circle => known(code)?.circle ?? 'office'
/** The kind of service that people of such a case book as well; null for most. */
export const bookedWith = (code: CaseKindCode): ServiceKind | null => known(code)?.books ?? null
/** Whether an event may ever happen to a case of this kind, whatever its state. */
export const isOfKind = (event: CaseEventKind, code: CaseKindCode) => {
  const { without, also } = caseKind(code)
  return without?.includes(event) !== true && (!NAMED_EVENTS.includes(event) || also?.includes(event) === true)
}

/** Whether its title says no more than its kind: titles are kept in the clear, so that the office can search them. */
export const isTitledByKind = (code: CaseKindCode) => circleOf(code) !== 'office' || caseKind(code).isOwnLife === true
/** Whether the office does it unasked. A kind that a newer server made is not, to this client. */
export const isOwnWork = (code: CaseKindCode) => known(code)?.isOwnWork === true
/** The kinds that somebody files, whose cases count in the rates. */
export const FILED_KINDS = CASE_KIND_CODES.filter((code) => !isOwnWork(code)) as [CaseKindCode, ...CaseKindCode[]]
/** The kinds that the office at large does not see. */
export const CONFIDENTIAL_KINDS = CASE_KIND_CODES.filter((code) => circleOf(code) !== 'office')
