/* eslint-disable @typescript-eslint/no-empty-object-type -- open interfaces: each kind adds its own */

/**
 * The details that a booking stores for its kind. Each kind adds its field in its own folder, in `<kind>/details.ts`,
 * by `declare module '../booking/details'`.
 */
export interface BookingDetails {}

/** The details that a sitting stores for the kind of its service; the kind adds its field in the same way. */
export interface SittingDetails {}
