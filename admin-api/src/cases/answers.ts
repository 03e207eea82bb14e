import { AppError } from '@yike/shared/errors'
import { caseKind, type CaseKindCode } from '@yike/shared/cases/kinds'
import { faultsOfAnswers, type Answer } from '@yike/shared/cases/questions'

/** Refuses answers that the form of a kind does not allow with INVALID_INPUT, each by the name of its field. */
export function checkAnswers({ kind, answers = [] }: { kind: CaseKindCode; answers?: Answer[] | undefined }) {
  const faults = Object.entries(faultsOfAnswers(caseKind(kind).questions ?? [], answers))
  if (faults.length === 0) return
  const fields = Object.fromEntries(faults.map(([question, fault]) => [`answers.${question}`, [fault]]))
  throw new AppError('INVALID_INPUT', undefined, { fields })
}
