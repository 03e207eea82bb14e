import { InstantInput } from '../zod'

/**
 * The time of a tap that was made without a network, at most `CHECK_IN_LATE_HOURS` ago; now when left out. Every step
 * of staff at a door or a counter takes it.
 */
export const TappedAt = InstantInput.optional()
