import type { StaffCase } from './schemas'

export interface StaffStep {
  label: string
  /** The label of the button that sends the step. */
  submit: string
  /** The question above the box for the sentence. */
  asks: string
  /** The sentence that the box begins with. */
  said: string
  /** The sentence may be left out. */
  optional?: boolean
  /** The sentence is not for the resident. */
  toResident?: false
  /** The label of the photos that go with the step. */
  photos?: string
}

/** The steps of a case, in the order they usually come; the first one open is the main button of its page. */
export const STAFF_STEPS = {
  accept: {
    label: '受理',
    submit: '收下',
    asks: '居民会读到',
    said: '收下了，我们先去看一眼，有结果马上告诉您。',
    optional: true,
  },
  assign: { label: '派单', submit: '派出去', asks: '给居民的一句话（不写也行）', said: '', optional: true },
  rule: {
    label: '会商定一家',
    submit: '定下来',
    asks: '为什么归这一家，单位和居民都会读到',
    said: '',
  },
  dispatch: {
    label: '派给单位',
    submit: '派出去',
    asks: '给单位的一句话，居民也会读到（不写也行）',
    said: '',
    optional: true,
  },
  resolve: {
    label: '办好了',
    submit: '告诉居民办好了',
    asks: '怎么办好的，居民会读到',
    said: '',
    photos: '办好以后的照片',
  },
  close: { label: '回访办结', submit: '办结', asks: '回访时居民怎么说', said: '', toResident: false },
  unassign: {
    label: '退给社区重派',
    submit: '退回去',
    asks: '为什么办不了，只有同事看得到',
    said: '',
    toResident: false,
  },
  reply: { label: '答复', submit: '发给居民', asks: '居民会读到', said: '', photos: '现场的照片' },
  ask: { label: '请居民补充', submit: '请居民补充', asks: '想请居民补充什么', said: '' },
  grantExtension: {
    label: '批准延期',
    submit: '批准，告诉居民',
    asks: '为什么要多几天，居民会读到',
    said: '',
  },
  refuseExtension: {
    label: '不批延期',
    submit: '不批',
    asks: '为什么不批，只有同事看得到',
    said: '',
    toResident: false,
  },
  askExtension: {
    label: '申请延期',
    submit: '请同事批',
    asks: '为什么到时办不好，只有同事看得到',
    said: '',
    toResident: false,
  },
  handUp: {
    label: '上报街道',
    submit: '报上去',
    asks: '为什么社区办不了、要谁来办，居民会读到',
    said: '',
  },
  handDown: {
    label: '交回社区办',
    submit: '交回社区',
    asks: '为什么由社区办、怎么办，居民会读到',
    said: '',
  },
  release: {
    label: '把联系方式给单位',
    submit: '给他们',
    asks: '为什么要给，会记下来',
    said: '',
    toResident: false,
  },
  acceptTransfer: {
    label: '接收转办',
    submit: '接过来',
    asks: '居民会读到',
    said: '这件事归我们社区，已经接过来了，由我们接着办。',
  },
  returnTransfer: {
    label: '不归我们，退回去',
    submit: '退回去',
    asks: '为什么不归你们，只有同事看得到',
    said: '',
    toResident: false,
  },
  ruleTransfer: {
    label: '会商定归哪个社区',
    submit: '定下来',
    asks: '为什么归这个社区，只有同事看得到',
    said: '',
    toResident: false,
  },
  reclassify: { label: '改类别', submit: '改成这一类', asks: '为什么改，居民会读到', said: '' },
  transfer: {
    label: '转到别的社区',
    submit: '转过去',
    asks: '为什么归他们，只有同事看得到',
    said: '',
    toResident: false,
  },
  return: { label: '不归我们管', submit: '退回并说清', asks: '为什么不归我们管，居民会读到', said: '' },
} as const satisfies Record<string, StaffStep>
export type StaffStepCode = keyof typeof STAFF_STEPS

/** The words of steps with what the office does unasked: no resident reads them. */
const OWN_WORK: Partial<Record<StaffStepCode, StaffStep>> = {
  assign: { ...STAFF_STEPS.assign, asks: '给同事的一句话（不写也行）', toResident: false },
  resolve: {
    label: '看过了',
    submit: '写下，办结',
    asks: '看到什么、做了什么',
    said: '',
    toResident: false,
    photos: '现场的照片',
  },
}

/** A step in the words of the kind of a case. */
export const staffStep = (code: StaffStepCode, { isOwnWork }: Pick<StaffCase, 'isOwnWork'>): StaffStep =>
  (isOwnWork && OWN_WORK[code]) || STAFF_STEPS[code]

/** The steps that this reader can take with a case now; where a ruling holds, another one comes last. */
export const openSteps = ({ can, receiver }: Pick<StaffCase, 'can'> & { receiver: { bound: boolean } | null }) => {
  const open = (Object.keys(STAFF_STEPS) as StaffStepCode[]).filter((step) => can[step])
  return receiver?.bound ? [...open.filter((step) => step !== 'rule'), ...open.filter((step) => step === 'rule')] : open
}
