import type { ErasureView } from '@yike/shared/privacy/schemas'
import { dayOf, toApiTime } from '@yike/shared/time/china'
import type { ErasurePreview } from './erasure'

export const presentErasure = ({ asked, ...effect }: ErasurePreview): ErasureView => ({
  asked: asked && {
    at: toApiTime(asked.askedAt),
    eraseOn: dayOf(asked.eraseAt),
    canTakeBack: asked.state === 'waiting',
  },
  ...effect,
})
