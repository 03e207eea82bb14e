import { may, within, type Actor, type InAreas } from '../http/policy'

export const coursePolicy = {
  /** Certificates that the actor may withdraw. */
  certifiable: (actor: Actor) => within(actor, 'course.certify'),
  /** Issues and withdraws certificates, corrects hours. */
  certify: (actor: Actor, { areas }: InAreas) => may(actor, 'course.certify', areas),
}
