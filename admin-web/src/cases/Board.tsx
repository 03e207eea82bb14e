import { listStaffCases } from '@yike/shared/cases/endpoints'
import type { StaffCaseCard } from '@yike/shared/cases/schemas'
import { CASE_STATES, type CaseState } from '@yike/shared/cases/states'
import type { InputOf, OutputOf } from '@yike/shared/endpoint'
import { Link, useNavigate } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { Icon } from '../kit/show/Icon'
import { Kbd } from '../kit/page/Kbd'
import { useShortcuts } from '../kit/page/shortcuts'
import { tieFigures } from '../kit/show/text'
import { useReadPages, useRead } from '../lib/query'
import { Due } from './Due'
import { Marks } from './Marks'

type Filters = Omit<InputOf<typeof listStaffCases>, 'state' | 'view'>
type Counts = OutputOf<typeof listStaffCases>['counts']

interface Column {
  states: CaseState[]
  /** The rule of the step, under its name. */
  rule: string
  count: (counts: Counts) => number | undefined
}

const COLUMNS: Column[] = [
  { states: ['submitted'], rule: '一个工作日内，急的更快', count: (counts) => counts.submitted },
  { states: ['accepted'], rule: '说清归谁管', count: (counts) => counts.accepted },
  {
    states: ['in_progress', 'waiting'],
    rule: '等居民补充的也在这里',
    count: (counts) => counts.in_progress + counts.waiting,
  },
  { states: ['resolved'], rule: '问一句：办成了吗', count: (counts) => counts.resolved },
  { states: ['closed'], rule: '最近的在上面', count: () => undefined },
]

/** Columns follow the flow. A ticket is moved on its own page, where staff write the sentence for the resident. */
export function Board({ filters }: { filters: Filters }) {
  const navigate = useNavigate()
  const { data, error, refetch } = useRead(
    listStaffCases,
    { ...filters, limit: 1 },
    { keepLast: true, everySeconds: 60 },
  )
  const act = (step: string) => () => {
    const id = focusedTicket()?.dataset.ticket
    if (id) void navigate(`/cases/${id}?step=${step}`)
  }
  useShortcuts([
    { key: 'j', label: '下一件', run: () => moveFocus(0, 1) },
    { key: 'k', label: '上一件', run: () => moveFocus(0, -1) },
    { key: 'l', label: '右一列', run: () => moveFocus(1, 0) },
    { key: 'h', label: '左一列', run: () => moveFocus(-1, 0) },
    { key: 'a', label: '受理选中的一件', run: act('accept') },
    { key: 'p', label: '派单', run: act('assign') },
    { key: 'r', label: '答复', run: act('reply') },
  ])

  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <div className='board'>
        {COLUMNS.map(({ states, rule, count }) => (
          <section key={states[0]} className='board__col' data-column aria-label={CASE_STATES[states[0]!].label}>
            <header className='board__head'>
              <h2 className='lead'>{CASE_STATES[states[0]!].label}</h2>
              <span className='strong nums'>{count(data.counts)}</span>
              <span className='note push'>{rule}</span>
            </header>
            {count(data.counts) === 0 && <p className='note'>这一步没有等着的</p>}
            {states.map((state) => (
              <Tickets key={state} filters={{ ...filters, state, sort: state === 'closed' ? 'newest' : 'due' }} />
            ))}
          </section>
        ))}
      </div>
      <p className='note keys-line'>
        <span>
          <Kbd>J</Kbd> <Kbd>K</Kbd> 上下件
        </span>
        <span>
          <Kbd>H</Kbd> <Kbd>L</Kbd> 换列
        </span>
        <span>
          <Kbd>A</Kbd> 受理
        </span>
        <span>
          <Kbd>P</Kbd> 派单
        </span>
        <span>
          <Kbd>R</Kbd> 答复
        </span>
        <span>
          <Kbd>?</Kbd> 全部按键
        </span>
      </p>
    </>
  )
}

function Tickets({ filters }: { filters: InputOf<typeof listStaffCases> }) {
  const cases = useReadPages(listStaffCases, filters, { everySeconds: 60 })
  if (cases.error && !cases.data) return <Failed error={cases.error} onRetry={cases.refetch} />
  if (!cases.data) return <Loading />
  return (
    <>
      {cases.data.map((item) => (
        <Ticket key={item.id} item={item} />
      ))}
      {cases.hasNextPage && (
        <button type='button' className='link-button' onClick={() => void cases.fetchNextPage()}>
          再看一些
        </button>
      )}
    </>
  )
}

const Ticket = ({ item }: { item: StaffCaseCard }) => (
  <Link to={`/cases/${item.id}`} className='ticket' data-ticket={item.id}>
    <span className='ticket__top'>
      <Due promise={item.promise} />
      <span className='push nums'>{shortNumber(item.number)}</span>
    </span>
    <span className='ticket__title'>{tieFigures(item.title)}</span>
    <span className='ticket__foot'>
      {item.address && <Icon name='pin' size={12} />}
      <span>
        {item.address && `${item.address} · `}
        {item.receiver?.name ?? <span className='keep'>{item.assignee?.name ?? '未分'}</span>}
      </span>
    </span>
    <span className='row ticket__marks'>
      <Marks {...item} />
      {item.state.code === 'waiting' && <span className='tag'>{item.state.label}</span>}
    </span>
  </Link>
)

/** The year is obvious on a board of open cases: people say 1123-0042 for 20261123-0042. */
const shortNumber = (number: string) => number.replace(/^20\d\d(?=\d{4}\D?)/, '')

const focusedTicket = () => document.activeElement?.closest<HTMLElement>('[data-ticket]')

/** The focus is the choice: this many columns to the right, this many tickets down. */
function moveFocus(right: number, down: number) {
  const columns = [...document.querySelectorAll('[data-column]')].map((column) => [
    ...column.querySelectorAll<HTMLElement>('[data-ticket]'),
  ])
  const current = focusedTicket()
  const at = columns.findIndex((tickets) => current && tickets.includes(current))
  if (at < 0) return columns.find((tickets) => tickets.length > 0)?.[0]?.focus()
  const row = columns[at]!.indexOf(current!)
  if (right === 0) return columns[at]![row + down]?.focus()
  for (let next = at + right; columns[next]; next += right)
    if (columns[next]!.length > 0) return columns[next]![Math.min(row, columns[next]!.length - 1)]!.focus()
}
