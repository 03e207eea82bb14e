import { CASE_KINDS, FILED_KINDS, type CaseKindCode } from '@yike/shared/cases/kinds'
import { getRates } from '@yike/shared/cases/rate-endpoints'
import type { RateRow } from '@yike/shared/cases/rate-schemas'
import { RATE_CODES, RATE_GROUPS, RATE_GROUP_CODES, RATES, type RateGroup } from '@yike/shared/cases/rates'
import { dayOf } from '@yike/shared/time/china'
import { Select, Table } from 'antd'
import dayjs from 'dayjs'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Views } from '../kit/page/Views'
import { useRead } from '../lib/query'
import { useChoice } from '../lib/useChoice'
import { useQueryParams } from '../lib/useQueryParams'
import './cases.css'

const SPANS = { month: '这个月', quarter: '近三个月', year: '近一年' } as const
type Span = keyof typeof SPANS
const BACK: Record<Span, number> = { month: 0, quarter: 2, year: 11 }

const FIRST_KIND = 'complaint' satisfies CaseKindCode
const ALL = 'all'
/** The sentence that says what stands beside what. */
const COMPARED = {
  one: '比的都是同一种诉求，不给人排名。',
  kinds: '每行是一种诉求，几种不能互相比；不给人排名。',
  all: '各种诉求合在一起，难办的多的社区会吃亏，只看总数，别拿来比；不给人排名。',
} as const

const monthsBack = (now: Date, months: number) => dayjs(dayOf(now)).subtract(months, 'month').format('YYYY-MM')

/** 「92%」 with what it is made of. */
function Share({ share }: { share: RateRow['figures']['answered'] }) {
  if (share.rate === null) return <span className='note'>还没有</span>
  return (
    <span className='nums'>
      <span className='strong'>{Math.round(share.rate * 100)}%</span>
      <span className='note'>
        {' '}
        {share.some}/{share.of}
      </span>
    </span>
  )
}

/** The three rates, with their formulas; of areas, receivers, kinds and months, never of people. */
export default function RatesPage() {
  const now = useNow()
  const [address, change] = useQueryParams()
  const by = RATE_GROUP_CODES.find((one) => one === address.by) ?? 'community'
  const [span, setSpan] = useChoice('span', SPANS)
  // Like is compared with like: complaints first, unless the page is asked for another kind, or to tell kinds apart.
  const isByKind = by === 'kind'
  const chosen = FILED_KINDS.find((one) => one === address.kind) ?? (address.kind === ALL ? undefined : FIRST_KIND)
  const kind = isByKind ? undefined : chosen
  const asked = { by, from: monthsBack(now, BACK[span]), until: monthsBack(now, 0), kind }
  const { data, error, refetch } = useRead(getRates, asked, { keepLast: true })
  return (
    <>
      <PageHead
        title='三率'
        note={`按登记的月份算，每件只算一次；并到一起办的算在先来的那件上。${COMPARED[isByKind ? 'kinds' : kind ? 'one' : 'all']}`}
        beside={<Views label='多长时间' views={SPANS} view={span} onChange={setSpan} />}
        tools={
          <>
            <Select<CaseKindCode | typeof ALL>
              aria-label='哪种诉求'
              disabled={isByKind}
              value={kind ?? ALL}
              options={[
                ...FILED_KINDS.map((value) => ({ value, label: CASE_KINDS[value].label })),
                { value: ALL, label: '各种合在一起' },
              ]}
              onChange={(next) => change({ kind: next === FIRST_KIND ? undefined : next })}
            />
            <Select<RateGroup>
              aria-label='按什么分'
              value={by}
              options={RATE_GROUP_CODES.map((value) => ({ value, label: `按${RATE_GROUPS[value].label}` }))}
              onChange={(next) => change({ by: next === 'community' ? undefined : next })}
            />
          </>
        }
      />
      <section className='pane'>
        <dl className='facts'>
          {RATE_CODES.map((code) => (
            <div key={code} className='limits__row'>
              <dt>{RATES[code].label}</dt>
              <dd>{RATES[code].formula}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className='pane'>
        {error && !data && <Failed error={error} onRetry={refetch} />}
        {!data && !error && <Loading />}
        {data?.rows.length === 0 && <Empty text='这段时间没有诉求。' />}
        {data && data.rows.length > 0 && (
          <div className='table-wrap'>
            <Table<RateRow>
              rowKey='id'
              size='small'
              pagination={false}
              dataSource={[...data.rows, { id: 'total', label: '合计', figures: data.total }]}
              columns={[
                {
                  title: RATE_GROUPS[by].label,
                  key: 'label',
                  render: (_, { label }) => <span className='strong'>{label}</span>,
                },
                {
                  title: '登记',
                  key: 'filed',
                  render: (_, { figures }) => <span className='nums'>{figures.filed} 件</span>,
                },
                ...RATE_CODES.map((code) => ({
                  title: RATES[code].label,
                  key: code,
                  render: (_: unknown, { figures }: RateRow) => <Share share={figures[code]} />,
                })),
              ]}
            />
          </div>
        )}
      </section>
    </>
  )
}
