import { addMinutes } from '@yike/shared/time/china'
import type { Actor } from '../../http/policy'
import { createPartner } from '../../open311/partners'
import type { Community } from '../../territory/areas'

/** A made-up outside system; its key was shown to nobody. */
export const seedPartner = (admin: Actor, community: Community, now: Date) =>
  createPartner(
    { actor: admin, key: 'demo-partner', now: addMinutes(now, -3 * 1440) },
    { communityId: String(community._id), name: '区城管热线' },
  )
