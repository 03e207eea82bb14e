import {
  ORDER_COLUMNS,
  ORDER_COLUMN_CODES,
  type OrderColumn,
  type OrderMapping,
} from '@yike/shared/cases/work-order-columns'
import { Select } from 'antd'
import '../kit/import/import.css'

const OPTIONS = ORDER_COLUMN_CODES.map((code) => ({ value: code, label: ORDER_COLUMNS[code].label }))

/** The meaning of each column of the file, those that nobody knows first. Such a column is kept as it came. */
export function OrderColumns({
  headings,
  mapping,
  onChange,
}: {
  headings: readonly string[]
  mapping: OrderMapping
  onChange: (mapping: OrderMapping) => void
}) {
  const columns = headings.map((heading, at) => ({
    ...{ heading: heading || `第 ${at + 1} 列`, at },
    column: ORDER_COLUMN_CODES.find((code) => mapping[code] === at),
  }))
  const sorted = [...columns.filter(({ column }) => !column), ...columns.filter(({ column }) => column)]
  const assign = (at: number, column: OrderColumn | undefined) => {
    const others = Object.fromEntries(Object.entries(mapping).filter(([, where]) => where !== at)) as OrderMapping
    onChange(column ? { ...others, [column]: at } : others)
  }
  return (
    <>
      <h2 className='lead import__lead'>哪一列是什么</h2>
      <p className='note import__hint'>不认得的列照原样留着。指定一次，下次就认得。</p>
      <div className='import__columns'>
        {sorted.map(({ heading, at, column }) => (
          <label key={at} className='import__column import__column--wide'>
            <span>{heading}</span>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={`${heading}是什么`}
              placeholder='照原样留着'
              value={column}
              options={OPTIONS}
              onChange={(next?: OrderColumn) => assign(at, next)}
            />
          </label>
        ))}
      </div>
    </>
  )
}
