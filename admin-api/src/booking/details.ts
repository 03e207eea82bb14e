/* eslint-disable @typescript-eslint/no-empty-object-type -- open interfaces: each kind adds its own */

/**
 * What a booking keeps of its kind. Each kind adds its field where it lives, in `<kind>/details.ts`, by
 * `declare module '../booking/details'`.
 */
export interface BookingDetails {}

/** What a sitting keeps of the kind of its service; the kind adds its field in the same way. */
export interface SittingDetails {}
