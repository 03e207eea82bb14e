import { WEEKDAYS } from '@yike/shared/time/china'
import { Checkbox } from 'antd'
import './receivers.css'

interface Field<Value> {
  id?: string
  value?: Value
  onChange?: (value: Value) => void
}

export interface RosterLine {
  personId: string
  weekdays: number[]
}
interface RosterProps extends Field<RosterLine[]> {
  members: readonly { personId: string; name: string }[]
}

/** The days of the week on which each member is on duty. */
export function RosterField({ id, value = [], onChange, members }: RosterProps) {
  const set = (personId: string, weekdays: number[]) => {
    const others = value.filter((line) => line.personId !== personId)
    onChange?.(weekdays.length > 0 ? [...others, { personId, weekdays }] : others)
  }
  if (members.length === 0) return <p className='note'>先选承办人。</p>
  return (
    <div className='hours-field' id={id}>
      {members.map(({ personId, name }) => (
        <div key={personId} role='group' aria-label={`${name}哪几天值班`}>
          <div>{name}</div>
          <Checkbox.Group
            options={WEEKDAYS.map((label, at) => ({ label, value: at + 1 }))}
            value={value.find((line) => line.personId === personId)?.weekdays ?? []}
            onChange={(weekdays) => set(personId, weekdays)}
          />
        </div>
      ))}
    </div>
  )
}
