/**
 * The steps of a receiver in the words of both clients, the first possible one first: those of one that a whistle called,
 * then those of one that has the case. `photos`: the label of the photos that may go with it; `least`: the shortest text.
 */
export const RECEIVER_STEP_WORDS = {
  contact: { label: '跟社区联系过了', submit: '告诉社区', asks: '约好谁来、什么时候来', photos: null, least: 2 },
  reportIn: { label: '到场报到', submit: '报到', asks: '来了谁，先做什么', photos: '现场的照片', least: 2 },
  report: { label: '办好了', submit: '告诉社区办好了', asks: '怎么办好的', photos: '办好以后的照片', least: 4 },
  note: { label: '跟社区说一句', submit: '发给社区', asks: '想说什么', photos: '照片', least: 2 },
  handBack: { label: '不归我们', submit: '退回社区', asks: '为什么不归你们，依据哪一条职责', photos: null, least: 4 },
} as const
export type SpokenStep = keyof typeof RECEIVER_STEP_WORDS
export const SPOKEN_STEPS = Object.keys(RECEIVER_STEP_WORDS) as SpokenStep[]
