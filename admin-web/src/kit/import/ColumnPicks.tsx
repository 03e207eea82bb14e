import { Select } from 'antd'
import './import.css'

/** The column of the file that each field is read from. */
export function ColumnPicks<Field extends string>({
  fields,
  headings,
  mapping,
  onChange,
}: {
  fields: Readonly<Record<Field, { label: string }>>
  headings: readonly string[]
  mapping: Partial<Record<Field, number>>
  onChange: (mapping: Partial<Record<Field, number>>) => void
}) {
  return (
    <>
      <h2 className='lead import__lead'>哪一列是什么</h2>
      <div className='import__columns'>
        {(Object.keys(fields) as Field[]).map((field) => (
          <label key={field} className='import__column'>
            <span>{fields[field].label}</span>
            <Select
              allowClear
              aria-label={`${fields[field].label}在哪一列`}
              placeholder='没有这一列'
              value={mapping[field]}
              options={headings.map((heading, value) => ({ value, label: heading || `第 ${value + 1} 列` }))}
              onChange={(column?: number) => {
                const others = { ...mapping }
                if (column === undefined) delete others[field]
                else others[field] = column as (typeof others)[Field]
                onChange(others)
              }}
            />
          </label>
        ))}
      </div>
    </>
  )
}
