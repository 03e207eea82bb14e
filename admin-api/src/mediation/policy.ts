import type { CaseRecord } from '../cases/model'
import { may, type Actor } from '../http/policy'

export const mediationPolicy = {
  /** A colleague whom a party's wish for another mediator reaches. */
  directs: (colleague: Pick<Actor, 'roles'>, { areas }: Pick<CaseRecord, 'areas'>) =>
    may(colleague, 'mediation.direct', areas),
}
