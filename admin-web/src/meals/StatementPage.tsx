import { exportStatement, getStatement } from '@yike/shared/meals/endpoints'
import type { Statement } from '@yike/shared/meals/schemas'
import { dayOf } from '@yike/shared/time/china'
import { App, Button, DatePicker, Table } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PrintSheet } from '../kit/show/PrintSheet'
import { tie } from '../kit/show/text'
import { ApiError, download } from '../lib/api'
import { useRead } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import { MealsHead, ServiceSelect, useMealServices } from './MealsHead'
import './meals.css'

const money = (fen: number) => (fen / 100).toFixed(2)
const monthInWords = (month: string) => `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5))} 月`

/** The people who came in a month, the amounts received and subsidised, for the payer of the subsidy. */
export default function StatementPage() {
  const { message } = App.useApp()
  const services = useMealServices()
  const { chosen, address, change } = services
  const now = useNow()
  const month = address.month ?? dayOf(now).slice(0, 7)
  const [isSaving, setSaving] = useState(false)
  const { data, error, refetch } = useRead(
    getStatement,
    { id: chosen?.id ?? '', month },
    { enabled: chosen !== undefined, keepLast: true },
  )
  const save = async () => {
    if (!chosen) return
    setSaving(true)
    try {
      const file = await download(exportStatement, { id: chosen.id, month })
      saveFile(`${chosen.placeName} ${chosen.name} ${month} 就餐和补贴.xlsx`, file)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      void message.error(cause.message)
    } finally {
      setSaving(false)
    }
  }
  return (
    <>
      <MealsHead
        title={`${monthInWords(month)}就餐和补贴`}
        note={data && (data.payer ? `补贴：${data.payer}` : '还没写补贴由谁出')}
        tools={
          <>
            <ServiceSelect {...services} />
            <DatePicker
              picker='month'
              aria-label='哪个月'
              allowClear={false}
              value={dayjs(`${month}-01`)}
              format='YYYY年M月'
              onChange={(picked) => picked && change({ month: picked.format('YYYY-MM') })}
            />
            {data && data.rows.length > 0 && (
              <>
                <PrintSheet
                  label='打印'
                  title={`${data.placeName} ${data.serviceName} ${monthInWords(month)}就餐和补贴`}
                  stamp={data.payer}
                >
                  <Paper statement={data} />
                </PrintSheet>
                <Button type='primary' loading={isSaving} onClick={() => void save()}>
                  存成 Excel
                </Button>
              </>
            )}
          </>
        }
      />
      <section className='pane'>
        {error && !data ? (
          <Failed error={error} onRetry={refetch} />
        ) : services.data && !chosen ? (
          <Empty text='还没有助餐服务。' />
        ) : !data ? (
          <Loading />
        ) : data.rows.length === 0 ? (
          <Empty text={`${monthInWords(month)}还没有人来吃过。`} />
        ) : (
          <Table
            rowKey='personId'
            size='small'
            pagination={false}
            dataSource={data.rows}
            columns={[
              { title: '姓名', dataIndex: 'name' },
              { title: '年龄', dataIndex: 'age', align: 'right' },
              { title: '按哪一档', key: 'rules', render: (_, { rules }) => rules.join('、') || '原价' },
              {
                title: '来的日子',
                key: 'days',
                render: (_, { days }) => <span className='nums'>{days.join('、')}</span>,
              },
              { title: '份数', dataIndex: 'servings', align: 'right' },
              { title: '应收', key: 'due', align: 'right', render: (_, { dueFen }) => money(dueFen) },
              { title: '实收', key: 'received', align: 'right', render: (_, { receivedFen }) => money(receivedFen) },
              { title: '补贴', key: 'subsidy', align: 'right', render: (_, { subsidyFen }) => money(subsidyFen) },
            ]}
            summary={() => (
              <Table.Summary.Row>
                <Table.Summary.Cell index={0} colSpan={4}>
                  <b>
                    合计 {tie(data.totals.people, '人')}，{tie(data.totals.visits, '次')}
                  </b>
                </Table.Summary.Cell>
                {[
                  String(data.totals.servings),
                  money(data.totals.dueFen),
                  money(data.totals.receivedFen),
                  money(data.totals.subsidyFen),
                ].map((figure, at) => (
                  <Table.Summary.Cell key={at} index={4 + at} align='right'>
                    <b className='nums'>{figure}</b>
                  </Table.Summary.Cell>
                ))}
              </Table.Summary.Row>
            )}
          />
        )}
      </section>
    </>
  )
}

const Paper = ({ statement: { rows, totals } }: { statement: Statement }) => (
  <table>
    <thead>
      <tr>
        {['姓名', '年龄', '按哪一档', '来的日子', '份数', '应收', '实收', '补贴', '签字'].map((heading) => (
          <th key={heading}>{heading}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.personId}>
          <td>
            <b>{row.name}</b>
          </td>
          <td>{row.age}</td>
          <td>{row.rules.join('、') || '原价'}</td>
          <td>{row.days.join('、')}</td>
          <td>{row.servings}</td>
          <td>{money(row.dueFen)}</td>
          <td>{money(row.receivedFen)}</td>
          <td>{money(row.subsidyFen)}</td>
          <td />
        </tr>
      ))}
      <tr>
        <td colSpan={4}>
          <b>合计 {totals.people} 人</b>
        </td>
        <td>{totals.servings}</td>
        <td>{money(totals.dueFen)}</td>
        <td>{money(totals.receivedFen)}</td>
        <td>
          <b>{money(totals.subsidyFen)}</b>
        </td>
        <td />
      </tr>
    </tbody>
  </table>
)
