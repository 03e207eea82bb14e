import { may, within, type Actor, type InAreas } from '../http/policy'

export const coursePolicy = {
  /** Certificates that the actor may withdraw. */
  certifiable: (actor: Actor) => within(actor, 'course.certify'),
  /** Gives and withdraws certificates, puts hours right. */
  certify: (actor: Actor, { areas }: InAreas) => may(actor, 'course.certify', areas),
}
