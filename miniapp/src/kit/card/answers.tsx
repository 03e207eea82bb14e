import { Card, Cell } from './card'

/** The questions of a form with their answers; nothing where there are none. Kept answers of an older phone have none. */
export const Answers = ({ answers = [] }: { answers?: readonly { label: string; value: string }[] }) =>
  answers.length > 0 && (
    <Card flush>
      {answers.map(({ label, value }) => (
        <Cell key={label} title={value} brief={label} />
      ))}
    </Card>
  )
