import type { CaseRecord } from '../cases/model'
import { may, type Actor } from '../http/policy'

type Handled = Pick<CaseRecord, 'assigneeId' | 'areas' | 'state'>

const isWorker = ({ personId }: Pick<Actor, 'personId'>, { assigneeId }: Handled) =>
  assigneeId?.equals(personId) ?? false

export const caseworkPolicy = {
  /** Writes in it and ends it: its social worker, and whoever supervises there. Nobody does before it has one. */
  handle: (actor: Actor, c: Handled) =>
    c.state === 'in_progress' && (isWorker(actor, c) || may(actor, 'casework.supervise', c.areas)),
}
