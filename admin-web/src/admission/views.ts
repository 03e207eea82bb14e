import type { AdmissionState } from '@yike/shared/admission/states'

/** The views of the lists of works, and the states that each shows. */
export const VIEWS = { asked: '等答复', admitted: '正在做', over: '没同意、结束了' }
export type View = keyof typeof VIEWS

const SHOWN: Record<View, readonly AdmissionState[]> = {
  asked: ['asked'],
  admitted: ['admitted'],
  over: ['refused', 'lapsed', 'ended'],
}
export const isIn = (view: View, { state }: { state: { code: string } }) =>
  SHOWN[view].some((code) => code === state.code)
