import { ANSWER_MAX, questionOf, type Answer, type QuestionCode } from '@yike/shared/cases/questions'
import { Checkbox, Form, Input, InputNumber, Radio } from 'antd'

/** The answers that the form keeps, by question: the codes of options, a number, or a sentence. */
export type AnswerFields = Partial<Record<QuestionCode, string[] | string | number | null>>

/** The fields as the API takes them; questions without an answer are left out. */
export const answersFrom = (asked: readonly QuestionCode[], fields: AnswerFields = {}): Answer[] =>
  asked.flatMap((question) => {
    const values = [fields[question] ?? []].flat().map((value) => String(value).trim())
    const given = values.filter(Boolean)
    return given.length > 0 ? [{ question, values: given }] : []
  })

function Control({ question, ...input }: { question: QuestionCode }) {
  const { as, options = {}, max } = questionOf(question)
  const choices = Object.entries(options).map(([value, label]) => ({ value, label }))
  if (as === 'one') return <Radio.Group {...input} options={choices} />
  if (as === 'several') return <Checkbox.Group {...input} options={choices} />
  if (as === 'number') return <InputNumber {...input} min={1} max={max ?? 99} precision={0} />
  return <Input.TextArea {...input} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={max ?? ANSWER_MAX} showCount />
}

/** The questions of a kind, each with the control that its answers need. */
export const QuestionFields = ({ asked }: { asked: readonly QuestionCode[] }) =>
  asked.map((question) => {
    const { label, help, missing } = questionOf(question)
    return (
      <Form.Item
        key={question}
        name={['answers', question]}
        label={label}
        extra={help}
        rules={missing ? [{ required: true, message: missing }] : []}
      >
        <Control question={question} />
      </Form.Item>
    )
  })
