import { exportMinorsReport, getMinorsReport } from '@yike/shared/privacy/endpoints'
import { minorsReportYear } from '@yike/shared/people/minors'
import { dayOf } from '@yike/shared/time/china'
import { dayInFull } from '@yike/shared/time/words'
import { Button, Select, Table } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { tie } from '../kit/show/text'
import { download } from '../lib/api'
import { useRead } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import './privacy.css'

const YEARS_BACK = 3

/** The yearly report on the data of people under 18: what is on record, on whose consent, and who saw it. */
export default function MinorsPage() {
  const today = dayOf(useNow())
  const [year, setYear] = useState(() => minorsReportYear(today))
  const [saveError, setSaveError] = useState<Error | null>(null)
  const { data, error, refetch } = useRead(getMinorsReport, { year })
  const years = Array.from({ length: YEARS_BACK }, (_, back) => Number(today.slice(0, 4)) - back)
  const save = () => {
    setSaveError(null)
    return download(exportMinorsReport, { year })
      .then((blob) => saveFile(`未成年人个人信息 ${year} 年度.xlsx`, blob))
      .catch((cause: unknown) => setSaveError(cause as Error))
  }
  return (
    <>
      <PageHead
        title='未成年人的资料'
        note={data && `${year} 年度的审计情况，${dayInFull(data.dueOn)}以前报所在地设区的市级网信部门`}
        tools={
          <>
            <Select
              aria-label='哪一年'
              value={year}
              options={years.map((value) => ({ value, label: `${value} 年` }))}
              onChange={setYear}
            />
            <Button type='primary' onClick={() => void save()}>
              导出 Excel
            </Button>
          </>
        }
      />
      <Refusal error={saveError} />
      <section className='pane minors'>
        {error && !data ? (
          <Failed error={error} onRetry={refetch} />
        ) : !data ? (
          <Loading />
        ) : (
          <>
            <h2 className='lead'>多少人</h2>
            {data.groups.map(({ group, people, consented }) => (
              <p key={group.code}>
                <span className='strong'>{group.label}</span> {tie(people, '人')}
                {consented !== null && people > 0 && `，有监护人同意的 ${tie(consented, '人')}`}
                {consented !== null && people > consented && `，缺 ${tie(people - consented, '人')}，名单在导出的表里`}
              </p>
            ))}
            <p className='note'>只知道出生年份：满 14、18 岁的那一年也算在内。</p>
            <h2 className='lead'>存了哪些</h2>
            {data.held.length === 0 ? (
              <Empty text='没有未成年人的资料。' />
            ) : (
              <Table
                rowKey='what'
                size='small'
                pagination={false}
                dataSource={data.held}
                columns={[
                  { title: '哪一类', dataIndex: 'what' },
                  ...data.groups.map(({ group }, at) => ({
                    title: group.label,
                    key: group.code,
                    align: 'right' as const,
                    render: (_: unknown, { counts }: { counts: number[] }) => counts[at],
                  })),
                ]}
              />
            )}
            <h2 className='lead'>谁看过</h2>
            {data.readers.length === 0 ? (
              <p className='note'>这一年没有工作人员看过。</p>
            ) : (
              <Table
                rowKey={({ name, times, people }) => `${name} ${times} ${people}`}
                size='small'
                pagination={false}
                dataSource={data.readers}
                columns={[
                  { title: '谁', dataIndex: 'name' },
                  { title: '看过几次', dataIndex: 'times', align: 'right' },
                  { title: '看过几位', dataIndex: 'people', align: 'right' },
                ]}
              />
            )}
          </>
        )}
      </section>
    </>
  )
}
