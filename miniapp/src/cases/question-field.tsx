import { ANSWER_MAX, questionOf, type QuestionCode } from '@yike/shared/cases/questions'
import { Chips } from '@/kit/form/chips'
import { Field, FieldFrame } from '@/kit/form/field'

interface Props {
  question: QuestionCode
  values: readonly string[]
  /** It was handed in without the answer that it needs. */
  lacks: boolean
  problem: string | undefined
  onChange: (values: string[]) => void
}

/** One question of the kind: its options to tap, or a field for a number or a sentence. */
export function QuestionField({ question, values, lacks, problem, onChange }: Props) {
  const { label, as, options = {}, max, help, missing } = questionOf(question)
  const frame = { label, help, optional: missing ? undefined : '不说也行', problem: lacks ? missing : problem }
  if (as === 'number' || as === 'words')
    return (
      <Field
        {...frame}
        type={as === 'number' ? 'number' : undefined}
        long={as === 'words'}
        maxLength={as === 'number' ? String(max ?? 99).length : (max ?? ANSWER_MAX)}
        value={values[0] ?? ''}
        onChange={(next) => onChange(next ? [next] : [])}
      />
    )
  const toggle = (tapped: string) => {
    const on = values.includes(tapped)
    if (as === 'one') return onChange(on && !missing ? [] : [tapped])
    onChange(on ? values.filter((value) => value !== tapped) : [...values, tapped])
  }
  return (
    <FieldFrame {...frame}>
      <Chips
        all
        one={as === 'one'}
        options={Object.entries(options).map(([value, text]) => ({ value, text }))}
        chosen={values}
        onChange={toggle}
      />
    </FieldFrame>
  )
}
