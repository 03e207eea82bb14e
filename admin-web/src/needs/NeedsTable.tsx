import type { NeedCount } from '@yike/shared/needs/schemas'
import {
  allNeeds,
  allPeopleInNeed,
  NEED_STANDING_CODES,
  NEED_STANDINGS,
  needsByCategory,
  sumOfNeeds,
  type NeedNumbers,
  type NeedStanding,
} from '@yike/shared/needs/sums'
import { Table } from 'antd'

/** A line of the list: the needs of a category in one area, or the sum of a category over its areas. */
interface Line extends NeedNumbers {
  key: string
  category: string
  area: string
  /** One of the areas of the sum above it. */
  isPart: boolean
}

/** A category of one area is one line; of several areas, it is their sum with a line for each. */
const linesOf = (rows: readonly NeedCount[]): Line[] =>
  needsByCategory(rows).flatMap(({ category, rows: own, sum }) => {
    const areas = own.map((row) => ({ ...row, key: `${category} ${row.area}`, isPart: own.length > 1 }))
    const whole = { ...sum, key: category, category, area: `${own.length} 处合计`, isPart: false }
    return own.length > 1 ? [whole, ...areas] : areas
  })

const People = ({ of }: { of: NeedNumbers }) => (
  <>
    {allPeopleInNeed(of)} 人{of.unnumbered > 0 && <span className='note'>，另 {of.unnumbered} 件没写几个人</span>}
  </>
)
const inStanding = (of: NeedNumbers, standing: NeedStanding) =>
  of[standing] === 0 ? '0 件' : `${of[standing]} 件，${of.peopleInNeed[standing]} 人`

/** 需求清单: by category, the registrations and the people in need that they name, and what became of them. */
export function NeedsTable({ rows }: { rows: readonly NeedCount[] }) {
  const sum = sumOfNeeds(rows)
  return (
    <div className='table-wrap'>
      <Table<Line>
        rowKey='key'
        size='small'
        pagination={false}
        dataSource={linesOf(rows)}
        columns={[
          {
            title: '类别',
            key: 'category',
            render: (_, { category, isPart }) => <span className={isPart ? 'note' : 'strong'}>{category}</span>,
          },
          { title: '小区、网格', dataIndex: 'area' },
          { title: '登记', key: 'needs', className: 'nums', render: (_, line) => `${allNeeds(line)} 件` },
          { title: '一共需要', key: 'people', className: 'nums', render: (_, line) => <People of={line} /> },
          ...NEED_STANDING_CODES.map((standing) => ({
            title: NEED_STANDINGS[standing],
            key: standing,
            className: 'nums',
            render: (_: unknown, line: Line) => inStanding(line, standing),
          })),
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={2}>
              <b>合计</b>
            </Table.Summary.Cell>
            <Table.Summary.Cell index={2}>
              <b className='nums'>{allNeeds(sum)} 件</b>
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3}>
              <b className='nums'>
                <People of={sum} />
              </b>
            </Table.Summary.Cell>
            {NEED_STANDING_CODES.map((standing, at) => (
              <Table.Summary.Cell key={standing} index={4 + at}>
                <b className='nums'>{inStanding(sum, standing)}</b>
              </Table.Summary.Cell>
            ))}
          </Table.Summary.Row>
        )}
      />
    </div>
  )
}
