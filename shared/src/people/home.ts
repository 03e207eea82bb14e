/** The ways in which an address came to be bound: until then it is what the person says. */
export const HOME_PROOFS = {
  counter: '窗口看过证明',
  register: '社区名单上写的',
  photo: '看过发来的证明',
} as const
export type HomeProofWay = keyof typeof HOME_PROOFS

/** The states of a proof that a resident sent. One that is not open cannot be decided any more. */
export const HOME_REQUEST_STATES = {
  open: '等社区核对',
  accepted: '核对好了',
  returned: '退回来了',
  withdrawn: '撤回了',
} as const
export type HomeRequestState = keyof typeof HOME_REQUEST_STATES

/** The most photos of one proof: the deed of a house, the contract of a rent, a bill. */
export const HOME_PHOTOS = 3
