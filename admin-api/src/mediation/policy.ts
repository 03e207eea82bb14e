import { may, type Actor } from '../http/policy'
import type { CaseRecord } from '../cases/model'

type Handled = Pick<CaseRecord, 'assigneeId' | 'areas' | 'state'>

const isMediator = ({ personId }: Pick<Actor, 'personId'>, { assigneeId }: Handled) =>
  assigneeId?.equals(personId) ?? false

export const mediationPolicy = {
  /** A colleague whom a party's wish for another mediator reaches. */
  directs: (colleague: Pick<Actor, 'roles'>, { areas }: Pick<Handled, 'areas'>) =>
    may(colleague, 'mediation.direct', areas),
  /**
   * Invites, writes the agreement and ends it: its mediator, and whoever directs mediation there. Nobody does before it
   * has a mediator, because parties are told who that is.
   */
  handle: (actor: Actor, c: Handled) =>
    c.state === 'in_progress' && (isMediator(actor, c) || mediationPolicy.directs(actor, c)),
}
