/** Minutes that a request to bind a phone to a staff account waits for its confirmation; once confirmed, as many for the phone to come back. */
export const BINDING_MINUTES = 10

/** What became of such a request; one that waited too long is not kept. */
export const BINDING_STATES = {
  open: '等着确认',
  confirmed: '确认了',
  refused: '没有同意',
  expired: '过了时间',
} as const
export type BindingState = Exclude<keyof typeof BINDING_STATES, 'expired'>
export const BINDING_ANSWERS = ['confirmed', 'refused'] as const satisfies readonly BindingState[]
export type BindingAnswer = (typeof BINDING_ANSWERS)[number]

/** Where a phone of this number is confirmed, in the words that its holder reads. */
export const whereToConfirm = (number: number) =>
  `在电脑上打开工作人员后台，点左下角自己的名字，进“我的账号”，确认写着 ${number} 的这部手机。没有电脑，就请社区管理员在“工作人员”那一页确认。`
