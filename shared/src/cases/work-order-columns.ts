import { plain } from '../files/cells'
import { guessColumns, type Heading } from '../files/tables'

/**
 * The columns of a table of work orders from 12345 or the district, by meaning: the names that public platforms give
 * them, and an example for the blank table. `example: null` leaves a column out of the blank table. A column of another
 * name is kept with the order as it came.
 */
export const ORDER_COLUMNS = {
  number: {
    label: '工单编号',
    headings: ['受理编号', '工单号', '工单编码', '编号', '受理号', '派单编号'],
    example: 'DY2026113000012',
  },
  upperNumber: {
    label: '12345工单编号',
    headings: ['12345编号', '12345工单号', '热线编号', '热线工单编号', '上级工单编号', '上级编号'],
    example: '370500202611300012',
  },
  dispatchId: { label: '派单唯一标识', headings: ['派单标识', '派单ID'], example: null },
  dispatchedAt: { label: '派单时间', headings: ['下发时间', '交办时间'], example: '2026-11-30 09:10' },
  opinion: { label: '派单意见', headings: ['交办意见', '转办意见'], example: '请社区核实办理' },
  dispatchKind: { label: '交办类型', headings: ['直派', '派单类型'], example: null },
  source: { label: '工单来源', headings: ['来源', '诉求来源', '来电渠道'], example: '电话' },
  registeredAt: { label: '登记时间', headings: ['来电时间', '受理时间', '诉求时间'], example: '2026-11-30 08:52' },
  urgency: { label: '紧急程度', headings: ['紧急度', '缓急程度'], example: '一般' },
  kind: { label: '工单类型', headings: ['诉求类型', '受理类型'], example: '投诉' },
  group: { label: '大类', headings: ['一级分类', '诉求大类'], example: null },
  subgroup: { label: '小类', headings: ['二级分类', '诉求小类'], example: null },
  detail: { label: '细类', headings: ['三级分类', '诉求细类'], example: null },
  tags: { label: '标签', headings: ['工单标签'], example: null },
  keywords: { label: '关键词', headings: ['关键字'], example: null },
  caller: { label: '来电人', headings: ['来电人姓名', '诉求人', '诉求人姓名', '反映人', '联系人'], example: '王秀英' },
  phone: { label: '来电号码', headings: ['联系电话', '来电电话', '诉求人电话'], example: '13800001234' },
  callerKind: { label: '来电主体', headings: ['诉求主体'], example: null },
  sex: { label: '性别', headings: ['来电人性别'], example: null },
  idNumber: { label: '证件号', headings: ['证件号码', '身份证号'], example: null },
  replyPhone: { label: '答复号码', headings: ['回复号码', '回复电话'], example: null },
  secret: { label: '是否保密', headings: ['保密', '来电人是否保密'], example: '否' },
  disclosed: { label: '是否公开举报人', headings: ['是否公开来电人'], example: null },
  repeated: { label: '是否重复来电', headings: ['重复来电'], example: null },
  title: { label: '标题', headings: ['工单标题', '诉求标题'], example: '6 号楼夜里施工太吵' },
  description: {
    label: '工单内容',
    headings: ['工单描述', '诉求内容', '问题描述', '内容'],
    example: '夜里十一点还在施工，孩子睡不着，希望管一管。',
  },
  address: {
    label: '诉求详细地址',
    headings: ['问题发生地', '诉求地址', '事发地址', '地址'],
    example: '颐园小区 6 号楼',
  },
  x: { label: 'X坐标', headings: ['经度', 'X'], example: null },
  y: { label: 'Y坐标', headings: ['纬度', 'Y'], example: null },
  district: { label: '区县', headings: ['所属区县'], example: null },
  street: { label: '街道', headings: ['所属街道', '镇街'], example: null },
  community: { label: '社区', headings: ['所属社区', '社区名称', '村居'], example: '' },
  grid: { label: '网格', headings: ['所属网格', '网格名称'], example: '' },
  signDue: { label: '签收截止时间', headings: ['社区签收截止时间', '签收时限'], example: '2026-11-30 11:10' },
  returnDue: { label: '回退截止时间', headings: ['社区回退截止时间', '退回截止时间'], example: '2026-11-30 17:30' },
  answerDue: {
    label: '回复截止时间',
    headings: ['社区回复截止时间', '答复截止时间', '反馈截止时间'],
    example: '2026-12-03 17:30',
  },
  solveDue: {
    label: '处置截止时间',
    headings: ['社区处置截止时间', '办结截止时间', '办理截止时间', '处置时限'],
    example: '2026-12-07 17:30',
  },
  streetSignDue: { label: '街道签收截止时间', headings: [], example: null },
  streetReturnDue: { label: '街道回退截止时间', headings: [], example: null },
  streetAnswerDue: { label: '街道回复截止时间', headings: [], example: null },
  streetSolveDue: { label: '街道处置截止时间', headings: [], example: null },
  mayReturn: { label: '是否允许回退', headings: ['允许回退'], example: '是' },
  mayExtend: { label: '是否允许延期', headings: ['允许延期'], example: null },
  signedAt: { label: '签收时间', headings: ['社区签收时间'], example: null },
  state: { label: '工单状态', headings: ['状态', '当前状态'], example: '待签收' },
  finishedAt: { label: '结案时间', headings: ['办结时间'], example: null },
  redo: { label: '是否重办', headings: ['重办'], example: '否' },
  urged: { label: '催办', headings: ['是否催办', '催办次数', '催办情况', '催办意见'], example: null },
  result: { label: '处理结果', headings: ['结果', '办理结果'], example: null },
  handling: { label: '办理情况', headings: ['处置情况', '办理过程', '处理情况'], example: null },
  callBack: { label: '是否需要回访', headings: ['需要回访'], example: null },
  calledBackAt: { label: '回访时间', headings: [], example: null },
  calledBack: { label: '是否回访', headings: ['是否成功回访', '已回访'], example: null },
  notCalledWhy: { label: '未成功回访原因', headings: ['未回访原因'], example: null },
  solved: { label: '是否解决', headings: ['问题是否解决'], example: null },
  satisfaction: { label: '处理结果满意度', headings: ['满意度', '是否满意'], example: null },
  receiverSatisfaction: { label: '承办单位满意度', headings: [], example: null },
  fit: { label: '契合度', headings: [], example: null },
} as const satisfies Record<string, Heading & { example: string | null }>
export type OrderColumn = keyof typeof ORDER_COLUMNS
export const ORDER_COLUMN_CODES = Object.keys(ORDER_COLUMNS) as [OrderColumn, ...OrderColumn[]]

/** The columns that say who called: they are kept with the reporter of the case, and nowhere else. */
const WHO: readonly OrderColumn[] = ['caller', 'phone', 'callerKind', 'sex', 'idNumber', 'replyPhone']
export const isAboutCaller = (column: OrderColumn) => WHO.includes(column)

/** The place of each column in a file; a missing one is not read. */
export type OrderMapping = Partial<Record<OrderColumn, number>>
/** A heading that an office assigned to a meaning. */
export interface KnownHeading {
  heading: string
  column: OrderColumn
}

/** The columns of a row of headings: those that the office assigned once, then the names that are known. */
export function guessOrderMapping(row: readonly string[], known: readonly KnownHeading[] = []): OrderMapping {
  const mapping: OrderMapping = {}
  const taken = new Set<number>()
  row.forEach((heading, at) => {
    const column = known.find((one) => plain(one.heading) === plain(heading) && plain(heading) !== '')?.column
    if (column === undefined || column in mapping) return
    mapping[column] = at
    taken.add(at)
  })
  const guessed = guessColumns(
    ORDER_COLUMNS,
    row.map((heading, at) => (taken.has(at) ? '' : heading)),
  )
  for (const column of ORDER_COLUMN_CODES) {
    const at = guessed[column]
    if (at !== undefined && !(column in mapping)) mapping[column] = at
  }
  return mapping
}
